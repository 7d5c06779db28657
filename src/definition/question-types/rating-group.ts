import { readCode } from '../form-fields.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { QuestionOf } from '../types.js';
import { markFaults, marks, scaleFaults } from './rating.js';

export const ratingGroup: QuestionTypeRules<QuestionOf<'rating-group'>> = {
  ids: (question) => question.items.map((item) => item.id),
  values: (_question, scale) => marks(scale),
  read: readCode,
  check: (_question, id, value, { scale }) => markFaults(id, value, scale),
  faults: (question, path, definition) => scaleFaults(question.scale, path, definition),
};
