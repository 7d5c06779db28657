import type { Definition, Fault, Question, Scale, Value } from './types.js';

/** What an answer is checked against beside its question; a limit `today` is passed over where the day is not known. */
export interface Given {
  scale?: Scale | undefined;
  today?: string | undefined;
}

/** What one type of question knows about itself; `question-types.ts` is the table of them. */
export interface QuestionTypeRules<Q extends Question> {
  /** Ids under which the question is answered: its own, its items', or none. */
  ids(question: Q): string[];
  /** Every legal value, where they are few enough to list: rules are examined by trying them. */
  values(question: Q, scale: Scale | undefined): Value[] | undefined;
  /** A value from the fields of a form; what cannot be read is kept as written, for `check` to refuse. */
  read(fields: string[]): Value | undefined;
  /** Faults of a value; a stated non-answer never comes here. */
  check(question: Q, id: string, value: Value, given: Given): Fault[];
  /** Faults of the question as written, `path` leading to it. */
  faults(question: Q, path: string, definition: Definition): Fault[];
}
