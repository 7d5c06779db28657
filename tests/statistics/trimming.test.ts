import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { cappedRake } from '../../src/statistics/weighting/capped-rake.js';
import { crossedMargin, postStratify } from '../../src/statistics/weighting/post-stratify.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { rakeTrimmed } from '../../src/statistics/weighting/rake-trimmed.js';
import { rescaleMargins } from '../../src/statistics/weighting/rescale-margins.js';
import { trimWeights } from '../../src/statistics/weighting/trim-weights.js';
import { floats, ints } from './numbers.js';

const margin = (name: string, codes: number[], targets: number[]): RakingMargin => ({
  name,
  labels: targets.map((_, level) => `${name}${level}`),
  codes: ints(...codes),
  targets: floats(...targets),
});

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

describe('trimWeights', () => {
  test('adds what is cut off in equal amounts to the rows that were inside', () => {
    expect([...trimWeights(floats(1, 2, 6), { upper: 4 }).weights]).toEqual([2, 3, 4]);
  });

  test('in one pass may push rows outside and says how many; strict goes on until none is', () => {
    const once = trimWeights(floats(1, 3.9, 7), { upper: 4 });
    expect([...once.weights]).toEqual([2.5, 5.4, 4]);
    expect(once).toMatchObject({ outside: 1, stillOutside: 1, passes: 1 });
    const strict = trimWeights(floats(1, 3.9, 7), { upper: 4 }, true);
    expect(strict.stillOutside).toBe(0);
    expect(Math.max(...strict.weights)).toBeCloseTo(4, 12);
  });

  test('keeps the sum and, when strict, the limits', () => {
    const weights = fc.array(fc.double({ min: 0.1, max: 20, noNaN: true }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(weights, (list) => {
        const given = floats(...list);
        const mean = sum(given) / given.length;
        const limits = { lower: 0.6 * mean, upper: 1.5 * mean };
        fc.pre(list.some((weight) => weight >= limits.lower && weight <= limits.upper));
        const { weights: trimmed } = trimWeights(given, limits, true);
        expect(sum(trimmed)).toBeCloseTo(sum(given), 8);
        expect(Math.max(...trimmed)).toBeLessThanOrEqual(limits.upper * (1 + 1e-12));
        expect(Math.min(...trimmed)).toBeGreaterThanOrEqual(limits.lower * (1 - 1e-12));
      }),
      { numRuns: 100 },
    );
  });

  test('refuses limits that the mean is not within, and limits without a row to give to', () => {
    expect(() => trimWeights(floats(1, 2, 6), { upper: 2 }, true)).toThrow(
      'trimWeights requires limits around the mean',
    );
    expect(() => trimWeights(floats(1, 1, 9, 9), { lower: 4, upper: 6 })).toThrow('trimWeights requires rows within');
    expect(() => trimWeights(floats(1, 2), { lower: 3, upper: 2 })).toThrow('trimWeights requires a lower limit below');
  });
});

describe('rakeTrimmed', () => {
  const margins = [margin('a', [0, 0, 1, 1, 1, 1], [30, 30]), margin('b', [0, 1, 0, 1, 1, 0], [28, 32])];
  const start = floats(1, 6, 1, 3, 8, 2);

  test('holds both the margins and the limits where it can', () => {
    const limits = { lower: 4, upper: 15 };
    expect(Math.max(...rake(start, margins).weights)).toBeGreaterThan(15);
    const { weights, gap, stillOutside, trimmings } = rakeTrimmed(start, margins, limits, 500);
    expect(gap).toBeLessThan(1e-9);
    expect(stillOutside).toBe(0);
    expect(trimmings).toBeGreaterThan(0);
    expect(Math.max(...weights)).toBeLessThanOrEqual(15.000001);
  });

  test('says how many rows are left outside limits that the margins do not allow', () => {
    const found = rakeTrimmed(floats(1, 1, 1, 1), [margin('a', [0, 0, 1, 1], [6, 2])], { upper: 2.5 });
    expect([...found.weights].map((weight) => Math.round(weight * 1e9) / 1e9)).toEqual([3, 3, 1, 1]);
    expect(found.stillOutside).toBe(2);
  });
});

describe('cappedRake', () => {
  test('stops at the cap and reports the gap that is left', () => {
    const { weights, gap, levels } = cappedRake(floats(1, 1, 1, 1), [margin('a', [0, 1, 1, 1], [0.7, 0.3])], 2);
    expect(weights[0]).toBeCloseTo(2, 9);
    expect(weights[1]).toBeCloseTo(2 / 3, 9);
    expect(gap).toBeCloseTo(0.2, 9);
    expect(levels[0]).toMatchObject({ margin: 'a', level: 'a0', target: 0.7 });
    expect(levels[0]?.share).toBeCloseTo(0.5, 9);
  });

  test('without a cap that bites is raking with mean 1, whether targets are shares or counts', () => {
    const start = floats(2, 1, 1, 3, 1);
    const codes = [
      [0, 0, 1, 1, 1],
      [0, 1, 0, 1, 1],
    ] as const;
    const counts = [margin('a', [...codes[0]], [60, 40]), margin('b', [...codes[1]], [45, 55])];
    const shares = [margin('a', [...codes[0]], [0.6, 0.4]), margin('b', [...codes[1]], [0.45, 0.55])];
    const raked = rake(start, counts).weights;
    const [byCounts, byShares] = [counts, shares].map((each) => cappedRake(start, each, Infinity));
    raked.forEach((weight, row) => {
      expect(byCounts?.weights[row]).toBeCloseTo(weight / 20, 10);
      expect(byShares?.weights[row]).toBeCloseTo(weight / 20, 10);
    });
    expect(byShares?.gap).toBeLessThan(1e-10);
  });

  test('lets rows without a value of a margin keep the share they have', () => {
    const { weights, levels } = cappedRake(floats(1, 1, 1, 1), [margin('a', [0, 1, 1, -1], [0.5, 0.5])], Infinity);
    expect([...weights]).toEqual([1.5, 0.75, 0.75, 1]);
    expect(levels.map(({ target, share }) => [target, share])).toEqual([
      [0.375, 0.375],
      [0.375, 0.375],
    ]);
  });

  test('refuses a cap of 1 or less, disagreeing totals and empty levels', () => {
    const fine = margin('a', [0, 1], [0.5, 0.5]);
    expect(() => cappedRake(floats(1, 1), [fine], 1)).toThrow('cappedRake requires a cap above 1');
    expect(() => cappedRake(floats(1, 1), [fine, margin('b', [0, 1], [0.5, 0.4])], 2)).toThrow(
      'cappedRake requires margins with one total: b',
    );
    expect(() => cappedRake(floats(1, 1), [margin('a', [0, 0], [0.5, 0.5])], 2)).toThrow(
      'cappedRake requires rows for every level with a target: a a1',
    );
  });
});

describe('post-stratification', () => {
  const sex = { name: 'sex', labels: ['m', 'f'], codes: ints(0, 0, 1, 1) };
  const age = { name: 'age', labels: ['young', 'old'], codes: ints(0, 0, 0, 1) };
  const cells = [
    { levels: ['m', 'young'], total: 10 },
    { levels: ['f', 'young'], total: 7 },
    { levels: ['f', 'old'], total: 3 },
  ];

  test('gives every crossed cell its number', () => {
    expect([...postStratify(floats(1, 3, 1, 1), crossedMargin([sex, age], cells)).weights]).toEqual([2.5, 7.5, 7, 3]);
  });

  test('refuses a combination of the sample that has no cell, by name', () => {
    const margin = crossedMargin([sex, age], cells.slice(0, 2));
    expect(() => postStratify(floats(1, 1, 1, 1), margin)).toThrow(
      'a target for every level of the sample: sex x age f x old',
    );
  });

  test('refuses a cell nobody in the sample is in, by name', () => {
    const margin = crossedMargin([sex, age], [...cells, { levels: ['m', 'old'], total: 5 }]);
    expect(() => postStratify(floats(1, 1, 1, 1), margin)).toThrow(
      'rows for every level with a target: sex x age m x old',
    );
  });

  test('refuses a combination listed twice', () => {
    expect(() => crossedMargin([sex, age], [...cells, ...cells])).toThrow(
      'crossedMargin requires each combination once',
    );
  });
});

describe('rescaleMargins', () => {
  test('brings all margins to the total of the last and says by how much each changed', () => {
    const { margins, factors } = rescaleMargins([margin('a', [0, 1], [60, 60]), margin('b', [0, 1], [40, 60])]);
    expect(factors[0]).toBeCloseTo(100 / 120, 12);
    expect(factors[1]).toBe(1);
    expect([...(margins[0] as RakingMargin).targets].map(Math.round)).toEqual([50, 50]);
  });

  test('refuses margins of nothing', () => {
    expect(() => rescaleMargins([margin('a', [0], [0])])).toThrow(
      'rescaleMargins requires margins with totals above 0',
    );
  });
});
