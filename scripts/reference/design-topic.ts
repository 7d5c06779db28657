import type { Answer, Case } from './case.js';
import { answerEstimation } from './estimation.js';
import { answerQuantiles, asksQuantiles } from './quantiles.js';
import { answerShareIntervals, asksShareIntervals } from './share-intervals.js';
import { answerWaveChange, asksWaveChange } from './wave-change.js';

/** Kinds of cases on estimation from a design, by what a case gives and expects. */
const kinds: { asks: (given: Case) => boolean; answer: (given: Case) => Answer | string }[] = [
  { asks: asksQuantiles, answer: answerQuantiles },
  { asks: asksShareIntervals, answer: answerShareIntervals },
  { asks: asksWaveChange, answer: answerWaveChange },
];

/** Estimation from a design: quantiles, shares, change between waves; everything else is means, totals, ratios and tests. */
export function answerDesign(given: Case): Answer | string {
  const kind = kinds.find(({ asks }) => asks(given));
  return kind ? kind.answer(given) : answerEstimation(given);
}
