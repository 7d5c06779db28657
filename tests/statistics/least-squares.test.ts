import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { designOf } from '../../src/statistics/design/design.js';
import { designRegression } from '../../src/statistics/models/design-regression.js';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import { leastSquares } from '../../src/statistics/models/least-squares.js';
import type { Regression } from '../../src/statistics/models/least-squares.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { floats, ints } from './numbers.js';

const fitted = (columns: Float64Array[], weight?: Float64Array): Regression =>
  leastSquares(covarianceOf(momentsOf(columns, weight ? { weight } : {})));
const errors = (covariance: Float64Array): number[] => {
  const k = Math.sqrt(covariance.length);
  return Array.from({ length: k }, (_, a) => Math.sqrt(covariance[a * k + a] as number));
};

describe('leastSquares', () => {
  test('of 1, 2, 2 on 0, 1, 2 is 7/6 + x/2, with the errors of the textbook', () => {
    const { coefficients, rSquared, residualVariance, covariance, df } = fitted([
      floats(1, 2, 2, Number.NaN),
      floats(0, 1, 2, 5),
    ]);
    expect(Array.from(coefficients)).toEqual([expect.closeTo(7 / 6, 12), expect.closeTo(0.5, 12)]);
    expect([rSquared, residualVariance, df]).toEqual([expect.closeTo(0.75, 12), expect.closeTo(1 / 6, 12), 1]);
    expect(errors(covariance)).toEqual([Math.sqrt(5 / 36), Math.sqrt(1 / 12)].map((each) => expect.closeTo(each, 12)));
  });

  test('with a weight of 2 has the coefficients of a row given twice', () => {
    const [y, x] = [floats(1, 4, 2, 7), floats(0, 1, 2, 3)];
    const twice = fitted([floats(...y, 4), floats(...x, 1)]).coefficients;
    expect(Array.from(fitted([y, x], floats(1, 2, 1, 1)).coefficients)).toEqual(
      Array.from(twice, (each) => expect.closeTo(each, 12)),
    );
  });

  test('keeps its errors whatever all weights are multiplied by', () => {
    const columns = [floats(1, 4, 2, 7, 3), floats(0, 1, 2, 3, 1)];
    const once = errors(fitted(columns, floats(1, 2, 1, 3, 1)).covariance);
    expect(errors(fitted(columns, floats(10, 20, 10, 30, 10)).covariance)).toEqual(
      once.map((each) => expect.closeTo(each, 10)),
    );
  });

  test('refuses what has no answer', () => {
    expect(() => fitted([floats(1, 2, 3)])).toThrow('a predictor');
    expect(() => fitted([floats(1, 2), floats(1, 3)])).toThrow('more rows');
    expect(() => fitted([floats(2, 2, 2), floats(1, 3, 4)])).toThrow('an outcome that varies');
    expect(() => fitted([floats(1, 2, 4, 3), floats(1, 2, 3, 4), floats(2, 4, 6, 8)])).toThrow('linear combination');
    expect(() => fitted([floats(1, 2, 4, 3), floats(1, 1, 1, 1)])).toThrow('linear combination');
  });
});

describe('designRegression', () => {
  test('on its constant alone would be the mean: a predictor that is not correlated leaves the error of the mean to the intercept', () => {
    const [y, x] = [floats(1, 3, 5, 7), floats(1, -1, -1, 1)];
    const design = designOf(new Int32Array(4), ints(0, 1, 2, 3));
    const { regression, totals, df } = designRegression(sampleOf(design, floats(1, 1, 1, 1)), y, [x]);
    expect(Array.from(regression.coefficients)).toEqual([expect.closeTo(4, 12), expect.closeTo(0, 12)]);
    // 4/3 x sum (e/4)^2 of the deviations -3, -1, 1, 3.
    expect(errors(designCovariance(design, totals))[0]).toBeCloseTo(Math.sqrt(5 / 3), 12);
    expect(df).toBe(2);
  });

  test('has totals that add up to 0, for residuals do', () => {
    const answer = fc.integer({ min: 1, max: 10 });
    const row = fc.tuple(answer, answer, answer, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 12, maxLength: 30 }), (rows) => {
        const column = (at: 0 | 1 | 2 | 3): Float64Array => Float64Array.from(rows, (each) => each[at]);
        const design = designOf(
          new Int32Array(rows.length),
          Int32Array.from(rows, (each) => each[4]),
        );
        fc.pre(new Set(rows.map(([, x]) => x)).size > 4 && new Set(rows.map(([, , x]) => x)).size > 4);
        fc.pre(new Set(rows.map(([y]) => y)).size > 1);
        const { totals } = designRegression(sampleOf(design, column(3)), column(0), [column(1), column(2)]);
        for (let a = 0; a < 3; a++) {
          const sum = totals.filter((_, at) => at % 3 === a).reduce((all, each) => all + each, 0);
          expect(sum).toBeCloseTo(0, 8);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('keeps the PSU of a row without an answer in the design', () => {
    const design = designOf(new Int32Array(5), ints(0, 1, 2, 3, 4));
    const sample = sampleOf(design, floats(1, 1, 1, 1, 1));
    const { totals, df, regression } = designRegression(sample, floats(1, 3, 5, 7, Number.NaN), [
      floats(1, -1, -1, 1, 2),
    ]);
    expect(regression.n).toBe(4);
    expect(Array.from(totals.subarray(8))).toEqual([0, 0]);
    expect(df).toBe(3);
  });
});
