import { seededDraws } from '../../src/answers/seeded-draws.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answers } from '../../src/definition/types.js';
import { legalOf } from './legal-answers.js';
import { randomAnswer } from './random-answers.js';
import type { Draws } from './random-draws.js';

/** The same draws for the same seed. */
export function drawsFrom(seed: number): Draws {
  const draw = seededDraws(seed, 'random interview');
  const whole = (low: number, high: number): number => low + draw(high - low + 1);
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T;
  return {
    whole,
    pick,
    once: (times) => whole(1, times) === times,
    some: (list, most) => Array.from({ length: whole(1, most) }, () => pick(list)),
  };
}

/** Mostly what may be answered, so that interviews go far; some of anything else, and some left out. */
export function randomInterview(draws: Draws, questionnaire: Questionnaire): Answers {
  const given = [...questionnaire.answerables.values()].flatMap(({ id, question }) => {
    if (draws.once(12)) return [];
    const legal = draws.once(8) ? [] : legalOf(questionnaire, id);
    return [[id, legal.length > 0 ? draws.pick(legal) : randomAnswer(draws, question)] as const];
  });
  return Object.fromEntries(given);
}
