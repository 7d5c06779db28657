import type { MissingCode, Mode } from '../definition/types.js';

/** What differs between the three ways to ask the same survey. */
export interface ModeDifferences {
  /** Script notes are shown to whoever asks. */
  notes: boolean;
  /** Keys 1-9, 0, D, R and Enter answer the current question. */
  keys: boolean;
  /** Stated non-answers on the page; by phone and on site all that the question accepts. */
  missing: readonly MissingCode[];
  /** The outcome of the attempt is recorded beside the questions. */
  outcome: boolean;
}

export const modes: Record<Mode, ModeDifferences> = {
  phone: { notes: true, keys: true, missing: ['dontKnow', 'notUsed', 'refused'], outcome: true },
  onsite: { notes: true, keys: true, missing: ['dontKnow', 'notUsed', 'refused'], outcome: true },
  online: { notes: false, keys: false, missing: ['dontKnow', 'notUsed', 'refused'], outcome: false },
};
