import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { importancePerformance, performanceOf } from '../../src/statistics/models/importance-performance.js';
import { relativeImportance } from '../../src/statistics/models/relative-importance.js';
import { shapley } from '../../src/statistics/models/shapley.js';
import { floats } from './numbers.js';

const close = (values: number[], digits = 12): unknown[] => values.map((each) => expect.closeTo(each, digits));

/** Correlations that can be: of random answers of 8 people to an outcome and p items. */
const correlations = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 60, maxLength: 60 }))
  .map(([p, answers]) => {
    const columns = Array.from({ length: p + 1 }, (_, j) => answers.slice(12 * j, 12 * j + 12));
    const centred = columns.map((column) =>
      column.map((each) => each - column.reduce((sum, one) => sum + one, 0) / 12),
    );
    const product = (a: number[] = [], b: number[] = []): number =>
      a.reduce((sum, each, row) => sum + each * (b[row] ?? 0), 0);
    const entries = centred.flatMap((a) =>
      centred.map((b) => product(a, b) / Math.sqrt(product(a, a) * product(b, b))),
    );
    return { p, correlation: Float64Array.from(entries) };
  })
  .filter(
    ({ p, correlation }) =>
      correlation.every(Number.isFinite) && pivotsOf(all(p), correlation).every((each) => each > 1e-3),
  );

describe('importance of predictors', () => {
  test('that are not correlated is the square of their correlation, by every account', () => {
    const correlation = floats(1, 0.6, 0.3, 0.6, 1, 0, 0.3, 0, 1);
    for (const account of ['johnson', 'car', 'first', 'last', 'pratt'] as const) {
      expect(relativeImportance(correlation).map((each) => each[account])).toEqual(close([0.36, 0.09]));
    }
    expect(Array.from(shapley(correlation))).toEqual(close([0.36, 0.09]));
  });

  test('of two that are correlated is as worked by hand', () => {
    const correlation = floats(1, 0.6, 0.3, 0.6, 1, 0.5, 0.3, 0.5, 1);
    const [one, two] = relativeImportance(correlation);
    expect([one?.beta, two?.beta]).toEqual(close([0.6, 0]));
    expect([one?.vif, one?.last, two?.last]).toEqual(close([4 / 3, 0.27, 0]));
    expect(Array.from(shapley(correlation))).toEqual(close([0.315, 0.045]));
  });

  test('sums to R2 by Johnson, Shapley, CAR and Pratt', () => {
    fc.assert(
      fc.property(correlations, ({ correlation }) => {
        const found = relativeImportance(correlation);
        const sum = (values: number[]): number => values.reduce((all, each) => all + each, 0);
        const fit = sum(found.map(({ beta, r }) => beta * r));
        expect(sum(found.map(({ johnson }) => johnson))).toBeCloseTo(fit, 8);
        expect(sum(found.map(({ car }) => car))).toBeCloseTo(fit, 8);
        expect(sum(Array.from(shapley(correlation)))).toBeCloseTo(fit, 8);
      }),
      { numRuns: 60 },
    );
  });

  test('by Shapley is the mean over all orders in which predictors can enter', () => {
    fc.assert(
      fc.property(correlations, ({ p, correlation }) => {
        expect(Array.from(shapley(correlation))).toEqual(close(byOrders(p, correlation), 10));
      }),
      { numRuns: 40 },
    );
  });

  test('does not follow the order of the predictors', () => {
    const there = floats(1, 0.6, 0.3, 0.6, 1, 0.5, 0.3, 0.5, 1);
    const back = floats(1, 0.3, 0.6, 0.3, 1, 0.5, 0.6, 0.5, 1);
    expect(relativeImportance(back).map(({ johnson }) => johnson)).toEqual(
      close(
        relativeImportance(there)
          .map(({ johnson }) => johnson)
          .toReversed(),
      ),
    );
  });

  test('is refused for predictors that hold one another, that are constant, or that are too many', () => {
    const twice = floats(1, 0.6, 0.6, 0.6, 1, 1, 0.6, 1, 1);
    expect(() => relativeImportance(twice)).toThrow(
      'relativeImportance requires predictors of which none is a linear combination',
    );
    expect(() => shapley(twice)).toThrow('shapley requires predictors of which none is a linear combination');
    expect(() => relativeImportance(floats(1, 0, 0, 0))).toThrow('that vary');
    const sixteen = Float64Array.from({ length: 17 * 17 }, (_, at) => (at % 18 === 0 ? 1 : 0));
    expect(() => shapley(sixteen)).toThrow('15 predictors or fewer, not 16');
  });
});

describe('importance and performance', () => {
  test('of a mean of 7.944 on 1 to 10 is 77.16 of 100', () => {
    expect(performanceOf(7.944, { min: 1, max: 10 })).toBeCloseTo(77.155555556, 8);
    expect(() => performanceOf(1, { min: 1, max: 1 })).toThrow('maximum above its minimum');
  });

  test('part items at their means, where an item on the line is high', () => {
    const { quadrants, meanImportance, meanPerformance } = importancePerformance([0.1, 0.3, 0.2], [70, 60, 65]);
    expect([meanImportance, meanPerformance]).toEqual(close([0.2, 65]));
    expect(quadrants[0]).toEqual({ highImportance: false, highPerformance: true });
    expect(quadrants[1]).toEqual({ highImportance: true, highPerformance: false });
    expect(quadrants[2]?.highPerformance).toBe(true);
    expect(() => importancePerformance([], [])).toThrow('every item');
  });
});

/** Shapley values by going through every order, each R2 by elimination. */
function byOrders(p: number, correlation: Float64Array): number[] {
  const orders = permutations(all(p));
  const shares = Array.from({ length: p }, () => 0);
  for (const order of orders) {
    let before = 0;
    order.forEach((j, at) => {
      const now = fitOf(order.slice(0, at + 1), correlation, p + 1);
      shares[j - 1] = (shares[j - 1] ?? 0) + (now - before) / orders.length;
      before = now;
    });
  }
  return shares;
}

function permutations(items: number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) => permutations(items.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

/** Numbers of all predictors. */
function all(p: number): number[] {
  return Array.from({ length: p }, (_, j) => j + 1);
}

function fitOf(members: number[], correlation: Float64Array, size: number): number {
  return 1 - (pivotsOf(members, correlation, size).at(-1) ?? 0);
}

/** What Gaussian elimination leaves of the predictors one after the other, and of the outcome at last. */
function pivotsOf(members: number[], correlation: Float64Array, size = members.length + 1): number[] {
  const rows = [...members, 0].map((a) => [...members, 0].map((b) => correlation[a * size + b] ?? 0));
  for (let pivot = 0; pivot < members.length; pivot++) {
    for (let row = pivot + 1; row <= members.length; row++) {
      const factor = (rows[row]?.[pivot] ?? 0) / (rows[pivot]?.[pivot] ?? 1);
      rows[row] = (rows[row] ?? []).map((each, column) => each - factor * (rows[pivot]?.[column] ?? 0));
    }
  }
  return rows.map((row, at) => row[at] ?? 0);
}
