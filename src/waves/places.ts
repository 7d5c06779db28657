import type { Text } from '../definition/types.js';
import type { PlaceFacts } from './default-method.js';
import { marginVariables, type Margin, type MarginVariable } from './method.js';

/** Where a number comes from and for which day it holds. */
export interface Sourced {
  source: string;
  asOf: string;
}

/** A population margin as published for one district. */
export interface SourcedMargin extends Sourced {
  totals: Record<string, number>;
  /** Categories stand in for others (15-59 for 18-59). */
  approximate: boolean;
}

/** Shares of all residents that stand in where a district has no margin of its own. */
export interface FallbackShares extends Sourced {
  shares: Record<string, number>;
  approximate: boolean;
}

export interface District {
  code: string;
  names: Text;
  population: Sourced & { persons: number };
  margins?: Record<MarginVariable, SourcedMargin>;
}

/** A file of schemas/places/: the districts of a city on one state of its boundaries, with their people. */
export interface Places {
  id: string;
  code: string;
  names: Text;
  boundaryVersion: string;
  marginVersion: string;
  notes: string[];
  districts: District[];
  fallback: Record<MarginVariable, FallbackShares>;
}

/** Margins of every district by age and sex; where a district has none, the fallback shares of its residents, marked. */
export function marginsOf({ districts, fallback }: Places): Margin[] {
  return districts.flatMap((district) =>
    marginVariables.map((variable): Margin => {
      const own = district.margins?.[variable];
      const place = { variable, district: district.code };
      return own ? { ...place, ...own, fallback: false } : { ...place, ...standIn(district, fallback[variable]) };
    }),
  );
}

function standIn(
  { population }: District,
  { shares, source, asOf, approximate }: FallbackShares,
): Omit<Margin, 'variable' | 'district'> {
  const persons = Object.entries(shares).map(([category, share]) => [category, Math.round(share * population.persons)]);
  return { totals: Object.fromEntries(persons), source, asOf, fallback: true, approximate };
}

/** What a wave's method takes from a places file. */
export function placeFactsOf(places: Places): PlaceFacts {
  const { districts, boundaryVersion, marginVersion } = places;
  return {
    districts: districts.map(({ code }) => code),
    boundaryVersion,
    margins: marginsOf(places),
    marginVersion,
    population: districts.map(({ code, population }) => ({ district: code, persons: population.persons })),
  };
}
