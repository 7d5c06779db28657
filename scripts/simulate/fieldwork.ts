import { sexes, type Frame, type SurveyBlock } from '../../src/measurement/frame.js';
import type { Mode } from '../../src/definition/types.js';
import type { Chance } from '../demo/chance.js';
import { NOT_A_USER, ratingOf, siteOf, sitesPerDistrict, type City } from './city.js';

/** How a wave is asked: for each survey the same. */
export interface Plan {
  /** Interviews of a survey by mode and district of residence; on site in equal parts over the sites drawn. */
  interviews: Record<Mode, readonly number[]>;
  /** By mode: whether a person who is chosen can be interviewed. */
  reach: Record<Mode, { younger: number; older: number }>;
  /** Older people who are on no list cannot be called. */
  listOnly: boolean;
  /** Points a mode adds to every opinion. */
  modeEffect: Record<Mode, number>;
  /** Probability that an item is left unanswered, whoever answers. */
  skipped: number;
  sitesDrawn: number;
  perPhoneDay: number;
}

interface Met {
  who: number;
  mode: Mode;
  stratum: string;
  psu: string;
}

const modes: readonly Mode[] = ['phone', 'onsite', 'online'];
const sources: Record<Mode, string> = { phone: 'phone-list', onsite: 'street', online: 'personal-link' };

/** The sites where people are met, by district; some may be those of an earlier wave. */
export function drawSites(city: City, plan: Plan, chance: Chance, kept: readonly number[][] = []): number[][] {
  return city.districts.map((_, d) => {
    const old = kept[d] ?? [];
    const drawn = Array.from({ length: plan.sitesDrawn - old.length }, () => chance.between(0, sitesPerDistrict - 1));
    return [...old, ...drawn];
  });
}

/** The frame of a wave: people drawn from the city by each mode's own way, and their answers. */
export function drawFrame(
  city: City,
  { plan, sites, wave }: { plan: Plan; sites: readonly number[][]; wave: string },
  chance: Chance,
): Frame {
  const met = city.surveys.map((_, s) => modes.flatMap((mode) => meet(city, { plan, sites, wave, mode, s }, chance)));
  return frameOf(city, met, (s, people) => answersOf(city, { plan, s, people }, chance));
}

interface Errand {
  plan: Plan;
  sites: readonly number[][];
  wave: string;
  mode: Mode;
  s: number;
}

/** The number met of a district by phone and online follows from whom chance finds; on site it is set for each site. */
function meet(city: City, { plan, sites, wave, mode, s }: Errand, chance: Chance): Met[] {
  const wanted = plan.interviews[mode];
  if (mode === 'onsite') {
    return city.districts.flatMap((district, d) =>
      (sites[d] as number[]).flatMap((site, drawn) => {
        const n = Math.round((wanted[d] as number) / plan.sitesDrawn);
        const found = Array.from({ length: n }, () => somebody(city, plan, { mode, d, site }, chance));
        return found.map((who) => ({ who, mode, stratum: `street ${district}`, psu: `${d}/${site}/${drawn}` }));
      }),
    );
  }
  const total = wanted.reduce((sum, n) => sum + n, 0);
  return Array.from({ length: total }, (_, at) => {
    const who = somebody(city, plan, { mode, d: chance.weighted(wanted) }, chance);
    const psu = mode === 'phone' ? `day ${wave}/${Math.floor(at / plan.perPhoneDay)}` : `person ${wave}/${s}/${at}`;
    return { who, mode, stratum: sources[mode], psu };
  });
}

/** Somebody of a district (and site) who can be interviewed. */
function somebody(city: City, plan: Plan, at: { mode: Mode; d: number; site?: number }, chance: Chance): number {
  const [first, end] = [city.from[at.d] as number, city.from[at.d + 1] as number];
  const { younger, older } = plan.reach[at.mode];
  for (;;) {
    const who = at.site === undefined ? chance.between(first, end - 1) : neighbour(city, at.d, at.site, chance);
    if (plan.listOnly && at.mode === 'phone' && city.unlisted[who] === 1) continue;
    if (chance.happens(city.older[who] === 1 ? older : younger)) return who;
  }
}

function neighbour(city: City, d: number, site: number, chance: Chance): number {
  const [first, end] = [city.from[d] as number, city.from[d + 1] as number];
  const width = (end - first) / sitesPerDistrict;
  for (;;) {
    const low = Math.max(first, first + Math.floor(site * width) - 1);
    const who = Math.min(end - 1, chance.between(low, low + Math.ceil(width) + 1));
    if (siteOf(city, d, who) === site) return who;
  }
}

function answersOf(
  city: City,
  { plan, s, people }: { plan: Plan; s: number; people: Met[] },
  chance: Chance,
): Float64Array[] {
  const service = city.service[s] as Uint8Array;
  return (city.opinion[s] as Float32Array[]).map((opinions) =>
    Float64Array.from(people, ({ who, mode }) => {
      if (service[who] === NOT_A_USER || chance.happens(plan.skipped)) return Number.NaN;
      return ratingOf((opinions[who] as number) + plan.modeEffect[mode]);
    }),
  );
}

function frameOf(city: City, met: Met[][], answers: (s: number, people: Met[]) => Float64Array[]): Frame {
  const rows = met.flatMap((people, s) => people.map((each) => ({ ...each, s })));
  const keys = [...new Set(rows.map(({ stratum, psu }) => `${stratum}|${psu}`))].toSorted();
  const strata = [...new Set(rows.map(({ stratum }) => stratum))].toSorted();
  const psuNumber = new Map(keys.map((key, number) => [key, number]));
  const serviceOf = ({ who, s }: { who: number; s: number }) => city.service[s]?.[who] as number;
  return {
    rows: rows.length,
    districts: city.districts,
    modes,
    sampleSources: Object.values(sources),
    ages: ['18-59', '60+'],
    strata,
    psus: keys.map((key) => key.split('|')[1] as string),
    stratumOfPsu: Int32Array.from(keys, (key) => strata.indexOf(key.split('|')[0] as string)),
    respondents: rows.length,
    surveys: blocksOf(city, met, answers),
    columns: {
      mode: Uint8Array.from(rows, ({ mode }) => modes.indexOf(mode)),
      sampleSource: Int32Array.from(rows, ({ mode }) => modes.indexOf(mode)),
      psu: Int32Array.from(rows, ({ stratum, psu }) => psuNumber.get(`${stratum}|${psu}`) as number),
      residence: Int32Array.from(rows, ({ who }) => city.residence[who] as number),
      service: Int32Array.from(rows, (row) => (serviceOf(row) === NOT_A_USER ? -1 : serviceOf(row))),
      sex: Uint8Array.from(rows, ({ who }) => sexes.indexOf(city.male[who] === 1 ? 'male' : 'female')),
      age: Int32Array.from(rows, ({ who }) => city.older[who] as number),
      respondent: Int32Array.from(rows, (_, row) => row),
      baseWeight: new Float64Array(rows.length).fill(1),
      allocation: new Float64Array(rows.length).fill(1),
      user: Uint8Array.from(rows, (row) => Number(serviceOf(row) !== NOT_A_USER)),
    },
    leftOut: [],
    outside: [],
  };
}

function blocksOf(city: City, met: Met[][], answers: (s: number, people: Met[]) => Float64Array[]): SurveyBlock[] {
  let from = 0;
  return city.surveys.map(({ definition, indexItems }, s) => {
    const people = met[s] as Met[];
    const columns = answers(s, people);
    const { id, version, sector } = definition;
    const items = indexItems.map((item, at) => ({ id: item, values: columns[at] as Float64Array }));
    const block = { survey: id, version, sector, from, to: from + people.length, min: 1, max: 10, items };
    from += people.length;
    return { ...block, satisfaction: columns[0] as Float64Array, core: [] };
  });
}
