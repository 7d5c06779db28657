import { changeOf } from '../../src/measurement/change.js';
import { measureWave } from '../../src/measurement/measure.js';
import type { WaveMeasurement } from '../../src/measurement/wave-measurement.js';
import { ranksOf } from '../../src/statistics/ranks/ranks.js';
import { chanceOf } from '../demo/chance.js';
import { waveOf, type City } from './city.js';
import { drawFrame, drawSites, type Plan } from './fieldwork.js';
import { tally, type Tallied, type Times } from './tally.js';
import { trueIndexes } from './truth.js';

/** How often what is reported holds, over many waves of a city whose truth is known. */
export interface Validity {
  replications: number;
  /** Waves in which a district or the city had too few people; they count in none of the shares. */
  leftOut: number;
  /** 95 % intervals that hold the true index, by district. */
  coverage: Tallied[];
  /** All districts together, and the city's official score. */
  districts: Tallied;
  city: Tallied;
  /** Mean of the reported standard error over the standard deviation of the estimates, by district. */
  errorRatio: number[];
  /** Rank sets that hold all true ranks, and single districts' own sets that hold theirs. */
  simultaneous: Tallied;
  marginal: Tallied;
  /** Any two districts that are told apart. */
  toldApart: Tallied;
  /** Tests of a change that is not there which find one at 5 %: each on its own, and any of the family after Holm. */
  rejected: Tallied;
  rejectedInFamily: Tallied;
}

interface Replicate {
  estimates: number[];
  errors: number[];
  covered: boolean[];
  city: boolean;
  simultaneous: boolean;
  marginal: boolean[];
  toldApart: boolean;
  rejected: boolean[];
  rejectedInFamily: boolean;
}

const keptSites = 0.5;

/** Draws two waves of an unchanged city, one after the other, half of the sites in both, so many times. */
export function validityOf(city: City, plan: Plan, { replications, seed, report }: Times): Validity {
  const truth = { indexes: trueIndexes(city), ranks: ranksOf(trueIndexes(city)) };
  const done = report(replications);
  const found = Array.from({ length: replications }, (_, r) => {
    done(r + 1);
    return replicate(city, plan, truth, chanceOf(seed, 'validity', r));
  });
  return summary(found, city);
}

interface Truth {
  indexes: number[];
  ranks: number[];
}

function replicate(city: City, plan: Plan, truth: Truth, chance: ReturnType<typeof chanceOf>): Replicate | undefined {
  const sites = drawSites(city, plan, chance);
  const kept = sites.map((each) => each.slice(0, Math.round(keptSites * each.length)));
  const earlier = measured(city, 'before', drawFrame(city, { plan, sites, wave: 'before' }, chance));
  const again = drawSites(city, plan, chance, kept);
  const later = measured(city, 'now', drawFrame(city, { plan, sites: again, wave: 'now' }, chance));
  const figures = earlier.measurement.scores.filter(({ node }) => node === 'overall').map(({ figure }) => figure);
  const ranking = earlier.measurement.rankings.find(({ node }) => node === 'overall');
  const official = earlier.measurement.city.find(({ node }) => node === 'overall')?.official;
  const changes = changeOf(earlier, later, true).changes.filter(
    ({ node, district }) => node === 'overall' && district !== 'all',
  );
  if (ranking?.unranked.length !== 0 || !official?.error || changes.some(({ change }) => !change)) return undefined;
  const rows = city.districts.map((code) => ranking.rows.find(({ district }) => district === code));
  const holds = (set: { best: number; worst: number } | undefined, d: number) =>
    set !== undefined && set.best <= (truth.ranks[d] as number) && (truth.ranks[d] as number) <= set.worst;
  const persons = earlier.wave.method.population.map((each) => each.persons);
  const cityIndex = truth.indexes.reduce((sum, index, d) => sum + index * (persons[d] as number), 0) / total(persons);
  return {
    estimates: figures.map(({ estimate }) => estimate as number),
    errors: figures.map(({ error }) => error?.se as number),
    covered: figures.map(({ error }, d) => inside(error, truth.indexes[d] as number)),
    city: inside(official.error, cityIndex),
    simultaneous: rows.every((row, d) => holds(row?.set, d)),
    marginal: rows.map((row, d) => holds(row?.marginal, d)),
    toldApart: ranking.rows.some(({ set }) => set.worst - set.best < city.districts.length - 1),
    rejected: changes.map(({ change }) => (change?.p ?? 1) < 0.05),
    rejectedInFamily: changes.some(({ change }) => change?.verdict !== 'same'),
  };
}

function measured(city: City, id: 'before' | 'now', frame: ReturnType<typeof drawFrame>) {
  const wave = waveOf(city, id);
  const measurement: WaveMeasurement = measureWave(frame, city.surveys, wave);
  return { wave, frame, measurement, questionnaires: city.surveys };
}

function inside(error: { low: number; high: number } | undefined, value: number): boolean {
  return error !== undefined && error.low <= value && value <= error.high;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const share = (holds: readonly boolean[]): number => holds.filter(Boolean).length / holds.length;

function summary(all: readonly (Replicate | undefined)[], city: City): Validity {
  const found = all.filter((each) => each !== undefined);
  const of = (value: (each: Replicate) => number): Tallied => tally(found.map(value));
  const byDistrict = city.districts.map((_, d) => d);
  return {
    replications: all.length,
    leftOut: all.length - found.length,
    coverage: byDistrict.map((d) => of(({ covered }) => Number(covered[d]))),
    districts: of(({ covered }) => share(covered)),
    city: of((each) => Number(each.city)),
    errorRatio: byDistrict.map((d) => {
      const estimates = found.map((each) => each.estimates[d] as number);
      const mean = total(estimates) / estimates.length;
      const variance = total(estimates.map((estimate) => (estimate - mean) ** 2)) / (estimates.length - 1);
      return total(found.map(({ errors }) => errors[d] as number)) / found.length / Math.sqrt(variance);
    }),
    simultaneous: of(({ simultaneous }) => Number(simultaneous)),
    marginal: of(({ marginal }) => share(marginal)),
    toldApart: of(({ toldApart }) => Number(toldApart)),
    rejected: of(({ rejected }) => share(rejected)),
    rejectedInFamily: of(({ rejectedInFamily }) => Number(rejectedInFamily)),
  };
}
