import type { Answers, Language, Mode } from '../definition/types.js';
import { localDate } from '../responses/local-date.js';
import type { Opening } from '../responses/response.js';

export interface DraftPage {
  /** Grows with each save; a save that names an older one is stale. */
  revision: number;
  answers: Answers;
  /** Milliseconds between page shown and page sent, all visits together. */
  spent: number;
  /** Answered at the door that several surveys share; not shown again. */
  given?: true;
  /** The page load that saved it last, '' where it is not known. */
  tab?: string;
  /** Saved while it was being answered, and not sent yet. */
  unsent?: boolean;
}

/** An interview under way. Its id is the response's. */
export interface Draft {
  responseId: string;
  opening: Opening;
  language: Language;
  pages: Record<string, DraftPage>;
  modeTrail: { mode: Mode; at: Date }[];
  /** `passed`: a door that is answered and takes no more, from which its surveys' drafts and responses are still being made. */
  state: 'open' | 'passed' | 'submitted';
  /** Where its pages stand in an interview that asks several surveys: pages before them, and at most so many after them. */
  part?: { before: number; after: number };
  /** Hash of the code by which a resident goes on with it on another device. */
  resumeHash?: string;
  /** When its appointment is, where one was made. */
  appointmentAt?: Date;
  updatedAt: Date;
}

/** All answers of a draft, page by page. */
export function draftAnswers(draft: Draft): Answers {
  return Object.assign({}, ...Object.values(draft.pages).map((page) => page.answers)) as Answers;
}

/** The local date on which the interview began: what `today` is in its survey. */
export function draftToday({ opening }: Pick<Draft, 'opening'>): string {
  return localDate(opening.startedAt);
}

export function draftTimes(draft: Draft): Record<string, number> {
  return Object.fromEntries(Object.entries(draft.pages).map(([id, page]) => [id, page.spent]));
}
