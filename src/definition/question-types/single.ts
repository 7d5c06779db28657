import { answerFault } from '../answer-of.js';
import { readCode } from '../form-fields.js';
import { exclusiveFaults, optionFaults } from '../option-faults.js';
import type { QuestionTypeRules } from '../question-type-rules.js';
import type { QuestionOf } from '../types.js';

export const single: QuestionTypeRules<QuestionOf<'single'>> = {
  ids: (question) => [question.id],
  values: (question) => question.options.map((option) => option.code),
  read: readCode,
  check: (question, id, value) =>
    question.options.some((option) => option.code === value) ? [] : [answerFault('notAnOption', id)],
  faults: ({ options }, path) => [...optionFaults(options, path), ...exclusiveFaults(options, path)],
};
