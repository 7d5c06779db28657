import type { Answer, Case } from './case.js';

/** Importance and performance of the constructs of a path model. */
export function answerConstructImportance(given: Case): Answer | string {
  return `the model of ${given.id} is not covered yet`;
}
