import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { normalDraws } from '../../src/statistics/numbers/normal-draws.js';
import { quantileInPlace } from '../../src/statistics/numbers/quantile.js';
import { rankSets } from '../../src/statistics/ranks/rank-sets.js';
import type { RankSetOptions, RankSets } from '../../src/statistics/ranks/rank-sets.js';
import { tauBest, tauWorst } from '../../src/statistics/ranks/tau-best.js';
import { floats } from './numbers.js';

const options = { coverage: 0.95, draws: 2_000, seed: 7 };

/** Estimates with a covariance of one factor, so that all are related. */
const districts = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 40 }),
      own: fc.double({ min: 0.1, max: 3, noNaN: true }),
      shared: fc.double({ min: -1, max: 1, noNaN: true }),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((units) => ({
    estimates: units.map(({ x }) => x / 4),
    covariance: Float64Array.from(
      units.flatMap((a, j) => units.map((b, k) => a.shared * b.shared + (j === k ? a.own : 0))),
    ),
  }));
const settings = fc.record({
  coverage: fc.constantFrom(0.5, 0.8, 0.95),
  stepDown: fc.boolean(),
  bound: fc.constantFrom('both' as const, 'lower' as const, 'upper' as const),
});

type Pair = readonly [number, number];

/** The definition, word by word, over all draws and one family of ordered pairs. */
function slowly(
  x: readonly number[],
  covariance: Float64Array,
  family: Pair[],
  { draws, seed, coverage, stepDown }: RankSetOptions,
): Pair[] {
  const p = x.length;
  const z = normalDraws(covariance, p, draws, seed);
  const sd = ([j, k]: Pair) => {
    const entry = (a: number, b: number) => covariance[a * p + b] as number;
    return Math.sqrt(entry(j, j) + entry(k, k) - 2 * entry(j, k));
  };
  let open = family;
  for (;;) {
    const maxima = Float64Array.from({ length: draws }, (_, at) =>
      Math.max(...open.map((pair) => ((z[at * p + pair[0]] as number) - (z[at * p + pair[1]] as number)) / sd(pair))),
    );
    const c = open.length === 0 ? 0 : quantileInPlace(maxima, coverage);
    const left = open.filter((pair) => ((x[pair[0]] as number) - (x[pair[1]] as number)) / sd(pair) <= c);
    if (left.length === open.length || stepDown === false) return family.filter((pair) => !left.includes(pair));
    open = left;
  }
}

function boundsOf(p: number, told: Pair[], { bound }: RankSetOptions): Pick<RankSets, 'best' | 'worst'> {
  const units = [...Array(p).keys()];
  return {
    best: units.map((unit) => (bound === 'upper' ? 1 : 1 + told.filter(([, k]) => k === unit).length)),
    worst: units.map((unit) => (bound === 'lower' ? p : p - told.filter(([j]) => j === unit).length)),
  };
}

describe('rankSets', () => {
  test('are what the definition gives word by word, simultaneous and marginal, at both ends or one', () => {
    fc.assert(
      fc.property(districts, settings, ({ estimates, covariance }, setting) => {
        const all = { ...options, draws: 300, ...setting };
        const p = estimates.length;
        const pairs = estimates
          .flatMap((_, j) => estimates.map((_other, k) => [j, k] as const))
          .filter(([j, k]) => j !== k);
        const { simultaneous, marginal } = rankSets(estimates, covariance, all);
        expect(simultaneous).toMatchObject(boundsOf(p, slowly(estimates, covariance, pairs, all), all));
        estimates.forEach((_, unit) => {
          const mayWin = (pair: Pair) => pair[0] === unit && setting.bound !== 'lower';
          const mayLose = (pair: Pair) => pair[1] === unit && setting.bound !== 'upper';
          const own = pairs.filter((pair) => mayWin(pair) || mayLose(pair));
          const { best, worst } = boundsOf(p, slowly(estimates, covariance, own, all), all);
          expect([marginal.best[unit], marginal.worst[unit]]).toEqual([best[unit], worst[unit]]);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('step down to sets no wider than of the single step', () => {
    fc.assert(
      fc.property(districts, ({ estimates, covariance }) => {
        const single = rankSets(estimates, covariance, { ...options, stepDown: false });
        const down = rankSets(estimates, covariance, options);
        for (const kind of ['simultaneous', 'marginal'] as const) {
          down[kind].best.forEach((best, unit) =>
            expect(best).toBeGreaterThanOrEqual(single[kind].best[unit] as number),
          );
          down[kind].worst.forEach((worst, unit) =>
            expect(worst).toBeLessThanOrEqual(single[kind].worst[unit] as number),
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  test('hold the rank that the estimate has', () => {
    fc.assert(
      fc.property(districts, settings, ({ estimates, covariance }, { stepDown, bound }) => {
        const { simultaneous, marginal } = rankSets(estimates, covariance, { ...options, stepDown, bound });
        estimates.forEach((x, unit) => {
          const rank = 1 + estimates.filter((other) => other > x).length;
          for (const { best, worst } of [simultaneous, marginal]) {
            expect(best[unit]).toBeLessThanOrEqual(rank);
            expect(worst[unit]).toBeGreaterThanOrEqual(rank);
          }
        });
      }),
      { numRuns: 20 },
    );
  });

  test('do not move when all estimates move or the scale does', () => {
    fc.assert(
      fc.property(districts, ({ estimates, covariance }) => {
        const before = rankSets(estimates, covariance, options);
        const moved = estimates.map((x) => 8 * x + 64);
        const after = rankSets(
          moved,
          covariance.map((each) => 64 * each),
          options,
        );
        expect(after.simultaneous.best).toEqual(before.simultaneous.best);
        expect(after.marginal.worst).toEqual(before.marginal.worst);
      }),
      { numRuns: 20 },
    );
  });

  test('of two districts take the critical value of one two-sided test: 1.96', () => {
    const { simultaneous } = rankSets([1, 0], floats(1, 0, 0, 1), { ...options, draws: 200_000 });
    expect(Math.abs(simultaneous.critical - 1.959964)).toBeLessThan(0.015);
  });

  test('bounded at one end take the critical value of a one-sided test for the one district of two: 1.645', () => {
    const { marginal } = rankSets([1, 0], floats(1, 0, 0, 1), { ...options, draws: 200_000, bound: 'lower' });
    expect(Math.abs(marginal.critical - 1.644854)).toBeLessThan(0.015);
    expect(marginal.worst).toEqual([2, 2]);
  });

  test.each([
    ['a covariance of all estimates', [1, 2], floats(1), {}],
    ['finite estimates and covariances', [1, Number.NaN], floats(1, 0, 0, 1), {}],
    ['a coverage between 0 and 1', [1, 2], floats(1, 0, 0, 1), { coverage: 95 }],
    ['a number of draws', [1, 2], floats(1, 0, 0, 1), { draws: 0 }],
  ])('require %s', (what, estimates, covariance, wrong) => {
    expect(() => rankSets(estimates, covariance, { ...options, ...wrong })).toThrow(`rankSets requires ${what}`);
  });
});

describe('the tau-best and the tau-worst', () => {
  test('are those whose bounds reach so far', () => {
    expect(tauBest([1, 1, 3, 4], 2)).toEqual([0, 1]);
    expect(tauWorst([2, 3, 4, 4], 2)).toEqual([1, 2, 3]);
  });

  test('of all places are everybody', () => {
    expect(tauBest([1, 2, 3], 3)).toEqual([0, 1, 2]);
    expect(tauWorst([1, 2, 3], 3)).toEqual([0, 1, 2]);
  });

  test('are refused for no places or more than there are', () => {
    expect(() => tauBest([1, 2], 0)).toThrow('tauBest requires tau');
    expect(() => tauWorst([1, 2], 3)).toThrow('tauWorst requires tau');
  });
});
