import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { rake, rakingFaults } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { floats, ints } from './numbers.js';

const margin = (name: string, codes: number[], targets: number[]): RakingMargin => ({
  name,
  labels: targets.map((_, level) => `${name}${level}`),
  codes: ints(...codes),
  targets: floats(...targets),
});

describe('rake', () => {
  test('with one margin is post-stratification: target over weighted count in each level', () => {
    const { weights, converged } = rake(floats(1, 1, 2), [margin('m', [0, 0, 1], [10, 6])]);
    expect([...weights]).toEqual([5, 5, 6]);
    expect(converged).toBe(true);
  });

  test('meets both margins and keeps the odds ratio of the start weights', () => {
    const { weights, gap } = rake(floats(4, 2, 1, 3), [
      margin('a', [0, 0, 1, 1], [60, 40]),
      margin('b', [0, 1, 0, 1], [50, 50]),
    ]);
    const [w00 = 0, w01 = 0, w10 = 0, w11 = 0] = weights;
    expect(w00 + w01).toBeCloseTo(60, 9);
    expect(w00 + w10).toBeCloseTo(50, 9);
    expect((w00 * w11) / (w01 * w10)).toBeCloseTo((4 * 3) / (2 * 1), 9);
    expect(gap).toBeLessThan(1e-12);
  });

  test('gives the same weights whichever margin comes first', () => {
    const start = floats(1, 2, 3, 4, 5);
    const margins = [margin('a', [0, 1, 0, 1, 1], [70, 30]), margin('b', [0, 0, 1, 1, 0], [45, 55])];
    const forward = rake(start, margins).weights;
    rake(start, margins.toReversed()).weights.forEach((weight, row) => {
      expect(weight).toBeCloseTo(forward[row] as number, 9);
    });
  });

  test('leaves the columns it was given as they were', () => {
    const start = floats(1, 2);
    const margins = [margin('a', [0, 1], [3, 3])];
    rake(start, margins);
    expect([...start]).toEqual([1, 2]);
    expect([...(margins[0] as RakingMargin).targets]).toEqual([3, 3]);
  });

  test('refuses margins whose totals disagree and names the margin', () => {
    const margins = [margin('a', [0, 1], [50, 50]), margin('b', [0, 1], [60, 50])];
    expect(() => rake(floats(1, 1), margins)).toThrow('rake requires margins with one total: b');
  });

  test('refuses a level nobody in the sample has and names it', () => {
    expect(() => rake(floats(1, 1), [margin('a', [0, 0], [50, 50])])).toThrow(
      'rake requires rows for every level with a target: a a1',
    );
  });

  test('refuses a level of the sample without a target and names it', () => {
    expect(() => rake(floats(1, 1), [margin('a', [0, 1], [50, Number.NaN])])).toThrow(
      'rake requires a target for every level of the sample: a a1',
    );
  });

  test('brings the weights of a level with target 0 to 0', () => {
    expect([...rake(floats(1, 1), [margin('a', [0, 1], [50, 0])]).weights]).toEqual([50, 0]);
  });

  test('says so when margins cannot be met', () => {
    const { converged, gap } = rake(floats(1, 1), [margin('a', [0, 1], [60, 40]), margin('b', [0, 1], [40, 60])]);
    expect(converged).toBe(false);
    expect(gap).toBeGreaterThan(0.1);
  });

  test('meets every margin of any full table', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 98 })),
        (start, [first, second]) => {
          const margins = [
            margin('a', [0, 0, 0, 1, 1, 1], [first, 100 - first]),
            margin('b', [0, 1, 2, 0, 1, 2], [second, (99 - second) / 2, (101 - second) / 2]),
          ];
          expect(rakingFaults(floats(...start), margins)).toEqual([]);
          expect(rake(floats(...start), margins).gap).toBeLessThan(1e-10);
        },
      ),
      { numRuns: 50 },
    );
  });
});
