import { attemptOf, type Attempt } from '../../fieldwork/attempt.js';
import { outcomes } from '../../fieldwork/outcome.js';
import type { Draft } from '../draft.js';
import { settleDraft } from '../settle.js';
import { interviewOutcome } from '../../fieldwork/interview-outcome.js';
import { settleDoor, type Passing } from './pass-door.js';
import { partsOf, type Finding } from './standing.js';

/** What ending an interview of several surveys needs of the site's parts. */
export interface Ending extends Passing {
  stores: Passing['stores'] & Finding['stores'] & { attempts: { record(attempt: Attempt): Promise<void> } };
}

/** Records the one attempt that an interview of several surveys is, once nothing of it is left to ask. */
export async function recordEnd(parts: Ending, interviewId: string): Promise<void> {
  const door = await parts.stores.drafts.find(interviewId);
  if (door?.state !== 'submitted') return;
  const found = await partsOf(parts, door);
  if (found.some(({ draft }) => draft?.state === 'open')) return;
  const results = found.flatMap(({ response }) => response?.result ?? []);
  if (results.length > 0) await record(parts, door, interviewOutcome(results));
}

/**
 * Ends an interview of several surveys where it stands, with the outcome that the enumerator chose. What was answered is settled, what was
 * drawn and not asked counts as broken off. Whoever breaks off with a survey answered was interviewed in part.
 */
export async function endInterview(parts: Ending, interviewId: string, code: string): Promise<void> {
  const door = await parts.stores.drafts.find(interviewId);
  if (!door) return;
  const isUntouched = Object.keys(door.pages).length === 0;
  if (door.state === 'open' && isUntouched) await parts.stores.drafts.close(interviewId, parts.now());
  else if (door.state !== 'submitted') await settleDoor(parts, door);
  const open = (await partsOf(parts, door)).flatMap(({ draft }) => (draft?.state === 'open' ? [draft] : []));
  for (const draft of open) await settleDraft(parts, draft, false);
  const results = (await partsOf(parts, door)).flatMap(({ response }) => response?.result ?? []);
  const isRefusal = outcomes.find((each) => each.code === code)?.class === 'R';
  const isPartly = isRefusal && results.some((result) => result === 'complete' || result === 'partial');
  await record(parts, door, isPartly ? '1.2' : code);
}

async function record(parts: Ending, { opening }: Draft, code: string): Promise<void> {
  const attempt = attemptOf(opening, code, parts.now());
  if (attempt) await parts.stores.attempts.record(attempt);
}

/** Ids of the drafts of an interview that are not sent in: its door, or the surveys behind it. */
export async function openDraftsOf(parts: Finding, interviewId: string): Promise<string[]> {
  const door = await parts.stores.drafts.find(interviewId);
  const drafts = door ? [door, ...(await partsOf(parts, door)).flatMap(({ draft }) => draft ?? [])] : [];
  return drafts.filter(({ state }) => state !== 'submitted').map(({ responseId }) => responseId);
}
