import type { QuestionTypeRules } from './question-type-rules.js';
import { consent } from './question-types/consent.js';
import { date } from './question-types/date.js';
import { multiple } from './question-types/multiple.js';
import { note } from './question-types/note.js';
import { number } from './question-types/number.js';
import { ordering } from './question-types/ordering.js';
import { ratingGroup } from './question-types/rating-group.js';
import { rating } from './question-types/rating.js';
import { single } from './question-types/single.js';
import { text } from './question-types/text.js';
import type { Question, QuestionOf, QuestionType } from './types.js';

/** Every type of question there is. */
export const questionTypes: { readonly [T in QuestionType]: QuestionTypeRules<QuestionOf<T>> } = {
  consent,
  date,
  multiple,
  note,
  number,
  ordering,
  rating,
  'rating-group': ratingGroup,
  single,
  text,
};

export function rulesOf(question: Question): QuestionTypeRules<Question> {
  return questionTypes[question.type];
}
