import type { MissingCode, Mode } from '../definition/types.js';

/** What differs between the three ways to ask the same survey. */
export interface ModeDifferences {
  /** Script notes are shown to whoever asks. */
  notes: boolean;
  /** Keys 1-9, 0, D, R and Enter answer the current question. */
  keys: boolean;
  /** Stated non-answers on the page, as far as the question accepts them. */
  missing: readonly MissingCode[];
  /** Those that are offered only once the question was left empty. */
  whenEmpty: readonly MissingCode[];
  /** Stated non-answers are for whoever asks: never read out. */
  unread: boolean;
  /** The ends of a scale are said aloud at each new block of ratings, and again after some of them. */
  anchors: boolean;
  /** Scales and long lists are shown on numbered cards. */
  cards: boolean;
  /** The outcome of the attempt is recorded beside the questions. */
  outcome: boolean;
}

const asked: ModeDifferences = {
  notes: true,
  keys: true,
  missing: ['dontKnow', 'notUsed', 'refused'],
  whenEmpty: [],
  unread: true,
  anchors: false,
  cards: false,
  outcome: true,
};

export const modes: Record<Mode, ModeDifferences> = {
  phone: { ...asked, anchors: true },
  onsite: { ...asked, cards: true },
  online: { ...asked, notes: false, keys: false, whenEmpty: ['refused'], unread: false, outcome: false },
};
