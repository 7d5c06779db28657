import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import { rakeTrimmed } from '../../src/statistics/weighting/rake-trimmed.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { trimWeights } from '../../src/statistics/weighting/trim-weights.js';
import { objectOf } from './case.js';
import type { Answer } from './case.js';
import { blockOf, kishAnswer, outcomeName, rowBlockOf, varianceAsGiven, varianceOfRows } from './weighting-figures.js';
import type { RowErrors } from './weighting-figures.js';
import { NORMAL_FACTOR } from './weighting-jackknife.js';
import type { Setup } from './weighting-setup.js';

interface TrimLimits {
  lower: number;
  upper: number;
}

/** Limits of an object that has them, as `lower` and `upper` or one of the two. */
export function limitsOf(stated: Record<string, unknown>): TrimLimits | undefined {
  if (!('lower' in stated) && !('upper' in stated)) return undefined;
  const end = (value: unknown, none: number): number => (typeof value === 'number' ? value : none);
  return { lower: end(stated['lower'], -Infinity), upper: end(stated['upper'], Infinity) };
}

/** Keys that this module answers where limits are stated. */
export const trimKeys =
  /^(strict|one_pass|n_outside_first_pass|still_outside|n_outside|raked_again|reraked|rerake|lower|upper)$/;

/** What trimming makes of weights: one pass, strict, and raked again to the margins they had. */
export function trimAnswer(asked: Record<string, unknown>, limits: TrimLimits, setup: Setup): Answer {
  const { weights } = setup.weighting;
  const pass = trimWeights(weights, limits);
  const strict = trimWeights(weights, limits, true);
  return {
    ...Object.fromEntries(
      Object.entries(limits).map(([key, value]) => [key, Number.isFinite(value) ? value : asked[key]]),
    ),
    n_outside_first_pass: pass.outside,
    n_outside: pass.outside,
    one_pass: trimmedAnswer(objectOf(asked['one_pass']), pass, setup),
    strict: trimmedAnswer(objectOf(asked['strict']), strict, setup),
    ...Object.fromEntries(
      ['raked_again', 'reraked', 'rerake']
        .filter((key) => key in asked)
        .map((key) => [key, rerakedAnswer(objectOf(asked[key]), limits, setup)]),
    ),
  };
}

function trimmedAnswer(
  asked: Record<string, unknown>,
  { weights, stillOutside }: { weights: Float64Array; stillOutside: number },
  setup: Setup,
): Answer {
  return {
    ...weightsAnswer(weights),
    still_outside: stillOutside,
    ...Object.fromEntries(Object.keys(asked).flatMap((key) => figuresOf(key, asked, weights, setup))),
  };
}

/** `mean_weights_fixed`, `total_peer_se` and the like: the figure, and what is believed of the weights. */
function figuresOf(
  key: string,
  asked: Record<string, unknown>,
  weight: Float64Array,
  setup: Setup,
): [string, unknown][] {
  const [, figure, belief] = /^(mean|total|by)_(peer_se|weights_fixed)$/.exec(key) ?? [];
  if (figure === undefined) return [];
  const { given, design, weighting, table } = setup;
  const variance =
    belief === 'weights_fixed' ? varianceAsGiven(design, weight) : varianceStillCalibrated(weight, setup);
  const errors: RowErrors = { weight, design, variance, factor: NORMAL_FACTOR };
  const first = Object.keys(objectOf(asked[`mean_${String(belief)}`]))[0] ?? '';
  const block = figure === 'by' ? { mean: { [first]: {} }, by: asked[key] } : { [figure]: asked[key] };
  return weighting.weights.length === 0
    ? []
    : [[key, rowBlockOf(block, errors, table, outcomeName(given, table))[figure]]];
}

/** The peer's object still holds the regression of the weights before trimming. */
function varianceStillCalibrated(weight: Float64Array, { design, weighting }: Setup): RowErrors['variance'] {
  const sample = sampleOf(design, weighting.weights, weighting.calibration);
  return (linearised) =>
    varianceOfRows(
      sample,
      linearised.map((value, row) => (value * (weight[row] as number)) / (weighting.weights[row] as number)),
    );
}

/** Trimmed weights raked again, once where nothing else is said, to the margins they were raked to. */
function rerakedAnswer(
  asked: Record<string, unknown>,
  limits: TrimLimits,
  { given, weighting, design, table }: Setup,
): Answer {
  const times = typeof asked['times'] === 'number' ? asked['times'] : 1;
  const found = rakeTrimmed(weighting.start, weighting.margins, limits, times);
  const sample = sampleOf(design, found.weights, calibrationOf(found.cells, found.start));
  return {
    ...weightsAnswer(found.weights),
    times: found.trimmings,
    still_outside: found.stillOutside,
    ...blockOf(asked, sample, table, outcomeName(given, table)),
  };
}

function weightsAnswer(weights: Float64Array): Answer {
  return { weights: Array.from(weights), kish: kishAnswer(weights), sum: weights.reduce((sum, each) => sum + each, 0) };
}
