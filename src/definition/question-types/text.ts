import { answerFault } from '../answer-of.js';
import { readText } from '../form-fields.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { QuestionOf } from '../types.js';

export const text: QuestionTypeRules<QuestionOf<'text'>> = {
  ids: (question) => [question.id],
  values: () => undefined,
  read: readText,
  check: ({ maxLength }, id, value) => {
    if (typeof value !== 'string') return [answerFault('notAText', id)];
    return Array.from(value).length <= maxLength ? [] : [answerFault('tooLong', id, { maxLength })];
  },
  faults: () => [],
};
