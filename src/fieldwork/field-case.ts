import type { Mode } from '../definition/types.js';
import type { Entry } from '../responses/response.js';
import type { ResponseEnd } from '../responses/response-end.js';
import type { Disposition } from '../statistics/estimation/aapor.js';
import type { Wave } from '../waves/wave.js';
import type { Attempt } from './attempt.js';
import { contactEnd, type ContactEnd } from './contact-end.js';
import { contactsOf, type Contact } from './contact.js';

/** A person, number or link that was to be interviewed, and what became of it in the end. */
export interface FieldCase {
  mode: Mode;
  entry: Entry;
  /** Where the person lives, as far as anybody learned it. */
  district?: string;
  /** `pending`: an agreed time is still to come. */
  disposition: Disposition | 'pending';
  /** Whether calls and visits, or the link, are on record; otherwise the interview alone is known. */
  onRecord: boolean;
}

export interface FieldData {
  attempts: readonly Attempt[];
  responses: readonly ResponseEnd[];
}

/**
 * The cases of a wave, each with one final disposition. Calls to the same number (the enumerators' own mark, within a survey) are one
 * case; so is everything of one interview, however many surveys it asked.
 */
export function fieldCases({ attempts, responses }: FieldData, wave: Wave, now: Date): FieldCase[] {
  const contacts = contactsOf(attempts, responses, (attempt) => entryOf(attempt, wave));
  const cases = new Map<string, Contact[]>();
  for (const [at, contact] of contacts.entries()) {
    const key = caseKey(contact, wave) ?? String(at);
    cases.set(key, [...(cases.get(key) ?? []), contact]);
  }
  return [...cases.values()].flatMap((own) => caseOf(own, now < wave.closesAt));
}

function caseKey({ mode, entry, survey, case: number }: Contact, { combined }: Wave): string | undefined {
  return number === undefined ? undefined : JSON.stringify([mode, entry, combined ? '' : survey, number]);
}

/** How people come to interviews of an attempt's mode, where the attempt does not say it. */
function entryOf({ mode, entry, case: number }: Attempt, { sampleSources }: Wave): Entry {
  const entries = sampleSources.filter((source) => source.mode === mode).map((source) => source.entry);
  if (entry) return entry;
  const fitting = number === undefined ? entries[0] : entries.find((each) => each === 'case');
  return fitting ?? (mode === 'phone' ? 'case' : 'intercept');
}

function caseOf(contacts: Contact[], isOpen: boolean): FieldCase[] {
  const ends = contacts
    .toSorted((a, b) => lastMoment(a) - lastMoment(b))
    .flatMap((contact) => contactEnd(contact) ?? [])
    .filter((end) => end !== 'leftOut');
  const [first] = contacts;
  const disposition = finalDisposition(ends, isOpen);
  if (!first || !disposition) return [];
  const { mode, entry } = first;
  const responses = contacts.flatMap((contact) => contact.responses);
  const district = responses.findLast(({ residence }) => residence !== undefined)?.residence?.district;
  const onRecord = contacts.some(({ attempts }) => attempts.length > 0) || responses.some(({ linkBatch }) => linkBatch);
  return [{ mode, entry, disposition, onRecord, ...(district ? { district } : {}) }];
}

/**
 * The one disposition of a case from what its contacts tell, oldest first. An interview stands above everything; a time agreed last is
 * waited for as long as the wave is open; otherwise the last thing learned of the person or number counts, before what was never learned.
 */
export function finalDisposition(
  ends: readonly Exclude<ContactEnd, 'leftOut'>[],
  isOpen: boolean,
): FieldCase['disposition'] | undefined {
  const interview = (['I', 'P'] as const).find((each) => ends.includes(each));
  if (interview) return interview;
  if (isOpen && ends.at(-1) === 'temporary') return 'pending';
  const learned = ends.findLast((end) => ['R', 'NC', 'O', 'NE'].includes(end));
  if (learned && learned !== 'temporary') return learned;
  if (ends.includes('UO') || ends.includes('temporary')) return 'UO';
  return ends.length > 0 ? 'UH' : undefined;
}

function lastMoment({ attempts, responses }: Contact): number {
  const moments = [...attempts.map(({ at }) => at), ...responses.map(({ times }) => times.endedAt)];
  return Math.max(...moments.map((moment) => moment.getTime()));
}
