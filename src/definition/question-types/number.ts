import { answerFault } from '../answer-of.js';
import { readNumber } from '../form-fields.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { Fault, QuestionOf } from '../types.js';

export const number: QuestionTypeRules<QuestionOf<'number'>> = {
  ids: (question) => [question.id],
  values: ({ min, max, decimals = 0 }) => {
    const first = Math.ceil(min);
    const isListed = decimals === 0 && max - first < 200;
    return isListed
      ? Array.from({ length: Math.max(0, Math.floor(max) - first + 1) }, (_, step) => first + step)
      : undefined;
  },
  read: readNumber,
  check: ({ min, max, decimals = 0 }, id, value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return [answerFault('notANumber', id)];
    if (value < min || value > max) return [answerFault('outOfRange', id, { min, max })];
    return hasDecimals(value, decimals) ? [] : [answerFault('tooPrecise', id, { decimals })];
  },
  faults: ({ min, max, decimals = 0 }, path) => [
    ...(min < max ? [] : [{ code: 'question.limits', path, params: { low: min, high: max } }]),
    ...preciseFaults(min, `${path}/min`, decimals),
    ...preciseFaults(max, `${path}/max`, decimals),
  ],
};

/** A limit is a number that can be answered. */
function preciseFaults(limit: number, path: string, decimals: number): Fault[] {
  return hasDecimals(limit, decimals) ? [] : [{ code: 'question.limitTooPrecise', path, params: { limit, decimals } }];
}

function hasDecimals(value: number, most: number): boolean {
  return Number(value.toFixed(most)) === value;
}
