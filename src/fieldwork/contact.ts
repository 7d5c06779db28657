import type { Mode } from '../definition/types.js';
import type { ResponseEnd } from '../responses/response-end.js';
import type { Entry } from '../responses/response.js';
import type { Attempt } from './attempt.js';

/** One interview that was begun or tried: its attempts, oldest first, and the responses that came of it. */
export interface Contact {
  mode: Mode;
  entry: Entry;
  survey: string;
  case?: string;
  attempts: Attempt[];
  responses: ResponseEnd[];
}

/** Attempts and responses of a wave by the interview they belong to, in the order in which they come. */
export function contactsOf(
  attempts: readonly Attempt[],
  responses: readonly ResponseEnd[],
  entryOf: (attempt: Attempt) => Entry,
): Contact[] {
  const contacts = new Map<string, Contact>();
  for (const response of responses) {
    const known = contacts.get(response.interviewId);
    if (known) known.responses.push(response);
    else contacts.set(response.interviewId, { ...opened(response, response.entry), responses: [response] });
  }
  for (const attempt of attempts) {
    const known = contacts.get(attempt.responseId);
    if (known) known.attempts.push(attempt);
    else contacts.set(attempt.responseId, { ...opened(attempt, entryOf(attempt)), attempts: [attempt] });
  }
  for (const { attempts: own } of contacts.values()) own.sort((a, b) => a.at.getTime() - b.at.getTime());
  return [...contacts.values()];
}

function opened({ mode, survey, case: number }: Attempt | ResponseEnd, entry: Entry): Contact {
  return { mode, entry, survey, attempts: [], responses: [], ...(number ? { case: number } : {}) };
}
