import type { Entry } from '../../src/responses/response.js';
import type { SampleSource } from '../../src/waves/wave.js';

/** One interview to be held: where, how and how it will end. */
export interface Assignment {
  survey: string;
  source: SampleSource;
  /** Where the person lives who is to be interviewed. */
  residence: string;
  /** Number of the interview within its survey. */
  number: number;
  /** Asked, but not of the population. */
  outOfPopulation: boolean;
}

/** Interviews with residents, a survey and district, and how they are shared out to the modes. */
const residents = 200;
const shares: [Entry, number][] = [
  ['case', 0.6],
  ['intercept', 0.25],
  ['token', 0.15],
];
const outOfPopulationShare = 0.03;
const openLinks = 48;

export interface Quotas {
  sources: readonly SampleSource[];
  surveys: readonly string[];
  districts: readonly string[];
  /** Interviews with residents, where the quota is not the usual one yet. */
  residents: (survey: string, district: string) => number | undefined;
}

/** Everybody to be interviewed: the same mode shares in every district, with people outside the population on top. */
export function assignments({ sources, surveys, districts, residents: special }: Quotas): Assignment[] {
  return surveys.flatMap((survey) => {
    const asked = districts.flatMap((residence) => {
      const quota = special(survey, residence) ?? residents;
      return shares.flatMap(([entry, share]) => {
        const source = sourceBy(entry, sources);
        return assigned({ survey, source, residence }, Math.round(quota * share));
      });
    });
    const source = sourceBy('open', sources);
    const open = Array.from({ length: openLinks }, (_, place) => {
      return { survey, source, residence: districts[place % districts.length] as string, outOfPopulation: false };
    });
    return [...asked, ...open].map((assignment, number) => ({ ...assignment, number }));
  });
}

type Where = Pick<Assignment, 'survey' | 'source' | 'residence'>;

function assigned(where: Where, n: number): Omit<Assignment, 'number'>[] {
  const outside = Math.round(n * outOfPopulationShare);
  return Array.from({ length: n + outside }, (_, place) => ({ ...where, outOfPopulation: place >= n }));
}

function sourceBy(entry: Entry, sources: readonly SampleSource[]): SampleSource {
  const found = sources.find((source) => source.entry === entry);
  if (!found) throw new Error(`assignments requires a sample source with entry ${entry}`);
  return found;
}
