import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { everyRow, levelAuxiliaries } from '../../src/statistics/weighting/auxiliaries.js';
import type { Auxiliary } from '../../src/statistics/weighting/auxiliaries.js';
import { calibrate } from '../../src/statistics/weighting/calibrate.js';
import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import { designOf } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { floats, ints } from './numbers.js';

const margin = (name: string, codes: number[], targets: number[]): RakingMargin => ({
  name,
  labels: targets.map((_, level) => `${level}`),
  codes: ints(...codes),
  targets: floats(...targets),
});

const age = (values: number[], total: number): Auxiliary => ({ name: 'age', values: floats(...values), total });

const total = (weights: Float64Array, { values }: Auxiliary): number =>
  weights.reduce((sum, weight, row) => sum + weight * (values[row] as number), 0);

describe('calibrate', () => {
  test('linear without bounds gives the regression weights of a hand-computed example', () => {
    const { weights, ratio } = calibrate(floats(1, 1), [age([1, 2], 4)]);
    expect(weights[0]).toBeCloseTo(1.2, 12);
    expect(weights[1]).toBeCloseTo(1.4, 12);
    expect(ratio[1]).toBeCloseTo(1.4, 12);
  });

  test('with the raking distance is raking, although all levels of both margins are given', () => {
    const start = floats(4, 2, 1, 3, 2);
    const margins = [margin('a', [0, 0, 1, 1, 1], [60, 40]), margin('b', [0, 1, 0, 1, 1], [50, 50])];
    const expected = rake(start, margins).weights;
    const { weights, gap } = calibrate(start, margins.flatMap(levelAuxiliaries), 'raking');
    weights.forEach((weight, row) => expect(weight).toBeCloseTo(expected[row] as number, 9));
    expect(gap).toBeLessThan(1e-12);
  });

  test('with the raking distance keeps weights above 0 where the linear ones fall below', () => {
    const auxiliaries = [everyRow(4, 40), age([1, 2, 3, 20], 100)];
    const start = floats(10, 10, 10, 10);
    expect(Math.min(...calibrate(start, auxiliaries).weights)).toBeLessThan(5);
    const extreme = [everyRow(4, 40), age([1, 2, 3, 20], 60)];
    expect(Math.min(...calibrate(start, extreme).weights)).toBeLessThan(0);
    expect(Math.min(...calibrate(start, extreme, 'raking').weights)).toBeGreaterThan(0);
  });

  test('stays within the bounds and meets the totals, with every distance', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.double({ min: 18, max: 90, noNaN: true }),
      fc.double({ min: 0.5, max: 4, noNaN: true }),
    );
    const shift = fc.array(fc.double({ min: 0.65, max: 1.8, noNaN: true }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 60 }), shift, (rows, moved) => {
        const start = floats(...rows.map(([, , weight]) => weight));
        const goal = start.map((weight, at) => weight * (moved[at] as number));
        const codes = rows.map(([code]) => code);
        const ages = rows.map(([, value]) => value);
        const sums = [0, 1, 2].map((level) =>
          goal.reduce((sum, weight, at) => (codes[at] === level ? sum + weight : sum), 0),
        );
        const auxiliaries = [...levelAuxiliaries(margin('a', codes, sums)), age(ages, total(goal, age(ages, 0)))];
        for (const distance of ['linear', 'raking', 'logit'] as const) {
          const { weights, ratio, gap } = calibrate(start, auxiliaries, distance, { lower: 0.5, upper: 2 });
          expect(Math.min(...ratio)).toBeGreaterThanOrEqual(0.5);
          expect(Math.max(...ratio)).toBeLessThanOrEqual(2);
          expect(gap).toBeLessThan(1e-8);
          expect(total(weights, age(ages, 0))).toBeCloseTo(auxiliaries[3]?.total as number, 5);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('takes bounds on the weights themselves', () => {
    const start = floats(1, 1, 4, 4);
    const auxiliaries = [everyRow(4, 12), age([1, 2, 1, 2], 20)];
    const { weights, gap } = calibrate(start, auxiliaries, 'linear', { lower: 0.5, upper: 4.5, onWeight: true });
    expect(Math.max(...weights)).toBeLessThanOrEqual(4.5);
    expect(Math.max(...calibrate(start, auxiliaries).weights)).toBeGreaterThan(4.5);
    expect(gap).toBeLessThan(1e-9);
  });

  test('refuses bounds within which no weights meet the totals, and names the total', () => {
    const auxiliaries = [everyRow(4, 40), age([1, 2, 3, 4], 150)];
    for (const distance of ['linear', 'raking', 'logit'] as const) {
      expect(() => calibrate(floats(10, 10, 10, 10), auxiliaries, distance, { lower: 0.5, upper: 1.4 })).toThrow(
        /^calibrate requires bounds that can be met: (age|all) ends/,
      );
    }
  });

  test('refuses margins whose totals disagree, and names the level that contradicts the others', () => {
    const margins = [margin('a', [0, 1, 1], [50, 50]), margin('b', [0, 0, 1], [60, 50])];
    expect(() => calibrate(floats(1, 1, 1), margins.flatMap(levelAuxiliaries))).toThrow(
      'calibrate requires totals that agree with one another: b: 1',
    );
  });

  test('refuses a level nobody in the sample has', () => {
    expect(() => calibrate(floats(1, 1), levelAuxiliaries(margin('a', [0, 0], [50, 50])))).toThrow(
      'calibrate requires rows that have what a total asks for: a: 1',
    );
  });

  test('refuses a missing value, a missing total, and bounds the logit distance cannot take', () => {
    expect(() => calibrate(floats(1, 1), [age([1, Number.NaN], 4)])).toThrow(
      'calibrate requires a value of every row: age',
    );
    expect(() => calibrate(floats(1, 1), [age([1, 2], Number.NaN)])).toThrow('calibrate requires a total: age');
    expect(() => calibrate(floats(1, 1), [age([1, 2], 4)], 'logit')).toThrow('calibrate requires bounds on both sides');
    expect(() => calibrate(floats(1, -1), [age([1, 2], 4)])).toThrow('calibrate requires start weights of 0 or more');
  });

  test('gives the same weights whatever the size of an auxiliary and of the start weights', () => {
    const ages = [20, 35, 50, 65, 80];
    const plain = calibrate(floats(1, 2, 1, 2, 1), [everyRow(5, 700), age(ages, 36_000)], 'raking').weights;
    const shifted = ages.map((value) => 2000 + value / 1000);
    const again = calibrate(
      floats(100, 200, 100, 200, 100),
      [everyRow(5, 700), age(shifted, 700 * 2000 + 36)],
      'raking',
    );
    again.weights.forEach((weight, row) => expect(weight).toBeCloseTo(plain[row] as number, 6));
  });
});

describe('errors after calibration', () => {
  const codes = [0, 0, 1, 1, 0, 1, 1, 0];
  const start = floats(1, 2, 1, 3, 2, 1, 2, 2);
  const design = designOf(ints(0, 0, 0, 0, 1, 1, 1, 1), ints(0, 1, 2, 3, 0, 0, 1, 2));
  const y = floats(3, 5, 4, 8, 6, 7, 2, 5);
  const domains = { code: ints(0, 1, 0, 1, 0, 1, 0, 1), count: 2 };
  const levels = margin('a', codes, [80, 60]);

  test('to the levels of one margin are those of the regression by cells', () => {
    const { weights, cells } = rake(start, [levels]);
    const byCells = domainMeans(sampleOf(design, weights, calibrationOf(cells, start)), y, domains);
    const { calibration } = calibrate(start, levelAuxiliaries(levels));
    const byAuxiliaries = domainMeans(sampleOf(design, weights, calibration), y, domains);
    byAuxiliaries.totals.forEach((each, at) => expect(each).toBeCloseTo(byCells.totals[at] as number, 12));
  });

  test('of the mean of an auxiliary are 0, since its total is known', () => {
    const auxiliaries = [everyRow(8, 100), { name: 'y', values: y, total: 520 }];
    const { weights, calibration } = calibrate(start, auxiliaries, 'logit', { lower: 0.2, upper: 20 });
    const { mean, totals } = domainMeans(sampleOf(design, weights, calibration), y, {
      code: new Int32Array(8),
      count: 1,
    });
    expect(mean[0]).toBeCloseTo(5.2, 9);
    expect(Math.sqrt(designCovariance(design, totals)[0] as number)).toBeLessThan(1e-12);
  });
});
