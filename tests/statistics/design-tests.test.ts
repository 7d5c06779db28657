import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { chiSquareUpperTail } from '../../src/statistics/numbers/chi-square.js';
import { differenceTest } from '../../src/statistics/testing/difference-test.js';
import { fUpperTail } from '../../src/statistics/numbers/f-distribution.js';
import { independenceTests } from '../../src/statistics/testing/independence-tests.js';
import { rankScores } from '../../src/statistics/testing/rank-scores.js';
import { equalityTest, waldTest } from '../../src/statistics/testing/wald-test.js';
import { floats } from './numbers.js';

/** Covariance of the counts of n rows drawn one by one with the shares of the cells, on the scale of the counts. */
function multinomial(cells: Float64Array): Float64Array {
  const n = cells.reduce((sum, cell) => sum + cell, 0);
  return Float64Array.from({ length: cells.length ** 2 }, (_, at) => {
    const [a, b] = [Math.floor(at / cells.length), at % cells.length];
    const both = ((cells[a] as number) * (cells[b] as number)) / n;
    return (a === b ? (cells[a] as number) : 0) - both;
  });
}

describe('upper tails', () => {
  test.each([
    [3.59797299752795, 2, 195, 0.0292120031244502],
    [17.2474439638888, 1.82867150416358, 360.248286320226, 2.03504635946522e-7],
    [1, 1, 1, 0.5],
    [-1, 3, 4, 1],
    [80, 2, 200, 2.96995240559285e-26],
  ])('of F at %d on %d and %d is %d', (statistic, numerator, denominator, tail) => {
    expect(fUpperTail(statistic, numerator, denominator) / tail).toBeCloseTo(1, 10);
  });

  test.each([
    [3.841458820694124, 1, 0.05],
    [10, 2, 0.006737946999085467],
    [7.5, 3, 0.0575584519726364],
    [300, 5, 1.00153023059578e-62],
    [120, 100, 0.0844066810936918],
    [0, 4, 1],
  ])('of chi-square at %d on %d is %d', (statistic, df, tail) => {
    expect(chiSquareUpperTail(statistic, df) / tail).toBeCloseTo(1, 10);
  });

  test('refuse degrees of freedom that are none', () => {
    expect(() => fUpperTail(1, 0, 3)).toThrow('fUpperTail requires');
    expect(() => chiSquareUpperTail(1, 1.5)).toThrow('whole degrees of freedom');
  });
});

describe('waldTest', () => {
  test('of one estimate is the square of its t', () => {
    const test = waldTest(floats(2), floats(1), 10);
    expect(test).toMatchObject({ statistic: 4, ndf: 1, ddf: 10 });
    expect(test?.p).toBeCloseTo(0.0733880347707, 10);
  });

  test('has no answer where the covariance is singular, an estimate is missing or no degrees of freedom are left', () => {
    expect(waldTest(floats(1, 2), floats(1, 1, 1, 1), 10)).toBeUndefined();
    expect(waldTest(floats(Number.NaN), floats(1), 10)).toBeUndefined();
    expect(waldTest(floats(1), floats(1), 0)).toBeUndefined();
    expect(() => waldTest(floats(1, 2), floats(1), 10)).toThrow('k x k');
  });
});

describe('equalityTest', () => {
  test('of two independent estimates is the squared difference over the sum of variances', () => {
    const found = equalityTest(floats(1, 3), floats(1, 0, 0, 1), 11);
    expect(found).toMatchObject({ ndf: 1, ddf: 10 });
    expect(found?.statistic).toBeCloseTo(2, 12);
  });

  test('does not depend on which estimate comes first', () => {
    const covariance = [
      [4, 1, 0.5],
      [1, 3, 0.2],
      [0.5, 0.2, 2],
    ];
    const estimates = [1, 4, 6];
    const permuted = (order: number[]): number | undefined =>
      equalityTest(
        Float64Array.from(order, (a) => estimates[a] as number),
        Float64Array.from(order.flatMap((a) => order.map((b) => covariance[a]?.[b] as number))),
        20,
      )?.statistic;
    expect(permuted([2, 0, 1])).toBeCloseTo(permuted([0, 1, 2]) as number, 12);
  });

  test('requires two estimates', () => {
    expect(() => equalityTest(floats(1), floats(1), 5)).toThrow('2 estimates');
  });
});

describe('differenceTest', () => {
  test('takes the second less the first, with their covariance', () => {
    const found = differenceTest(floats(1, 4), floats(1, 0.5, 0.5, 2.25), 10);
    expect(found).toMatchObject({ estimate: 3, se: 1.5, t: 2, df: 10 });
    expect(found?.p).toBeCloseTo(0.0733880347707, 10);
    expect(found?.high).toBeCloseTo(3 + 1.5 * 2.228138851986, 9);
  });

  test('has the p value of the equality of the two', () => {
    const difference = differenceTest(floats(1, 4), floats(1, 0.2, 0.2, 2), 9);
    expect(difference?.p).toBeCloseTo(equalityTest(floats(1, 4), floats(1, 0.2, 0.2, 2), 10)?.p as number, 12);
  });

  test('has no answer without an error or without degrees of freedom', () => {
    expect(differenceTest(floats(1, 4), floats(1, 1, 1, 1), 9)).toBeUndefined();
    expect(differenceTest(floats(1, 4), floats(1, 0, 0, 1), 0)).toBeUndefined();
    expect(() => differenceTest(floats(1), floats(1), 9)).toThrow('two estimates');
  });
});

describe('rankScores', () => {
  test('are the middle of the weight each value covers, shared by ties', () => {
    expect([...rankScores(floats(1, 1, 2), floats(5, 5, 9))]).toEqual([0.25, 0.25, 0.75]);
  });

  test('leave rows without a value out', () => {
    expect([...rankScores(floats(1, 7, 1), floats(2, Number.NaN, 1))]).toEqual([0.75, Number.NaN, 0.25]);
  });

  test('of normal kind are symmetric about 0, of median kind 0 or 1', () => {
    const normal = rankScores(floats(1, 1, 1), floats(3, 1, 2), 'normal');
    expect(normal[0]).toBeCloseTo(-(normal[1] as number), 14);
    expect(normal[2]).toBeCloseTo(0, 14);
    expect([...rankScores(floats(1, 1, 1), floats(3, 1, 2), 'median')]).toEqual([1, 0, 0]);
  });

  test('do not change when weights are scaled or values are stretched', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(numbers, numbers, (weights, values) => {
        const scores = rankScores(Float64Array.from(weights), Float64Array.from(values));
        const stretched = rankScores(
          Float64Array.from(weights, (weight) => 8 * weight),
          Float64Array.from(values, (value) => value ** 3),
        );
        expect([...stretched]).toEqual([...scores]);
      }),
    );
  });

  test('refuse columns of other lengths and a sample without weight', () => {
    expect(() => rankScores(floats(1), floats(1, 2))).toThrow('equal length');
    expect(() => rankScores(floats(0), floats(1))).toThrow('a weight above 0');
  });
});

describe('independenceTests', () => {
  const cells = floats(10, 20, 15, 5, 25, 30);
  const table = { rows: 2, columns: 3, cells, covariance: multinomial(cells) };

  test('of rows drawn one by one have no design effect: Rao-Scott is Pearson over its degrees of freedom', () => {
    const tests = independenceTests(table, 105, 200);
    const expected = [45 * 15, 45 * 45, 45 * 45, 60 * 15, 60 * 45, 60 * 45].map((product) => product / 105);
    const pearson = expected.reduce((sum, each, at) => sum + ((cells[at] as number) - each) ** 2 / each, 0);
    expect(tests.pearson).toBeCloseTo(pearson, 10);
    expect(tests.meanAdjusted?.df).toBe(2);
    expect(tests.raoScott?.statistic).toBeGreaterThan(0);
  });

  test('of an exactly independent table are 0 with design effect 1', () => {
    const even = floats(10, 20, 30, 20, 40, 60);
    const tests = independenceTests({ rows: 2, columns: 3, cells: even, covariance: multinomial(even) }, 180, 179);
    expect(tests.pearson).toBeCloseTo(0, 12);
    expect(tests.raoScott?.ndf).toBeCloseTo(2, 10);
    expect(tests.meanAdjusted?.p).toBeCloseTo(1, 10);
    expect(tests.wald?.statistic).toBeCloseTo(0, 12);
  });

  test('scale with the rows counted in Pearson statistic alone', () => {
    const [few, many] = [independenceTests(table, 105, 50), independenceTests(table, 210, 50)];
    expect(many.pearson).toBeCloseTo(2 * few.pearson, 10);
    expect(many.raoScott?.p).toBeCloseTo(few.raoScott?.p as number, 12);
    expect(many.meanAdjusted?.p).toBeCloseTo(few.meanAdjusted?.p as number, 12);
  });

  test('do not depend on which of the two is the rows', () => {
    const order = [0, 3, 1, 4, 2, 5];
    const turned = {
      rows: 3,
      columns: 2,
      cells: Float64Array.from(order, (a) => cells[a] as number),
      covariance: Float64Array.from(order.flatMap((a) => order.map((b) => table.covariance[a * 6 + b] as number))),
    };
    const [one, other] = [independenceTests(table, 105, 40), independenceTests(turned, 105, 40)];
    expect(other.raoScott?.p).toBeCloseTo(one.raoScott?.p as number, 12);
    expect(other.adjustedWald?.p).toBeCloseTo(one.adjustedWald?.p as number, 12);
  });

  test('lose degrees of freedom when adjusted, and have no such answer where none are left', () => {
    const tests = independenceTests(table, 105, 40);
    expect(tests.wald?.ddf).toBe(40);
    expect(tests.adjustedWald).toMatchObject({ ndf: 2, ddf: 39 });
    expect(tests.adjustedWald?.statistic).toBeCloseTo(((tests.wald?.statistic as number) * 39) / 40, 12);
    expect(independenceTests(table, 105, 1).adjustedWald).toBeUndefined();
  });

  test('refuse a table of one row, and a column without weight', () => {
    expect(() => independenceTests({ ...table, rows: 1, columns: 6 }, 105, 40)).toThrow('2 rows');
    const empty = floats(0, 20, 15, 0, 25, 30);
    expect(() => independenceTests({ ...table, cells: empty }, 105, 40)).toThrow('weight in every row and column');
  });
});
