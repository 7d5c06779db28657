import { answerFault } from '../answer-of.js';
import { readCode } from '../form-fields.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { Definition, Fault, QuestionOf, Scale, Value } from '../types.js';

export const rating: QuestionTypeRules<QuestionOf<'rating'>> = {
  ids: (question) => [question.id],
  values: (_question, scale) => marks(scale),
  read: readCode,
  check: (_question, id, value, { scale }) => markFaults(id, value, scale),
  faults: (question, path, definition) => scaleFaults(question.scale, path, definition),
};

export function marks(scale: Scale | undefined): number[] {
  if (scale === undefined) return [];
  return Array.from({ length: Math.max(0, scale.max - scale.min + 1) }, (_, step) => scale.min + step);
}

export function markFaults(id: string, value: Value, scale: Scale | undefined): Fault[] {
  if (scale === undefined) throw new Error(`markFaults requires a scale for ${id}`);
  if (!Number.isInteger(value)) return [answerFault('notAnOption', id)];
  if ((value as number) >= scale.min && (value as number) <= scale.max) return [];
  return [answerFault('outOfRange', id, { min: scale.min, max: scale.max })];
}

export function scaleFaults(scale: string, path: string, definition: Definition): Fault[] {
  const isKnown = Object.prototype.hasOwnProperty.call(definition.scales, scale);
  return isKnown ? [] : [{ code: 'question.unknownScale', path: `${path}/scale`, params: { scale } }];
}
