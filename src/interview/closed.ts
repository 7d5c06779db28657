import { localTime } from '../responses/local-date.js';
import type { Wave } from '../waves/wave.js';

/** Why a survey cannot be answered now by the open link: not yet, not any more, by personal links only, or never. */
export type Closed =
  | { code: 'survey.notYet'; params: { from: string } }
  | { code: 'survey.over'; params: { until: string } }
  | { code: 'survey.invited' | 'survey.closed'; params: Record<string, never> };

export function closedReason(survey: string, waves: readonly Wave[], now: Date): Closed {
  const own = waves.filter(({ surveys }) => surveys.some(({ id }) => id === survey));
  const current = own.find(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
  if (current) return { code: invites(current) ? 'survey.invited' : 'survey.closed', params: {} };
  const offered = own.filter(({ sampleSources }) => sampleSources.some(({ mode }) => mode === 'online'));
  const coming = offered.filter(({ opensAt }) => now < opensAt).map(({ opensAt }) => opensAt.getTime());
  if (coming.length > 0) return { code: 'survey.notYet', params: { from: localTime(new Date(Math.min(...coming))) } };
  const over = offered.map(({ closesAt }) => closesAt.getTime());
  if (over.length > 0) return { code: 'survey.over', params: { until: localTime(new Date(Math.max(...over))) } };
  return { code: 'survey.closed', params: {} };
}

function invites({ sampleSources }: Wave): boolean {
  return sampleSources.some(({ mode, entry }) => mode === 'online' && entry === 'token');
}
