import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { alphaError } from '../../src/statistics/estimation/alpha-error.js';
import { cronbachAlpha } from '../../src/statistics/estimation/alpha.js';
import type { Alpha } from '../../src/statistics/estimation/alpha.js';
import { designOf } from '../../src/statistics/design/design.js';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import { jackknife } from '../../src/statistics/design/jackknife.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { floats, ints } from './numbers.js';

const alphaOf = (columns: Float64Array[], weight?: Float64Array): Alpha | undefined =>
  cronbachAlpha(covarianceOf(momentsOf(columns, weight ? { weight } : {})));

const [one, two, three] = [floats(1, 2, 3, 4), floats(2, 1, 4, 3), floats(1, 2, 4, 3)];

describe('cronbachAlpha', () => {
  test('of two items with equal spread is 2r/(1+r), raw as well as standardised', () => {
    // Correlation of 1, 2, 3, 4 with 2, 1, 4, 3: 0.6.
    const alpha = alphaOf([one, two]);
    expect([alpha?.averageCorrelation, alpha?.raw, alpha?.standardised]).toEqual(
      [0.6, 0.75, 0.75].map((each) => expect.closeTo(each, 12)),
    );
  });

  test('without an item is the alpha of the others', () => {
    const [first] = alphaOf([one, two, three])?.items ?? [];
    expect(first?.rawIfDropped).toBeCloseTo(alphaOf([two, three])?.raw ?? Number.NaN, 12);
  });

  test('of two items has none without one of them, and correlates each with the other', () => {
    const [first] = alphaOf([one, two])?.items ?? [];
    expect(first).toEqual({ correctedCorrelation: expect.closeTo(0.6, 12) });
  });

  test('of copies of one item is 1, and leaves out rows without all answers', () => {
    expect(alphaOf([floats(...one, 9), floats(...one, Number.NaN)])?.raw).toBeCloseTo(1, 12);
  });

  test('by weights is what rows given as often would have', () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 12 }), (rows) => {
        const column = (at: 0 | 1 | 2, list: typeof rows): Float64Array => Float64Array.from(list, (each) => each[at]);
        const copies = rows.flatMap((each) => Array.from({ length: each[2] }, () => each));
        const weighted = alphaOf([column(0, rows), column(1, rows)], column(2, rows));
        const copied = alphaOf([column(0, copies), column(1, copies)]);
        fc.pre(weighted !== undefined && Math.abs(weighted.raw) < 1e3);
        expect(weighted?.raw).toBeCloseTo(copied?.raw ?? Number.NaN, 6);
        expect(weighted?.averageCorrelation).toBeCloseTo(copied?.averageCorrelation ?? Number.NaN, 8);
      }),
    );
  });

  test('is none where an item or the sum does not vary, and refused for one item', () => {
    expect(alphaOf([one, floats(5, 5, 5, 5)])).toBeUndefined();
    expect(alphaOf([one, floats(4, 3, 2, 1)])).toBeUndefined();
    expect(() => alphaOf([one])).toThrow('cronbachAlpha requires two items or more');
  });
});

describe('alphaError', () => {
  const columns = [floats(1, 2, 3, 4, 2, 5), floats(2, 1, 4, 3, 2, 4)];
  const design = designOf(new Int32Array(6), ints(0, 0, 1, 1, 2, 2));
  const weight = floats(1, 2, 1, 1, 3, 1);

  test('is that of the statistic worked out again without each PSU', () => {
    const without = [0, 1, 2].map((psu) => {
      const kept = weight.map((each, row) => (design.psu[row] === psu ? 0 : each));
      return alphaOf(columns, kept)?.raw ?? Number.NaN;
    });
    const mean = without.reduce((sum, each) => sum + each, 0) / 3;
    const squares = without.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    expect(alphaError(columns, { design, weight }, jackknife(design)).raw).toBeCloseTo(
      Math.sqrt((2 / 3) * squares),
      12,
    );
  });

  test('counts the replicates in which an item does not vary', () => {
    const still = [floats(1, 1, 3, 4, 2, 5), floats(7, 7, 7, 7, 7, 8)];
    expect(alphaError(still, { design, weight }, jackknife(design)).skipped).toBe(1);
  });
});
