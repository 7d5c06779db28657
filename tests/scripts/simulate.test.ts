import { expect, test } from '@jest/globals';
import { chanceOf } from '../../scripts/demo/chance.js';
import { cityOf, waveOf } from '../../scripts/simulate/city.js';
import { drawFrame, drawSites } from '../../scripts/simulate/fieldwork.js';
import { coveragePlans, fairPlan, modePlans } from '../../scripts/simulate/plans.js';
import { tally } from '../../scripts/simulate/tally.js';
import { trueIndexes } from '../../scripts/simulate/truth.js';
import { measureWave } from '../../src/measurement/measure.js';
import { questionnaire } from '../reports/sample-wave.js';

const surveys = [questionnaire('finance')];
const city = cityOf(surveys, chanceOf(3, 'city'), { unlistedEffect: 0, alike: false });
const truth = trueIndexes(city);
const share = (values: ArrayLike<number>, wanted: number): number =>
  Array.from(values).filter((value) => value === wanted).length / values.length;

test('the city has the truth of its plan: the first district leads, the last is behind', () => {
  expect(truth.indexOf(Math.max(...truth))).toBe(0);
  expect(truth.indexOf(Math.min(...truth))).toBe(5);
});

test('districts that are alike have one true index', () => {
  const alike = trueIndexes(cityOf(surveys, chanceOf(3, 'city'), { unlistedEffect: 0, alike: true }));
  alike.forEach((index) => expect(index).toBeCloseTo(alike[0]!, 10));
});

test('margins are counted among the people of the city', () => {
  const { margins, population } = waveOf(city, 'now').method;
  for (const { district, totals } of margins) {
    const persons = population.find((each) => each.district === district)?.persons;
    expect(Object.values(totals).reduce((sum, each) => sum + each, 0)).toBe(persons);
  }
});

test('places that are kept are the same sampling units in the next wave, days and people are not', () => {
  const chance = chanceOf(4, 'waves');
  const sites = drawSites(city, fairPlan, chance);
  const kept = sites.map((each) => each.slice(0, 5));
  const labels = (wave: string, at: readonly number[][]) => {
    const { strata, psus, stratumOfPsu } = drawFrame(city, { plan: fairPlan, sites: at, wave }, chance);
    return new Set(psus.map((psu, number) => `${strata[stratumOfPsu[number]!]} ${psu}`));
  };
  const before = labels('before', sites);
  const both = [...labels('now', drawSites(city, fairPlan, chance, kept))].filter((label) => before.has(label));
  // Chance may draw a place again.
  expect(both.length).toBeGreaterThanOrEqual(6 * 5);
  expect(both.length).toBeLessThan(6 * 5 + 5);
  expect(both.every((label) => label.startsWith('street'))).toBe(true);
});

test('older people are met as rarely by phone as the plan says, and as often as they are where they live on site', () => {
  const chance = chanceOf(5, 'reach');
  const older = (plan: typeof fairPlan) => {
    const { columns } = drawFrame(city, { plan, sites: drawSites(city, plan, chance), wave: 'now' }, chance);
    return share(columns.age, 1);
  };
  const there = share(city.older, 1);
  expect(older({ ...coveragePlans.phone, reach: fairPlan.reach })).toBeGreaterThan(0.6 * there - 0.05);
  expect(older(coveragePlans.phone)).toBeLessThan(0.3 * there);
});

test('a mode effect lifts the measured indexes by what the modes add', () => {
  const chance = chanceOf(6, 'modes');
  const plan = modePlans.even;
  const frame = drawFrame(city, { plan, sites: drawSites(city, plan, chance), wave: 'now' }, chance);
  const { scores } = measureWave(frame, surveys, waveOf(city, 'now', 100));
  const lifts = scores.filter(({ node }) => node === 'overall').map(({ figure }, d) => figure.estimate! - truth[d]!);
  const mean = lifts.reduce((sum, lift) => sum + lift, 0) / lifts.length;
  expect(mean).toBeGreaterThan(1.2);
  expect(mean).toBeLessThan(3.5);
});

test('a tally is a mean with its Monte Carlo error', () => {
  expect(tally([1, 2, 3, 6])).toEqual({ mean: 3, error: Math.sqrt(14 / 3 / 4) });
});
