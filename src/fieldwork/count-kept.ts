import type { Response } from '../responses/response.js';
import { countsFor, type Quota } from './quota.js';

/** What counting needs of the stores. */
export interface Kept {
  responses: { ofWave(wave: string): AsyncIterable<Response> };
  quotas: { enrol(quota: Quota, responseIds: readonly string[], now: Date): Promise<void> };
}

/** What counting one response again needs of the stores. */
export interface Counted {
  quotas: Kept['quotas'] & {
    ofSurvey(wave: string, survey: string): Promise<Quota[]>;
    release(responseId: string): Promise<void>;
  };
}

/** Whether a response takes a place in quotas: an interview that counts, and not of an open link. */
export function takesPlace({ entry, result, exclusion }: Pick<Response, 'entry' | 'result' | 'exclusion'>): boolean {
  const counts = exclusion === undefined && (result === 'complete' || result === 'partial');
  return counts && entry !== 'open' && entry !== 'siteQr';
}

/** The quotas a kept response counts for. */
export function quotasFor(quotas: readonly Quota[], response: Response): Quota[] {
  const { residence, age, sex } = response;
  const person = {
    ...(residence ? { residence: residence.district } : {}),
    ...(age === undefined ? {} : { age }),
    ...(sex === undefined ? {} : { sex }),
  };
  return quotas.filter((quota) => quota.survey === response.survey && countsFor(quota, person));
}

/** Counts the interviews of a wave that are kept already for quotas that are new. */
export async function countKept(stores: Kept, wave: string, quotas: readonly Quota[], now: Date): Promise<void> {
  if (quotas.length === 0) return;
  const kept = new Map<Quota, string[]>(quotas.map((quota) => [quota, []]));
  for await (const response of stores.responses.ofWave(wave)) {
    if (takesPlace(response))
      for (const quota of quotasFor(quotas, response)) kept.get(quota)?.push(response.responseId);
  }
  for (const [quota, ids] of kept) if (ids.length > 0) await stores.quotas.enrol(quota, ids, now);
}

/** Counts a response that came in or was changed where it belongs now, beyond a limit too. */
export async function recount({ quotas }: Counted, response: Response, now: Date): Promise<void> {
  const all = await quotas.ofSurvey(response.wave, response.survey);
  if (all.length === 0) return;
  await quotas.release(response.responseId);
  if (!takesPlace(response)) return;
  for (const quota of quotasFor(all, response)) await quotas.enrol(quota, [response.responseId], now);
}
