import type { Mode } from '../../src/definition/types.js';
import type { Chance } from './chance.js';
import type { Person } from './population.js';

type Group = Pick<Person, 'sex' | 'older'>;

/**
 * Shares of service users, younger and older. Far more of the demo's people use public transport and elderly care than real
 * people do: a sample of 200 residents a district then holds 100 users of each service, and a full ranking can be shown.
 */
const useShares: Record<string, { younger: number; older: number }> = {
  education: { younger: 0.8, older: 0.6 },
  transport: { younger: 0.68, older: 0.82 },
  'elderly-care': { younger: 0.7, older: 0.8 },
  finance: { younger: 0.86, older: 0.68 },
};
const otherUseShares = { younger: 0.75, older: 0.75 };
const womenUseMore = 0.03;

/** Probability that somebody uses the service of a survey. */
export function useShare(survey: string, { sex, older }: Group): number {
  const shares = useShares[survey] ?? otherUseShares;
  return (older ? shares.older : shares.younger) + (sex === 'female' ? womenUseMore : -womenUseMore) / 2;
}

/** How well people are reached, relative to the best reached; it does not depend on what they think of the services. */
export function reach(mode: Mode, { older }: Group): number {
  if (!older) return 1;
  return { phone: 0.6, onsite: 1, online: 0.25 }[mode];
}

const staysAtHome = 0.94;

/** Probability that somebody who lives in one district uses the service in another (or the same). */
export function flow(residence: string, service: string, districts: readonly string[]): number {
  if (districts.length === 1) return 1;
  return residence === service ? staysAtHome : (1 - staysAtHome) / (districts.length - 1);
}

export function drawServiceDistrict(chance: Chance, residence: string, districts: readonly string[]): string {
  const probabilities = districts.map((service) => flow(residence, service, districts));
  return districts[chance.weighted(probabilities)] as string;
}
