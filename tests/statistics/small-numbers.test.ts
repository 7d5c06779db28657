import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { benjaminiHochberg, holm } from '../../src/statistics/testing/adjust-p.js';
import { designEffect, spreadOf } from '../../src/statistics/weighting/design-effect.js';
import { kish } from '../../src/statistics/weighting/kish.js';
import { quantileInPlace } from '../../src/statistics/numbers/quantile.js';
import { roundHalfUp } from '../../src/statistics/numbers/round-half-up.js';
import { factorPivoted, solveFactored } from '../../src/statistics/numbers/semidefinite-solve.js';
import { intervalFactor, twoSidedP } from '../../src/statistics/numbers/student-t.js';
import { floats } from './numbers.js';

describe('kish', () => {
  test('of 50 weights of 0.5, 100 of 1 and 50 of 2 is 162.0 and 1.2346', () => {
    const weights = Float64Array.from({ length: 200 }, (_, row) => (row < 50 ? 0.5 : row < 150 ? 1 : 2));
    const { effectiveN, deff } = kish(weights);
    expect(effectiveN).toBeCloseTo(162.0, 1);
    expect(deff).toBeCloseTo(1.2346, 4);
  });

  test('leaves rows of weight 0 out', () => {
    expect(kish(floats(1, 0, 1))).toEqual({ n: 2, sum: 2, sumOfSquares: 2, effectiveN: 2, deff: 1 });
  });

  test('of no rows is an effective number of 0', () => {
    expect(kish(floats())).toEqual({ n: 0, sum: 0, sumOfSquares: 0, effectiveN: 0, deff: 1 });
  });
});

describe('student-t', () => {
  test('has the quantiles of the printed tables', () => {
    expect(intervalFactor(0.95, 10)).toBeCloseTo(2.228138852, 8);
    expect(intervalFactor(0.99, 1)).toBeCloseTo(63.656741162, 6);
  });

  test('returns a p value of 0.05 at its own factor', () => {
    expect(twoSidedP(-intervalFactor(0.95, 84), 84)).toBeCloseTo(0.05, 10);
  });

  test('refuses a design without degrees of freedom', () => {
    expect(() => intervalFactor(0.95, 0)).toThrow('1 degree of freedom');
    expect(() => twoSidedP(2, Infinity)).toThrow('1 degree of freedom');
  });
});

describe('roundHalfUp', () => {
  test.each([
    [0.285, 2, 0.29],
    [79.995, 2, 80],
    [1.005, 2, 1.01],
    [-0.125, 2, -0.13],
    [74.0049, 2, 74],
    [2.5, 0, 3],
    [1e-9, 2, 0],
    [-0.001, 2, 0],
  ])('of %d to %d decimals is %d', (value, decimals, expected) => {
    expect(roundHalfUp(value, decimals)).toBe(expected);
  });

  test('agrees with decimal arithmetic on the digits as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (thousandths) => {
        const hundredths = Math.floor((thousandths + 5) / 10);
        expect(roundHalfUp(Number(`${thousandths}e-3`), 2)).toBe(Number(`${hundredths}e-2`));
      }),
    );
  });
});

describe('adjusted p values', () => {
  test('are those of R p.adjust', () => {
    expect(holm([0.01, 0.02, 0.03, 0.04, 0.05]).map((p) => roundHalfUp(p, 6))).toEqual([0.05, 0.08, 0.09, 0.09, 0.09]);
    expect(benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.05]).map((p) => roundHalfUp(p, 6))).toEqual([
      0.05, 0.05, 0.05, 0.05, 0.05,
    ]);
  });

  test('stand in the order in which the p values came', () => {
    expect(holm([0.04, 0.01])).toEqual([0.04, 0.02]);
    expect(benjaminiHochberg([0.9, 0.01])).toEqual([0.9, 0.02]);
  });
});

describe('quantileInPlace', () => {
  test('is what sorting gives', () => {
    const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const sorted = floats(...list).sort();
        const place = share * (list.length - 1);
        const [below = 0, above = below] = sorted.subarray(Math.floor(place), Math.floor(place) + 2);
        expect(quantileInPlace(floats(...list), share)).toBeCloseTo(below + (place % 1) * (above - below), 9);
      }),
    );
  });
});

describe('a semidefinite system', () => {
  test('is solved exactly where it has full rank', () => {
    const solution = solveFactored(factorPivoted(floats(4, 2, 2, 3), 2), floats(8, 8));
    expect([...solution].map((each) => roundHalfUp(each, 9))).toEqual([1, 2]);
  });

  test('sets a dependent row aside and still reproduces the right side', () => {
    const matrix = floats(2, 1, 3, 1, 5, 6, 3, 6, 9);
    const factor = factorPivoted(matrix, 3);
    expect(factor.kept).toHaveLength(2);
    const x = solveFactored(factor, floats(1, 2, 3));
    const back = [0, 1, 2].map((i) =>
      [0, 1, 2].reduce((sum, j) => sum + (matrix[3 * i + j] as number) * (x[j] as number), 0),
    );
    back.forEach((value, i) => expect(value).toBeCloseTo(i + 1, 9));
  });
});

describe('designEffect', () => {
  test('is 1 for a simple random sample', () => {
    const spread = spreadOf(floats(10, 10, 10, 10), floats(1, 2, 3, 6));
    expect(designEffect((spread.variance / 4) * (1 - 4 / 40), spread)).toBeCloseTo(1, 12);
  });

  test.each([
    ['nobody is left outside the sample', { n: 4, variance: 2, sumOfWeights: 4 }],
    ['weights were scaled to the number of rows', { n: 3, variance: 2, sumOfWeights: 3 + 1e-13 }],
    ['all answers are the same', { n: 4, variance: 0, sumOfWeights: 40 }],
  ])('is not defined where %s', (_, spread) => {
    expect(designEffect(0.5, spread)).toBeUndefined();
  });

  test('takes the spread of the domain alone', () => {
    expect(spreadOf(floats(1, 1, 5), floats(1, 3, 100), (row) => row < 2)).toEqual({
      n: 2,
      variance: 2,
      sumOfWeights: 2,
    });
  });
});
