import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import { noMoments, poolMoments } from '../../src/statistics/models/moments.js';
import { momentsByGroup, momentsOf } from '../../src/statistics/models/moments-pass.js';
import { floats, ints } from './numbers.js';
import { chainAnswers, close } from './path-data.js';

const gap = Number.NaN;

/** Weighted covariance by its definition, from the rows that are given. */
const naiveCovariance = (x: Float64Array, y: Float64Array, w: Float64Array): number => {
  const total = w.reduce((sum, each) => sum + each, 0);
  const mean = (column: Float64Array): number =>
    column.reduce((sum, value, row) => sum + value * (w[row] ?? 0), 0) / total;
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, value, row) => sum + (w[row] ?? 0) * (value - mx) * ((y[row] ?? 0) - my), 0) / total;
};

describe('moments', () => {
  test('are sums of weights, of weighted answers and of their products about the shift', () => {
    const { sums, n } = momentsOf([floats(6, 7), floats(4, 5)], { weight: floats(1, 2), shift: floats(5, 5) });
    expect([...sums]).toEqual([3, 5, -1, 9, -1, 1]);
    expect(n).toBe(2);
  });

  test('give weighted covariances over more rows than one pass takes at a time', () => {
    const columns = chainAnswers(9001).slice(0, 5);
    const weight = columns[0]?.map((_, row) => 0.5 + (row % 7)) as Float64Array;
    const { covariance } = covarianceOf(momentsOf(columns, { weight }));
    columns.forEach((x, j) =>
      columns.forEach((y, k) => expect(covariance[j * 5 + k]).toBeCloseTo(naiveCovariance(x, y, weight), 10)),
    );
  });

  test('of groups add up to those of all rows, and leaving a group out is a factor of 0', () => {
    const rows = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 3 }),
        fc.option(fc.integer({ min: 1, max: 10 }), { nil: gap }),
        fc.integer({ min: 1, max: 10 }),
      ),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(rows, (answers) => {
        const columns = [floats(...answers.map(([, x]) => x)), floats(...answers.map(([, , y]) => y))];
        const code = ints(...answers.map(([group]) => group - 1));
        const options = { rows: 'available', shift: floats(5, 5) } as const;
        const groups = momentsByGroup(columns, { code, count: 3 }, options);
        const those = (kept: number[]): Float64Array =>
          momentsOf(columns, { ...options, weight: floats(...Array.from(code, (g) => (kept.includes(g) ? 1 : 0))) })
            .sums;
        close(poolMoments(groups).sums, those([0, 1, 2]));
        close(poolMoments(groups, [1, 0, 1]).sums, those([0, 2]));
        close(poolMoments([poolMoments(groups), groups[2] ?? noMoments(floats(5, 5))], [1, -1]).sums, those([0, 1]));
      }),
      { numRuns: 50 },
    );
  });

  test('count a row of weight 3 as three copies of it', () => {
    const once = momentsOf([floats(2, 9), floats(3, 4)], { weight: floats(3, 1) });
    const copied = momentsOf([floats(2, 2, 2, 9), floats(3, 3, 3, 4)]);
    expect([...once.sums]).toEqual([...copied.sums]);
    expect([once.n, copied.n]).toEqual([2, 4]);
  });

  test('lose no digits to answers far from 0 where the first answer is the shift', () => {
    const near = covarianceOf(momentsOf([floats(1, 2, 4), floats(2, 2, 5)]));
    const far = covarianceOf(momentsOf([floats(1e9 + 1, 1e9 + 2, 1e9 + 4), floats(2, 2, 5)]));
    expect([...far.covariance]).toEqual([...near.covariance]);
  });

  test('leave rows of weight 0 and of no group out', () => {
    const [first, second] = momentsByGroup(
      [floats(1, 2, 3)],
      { code: ints(0, -1, 0), count: 2 },
      { weight: floats(1, 1, 0) },
    );
    expect([first?.n, second?.n]).toEqual([1, 0]);
    expect(second?.sums[0]).toBe(0);
  });

  test('refuse columns of other lengths, negative weights, and pools about several shifts', () => {
    expect(() => momentsOf([floats(1), floats(1, 2)])).toThrow('momentsByGroup requires columns of equal length');
    expect(() => momentsOf([floats(1)], { weight: floats(-1) })).toThrow(
      'momentsByGroup requires finite weights of 0 or more',
    );
    expect(() => momentsOf([floats(1)], { shift: floats() })).toThrow('momentsByGroup requires a shift for every item');
    const groups = [momentsOf([floats(1)]), momentsOf([floats(2)])];
    expect(() => poolMoments(groups)).toThrow('poolMoments requires groups of the same items about the same shift');
    expect(() => poolMoments(groups.slice(1), [1, 1])).toThrow('poolMoments requires a factor for every group');
  });
});

describe('missing answers', () => {
  const x = floats(1, 4, gap, 8, 3);
  const y = floats(2, gap, 5, 9, 3);
  const z = floats(7, 6, 8, 2, gap);
  const weight = floats(1, 2, 1, 3, 2);
  const available = momentsOf([x, y, z], { weight, rows: 'available' });

  test('deleted listwise leave the complete rows', () => {
    const complete = momentsOf([x, y, z], { weight });
    expect(complete.n).toBe(2);
    close(complete.sums, momentsOf([floats(1, 8), floats(2, 9), floats(7, 2)], { weight: floats(1, 3) }).sums);
  });

  test('replaced by the mean give the covariances of the columns with the means filled in', () => {
    const { mean, covariance, n } = covarianceOf(available, { missing: 'meanReplacement' });
    close(mean, [39 / 8, 40 / 7, 33 / 7]);
    const filled = [x, y, z].map((column, item) =>
      column.map((value) => (Number.isNaN(value) ? (mean[item] ?? 0) : value)),
    );
    filled.forEach((a, j) =>
      filled.forEach((b, k) => expect(covariance[j * 3 + k]).toBeCloseTo(naiveCovariance(a, b, weight), 12)),
    );
    expect(n).toBe(5);
  });

  test('taken pairwise give each covariance from the rows with both answers', () => {
    const { covariance, correlation } = covarianceOf(available, { missing: 'pairwise' });
    const [a, b, w] = [floats(1, 8, 3), floats(2, 9, 3), floats(1, 3, 2)];
    const both = naiveCovariance(a, b, w);
    expect(covariance[1]).toBeCloseTo(both, 12);
    expect(correlation[1]).toBeCloseTo(both / Math.sqrt(naiveCovariance(a, a, w) * naiveCovariance(b, b, w)), 12);
  });

  test('without a word on what becomes of them are refused', () => {
    expect(() => covarianceOf(available)).toThrow('covarianceOf requires a treatment of missing answers');
  });

  test('of items that nobody answered both leave the pair without a correlation', () => {
    const apart = momentsOf([floats(1, 2, gap, gap), floats(gap, gap, 3, 5)], { rows: 'available' });
    expect(covarianceOf(apart, { missing: 'pairwise' }).correlation[1]).toBeNaN();
  });
});

describe('an item that does not vary', () => {
  test('has standard deviation and correlations 0, about any shift', () => {
    const columns = [floats(...Array<number>(1000).fill(0.1)), chainAnswers(1000)[0] ?? floats()];
    const { sd, correlation } = covarianceOf(
      momentsOf(columns, { shift: floats(5.5, 5.5), weight: columns[1] ?? floats() }),
    );
    expect(sd[0]).toBe(0);
    expect([...correlation]).toEqual([0, 0, 0, 1]);
  });
});
