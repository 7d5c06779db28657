import type { Answer, Answers, Fault, Missing, Value } from './types.js';

/** The answer to a question; ids such as `constructor` never reach what objects inherit. */
export function answerOf(answers: Answers, id: string): Answer | undefined {
  return Object.prototype.hasOwnProperty.call(answers, id) ? answers[id] : undefined;
}

export function isMissing(answer: Answer | undefined): answer is Missing {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer);
}

/** Stands, itself and no copy, for the answer to a question that was not passed yet: whether there will be one is unknown. */
export const notYet: Missing = Object.freeze({ missing: 'notUsed' });

/** The answer unless it is absent or a stated non-answer. */
export function valueOf(answers: Answers, id: string): Value | undefined {
  const answer = answerOf(answers, id);
  return answer === undefined || answer === null || isMissing(answer) ? undefined : answer;
}

export function answerFault(code: string, id: string, params: Fault['params'] = {}): Fault {
  return { code: `answer.${code}`, path: id, params };
}
