import type { Response as Reply } from 'express';
import type { SignedIn } from '../accounts/account.js';
import type { Fault, Language, Mode } from '../definition/types.js';
import { readerOf, type Reader, type Translate } from '../reports/reader.js';
import type { Parts } from '../web/app.js';
import { faultSentence } from './fault-sentence.js';

/** Whoever reviews: in which language, and what people, surveys and faults are called in it. */
export interface Reviewer {
  id: string;
  language: Language;
  t: Translate;
  reader: Reader;
  /** Name of an account. */
  nameOf: (id: string | undefined) => string;
  sentence: (fault: Fault, asked: { survey: string; version: number; mode: Mode }) => string;
}

export async function reviewerOf({ stores, surveys }: Parts, res: Reply): Promise<Reviewer> {
  const language = res.locals['language'] as Language;
  const t = res.locals['t'] as Translate;
  const names = new Map((await stores.accounts.list()).map(({ id, name }) => [id, name]));
  return {
    id: (res.locals['account'] as SignedIn).id,
    language,
    t,
    reader: readerOf(language, t, surveys.all),
    nameOf: (id) => (id === undefined ? '' : (names.get(id) ?? id)),
    sentence: (fault, { survey, version, mode }) =>
      faultSentence(fault, surveys.get(survey, version), { language, mode }, t),
  };
}
