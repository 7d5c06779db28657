import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { rankSets } from '../../src/statistics/ranks/rank-sets.js';
import { tiersOf } from '../../src/statistics/ranks/tiers.js';

/** Estimates and, for every two of them, whether the larger is told apart from the smaller. */
const compared = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 }).chain((estimates) =>
  fc.array(fc.boolean(), { minLength: estimates.length ** 2, maxLength: estimates.length ** 2 }).map((told) => ({
    estimates,
    better: estimates.map((x, j) => estimates.map((y, k) => x > y && (told[j * estimates.length + k] as boolean))),
  })),
);

describe('tiersOf', () => {
  test('begins a tier with a district that the first of the tier before is better than', () => {
    const better = [
      [false, false, false, false],
      [true, false, false, true],
      [true, false, false, false],
      [false, false, false, false],
    ];
    expect(tiersOf([70, 90, 89, 60], better)).toEqual([2, 1, 1, 2]);
  });

  test('puts nobody into a tier whose first is told apart from them', () => {
    fc.assert(
      fc.property(compared, ({ estimates, better }) => {
        const tiers = tiersOf(estimates, better);
        const order = [...estimates.keys()].toSorted((a, b) => (estimates[b] as number) - (estimates[a] as number));
        order.forEach((unit) => {
          const first = order.find((other) => tiers[other] === tiers[unit]) as number;
          expect(better[first]?.[unit]).toBe(false);
        });
      }),
    );
  });

  test('puts no larger estimate into a later tier than a smaller one', () => {
    fc.assert(
      fc.property(compared, ({ estimates, better }) => {
        const tiers = tiersOf(estimates, better);
        estimates.forEach((x, j) =>
          estimates.forEach((y, k) => x > y && expect(tiers[j]).toBeLessThanOrEqual(tiers[k] as number)),
        );
      }),
    );
  });

  test('numbers the tiers from 1 without a gap, and each begins with one that the first before is better than', () => {
    fc.assert(
      fc.property(compared, ({ estimates, better }) => {
        const tiers = tiersOf(estimates, better);
        const order = [...estimates.keys()].toSorted((a, b) => (estimates[b] as number) - (estimates[a] as number));
        const firsts = order.filter((unit, at) => tiers[unit] !== tiers[order[at - 1] ?? -1]);
        expect(firsts.map((unit) => tiers[unit])).toEqual(firsts.map((_, at) => at + 1));
        firsts.slice(1).forEach((unit, at) => expect(better[firsts[at] as number]?.[unit]).toBe(true));
      }),
    );
  });

  test('of the sets of six districts are two: nobody can be told from the first but the last two', () => {
    const estimates = [84.6, 83.1, 82.4, 82.0, 80.3, 79.8];
    const covariance = Float64Array.from({ length: 36 }, (_, at) => (at % 7 === 0 ? 0.9 : 0));
    const { simultaneous } = rankSets(estimates, covariance, { coverage: 0.95, draws: 50_000, seed: 7 });
    expect(tiersOf(estimates, simultaneous.better)).toEqual([1, 1, 1, 1, 2, 2]);
  });

  test('refuses comparisons of other units', () => {
    expect(() => tiersOf([1, 2], [[false]])).toThrow('tiersOf requires a comparison of every two units');
  });
});
