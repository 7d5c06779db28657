import { answerFault } from '../answer-of.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { QuestionOf } from '../types.js';

export const note: QuestionTypeRules<QuestionOf<'note'>> = {
  ids: () => [],
  values: () => [],
  read: () => undefined,
  check: (_question, id) => [answerFault('notAnOption', id)],
  faults: () => [],
};
