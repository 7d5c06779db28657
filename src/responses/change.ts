import { contentFields, type Change, type Content, type Exclusion, type Response } from './response.js';

/** A change to a response, made from one of its revisions: what is set, what goes, and the line of its history. */
export interface ResponseChange {
  /** The revision it was made from; it fits no other. */
  from: number;
  set: Partial<Response>;
  unset: (keyof Response)[];
  entry: Change;
}

/** Who changes it, when and why. */
export type Author = Pick<Change, 'by' | 'at' | 'reason'>;

export function revisionOf({ revision = 0 }: Pick<Response, 'revision'>): number {
  return revision;
}

/** What a response says, without the facts of how it came. */
export function contentOf(response: Response): Content {
  const present = contentFields.filter((field) => response[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, response[field]])) as unknown as Content;
}

/** Other content in place of what stands there, which goes to the history. */
export function correction(response: Response, content: Content, author: Author, conflict?: string): ResponseChange {
  const from = revisionOf(response);
  const before = contentOf(response);
  const entry: Change = { revision: from + 1, kind: 'corrected', ...author, before, ...(conflict ? { conflict } : {}) };
  return { from, set: content, unset: contentFields.filter((field) => content[field] === undefined), entry };
}

/** Out of the measurement, until it is taken back. */
export function exclusion(response: Response, author: Author, ground: Exclusion['ground']): ResponseChange {
  const from = revisionOf(response);
  const entry: Change = { revision: from + 1, kind: 'excluded', ...author, ground };
  return { from, set: { exclusion: { ...author, ground } }, unset: [], entry };
}

export function inclusion(response: Response, author: Author): ResponseChange {
  const from = revisionOf(response);
  return { from, set: {}, unset: ['exclusion'], entry: { revision: from + 1, kind: 'included', ...author } };
}
