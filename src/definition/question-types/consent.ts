import { answerFault } from '../answer-of.js';
import { readCode } from '../form-fields.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { QuestionOf } from '../types.js';

export const accepted = 1;
export const declined = 2;

export const consent: QuestionTypeRules<QuestionOf<'consent'>> = {
  ids: (question) => [question.id],
  values: () => [accepted, declined],
  read: readCode,
  check: (_question, id, value) => (value === accepted || value === declined ? [] : [answerFault('notAnOption', id)]),
  faults: () => [],
};
