import type { Computed, Definition, Item, Page, Question, Scale } from './types.js';

/** Where a question or item stands: every answerable id of a questionnaire has one. */
export interface Answerable {
  id: string;
  page: Page;
  question: Question;
  /** Set where the id is an item of a rating group. */
  item?: Item;
}

/** A definition compiled: frozen, with its content hash, every answerable id in order, and its scales resolved. */
export interface Questionnaire {
  definition: Definition;
  /** SHA-256 of the canonical JSON of the definition, hex; rides on every response. */
  hash: string;
  answerables: ReadonlyMap<string, Answerable>;
  /** Values worked out from answers, each after what it uses. */
  computed: readonly Computed[];
  /** Ids that enter the index, in tree order. */
  indexItems: readonly string[];
  scaleOf: ReadonlyMap<string, Scale>;
}
