import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { designOf } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { dealGroups, groupJackknife } from '../../src/statistics/design/group-jackknife.js';
import { jackknife } from '../../src/statistics/design/jackknife.js';
import {
  onWeights,
  replicateCovariance,
  replicateEstimates,
} from '../../src/statistics/design/replicate-covariance.js';
import { floats, ints } from './numbers.js';

const rows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);
const sumOf = (column: ArrayLike<number>, values: Float64Array): number =>
  values.reduce((sum, value, row) => sum + (column[row] as number) * value, 0);
const meanOf = (weight: Float64Array, values: Float64Array): number =>
  sumOf(weight, values) / weight.reduce((sum, each) => sum + each, 0);

describe('jackknife', () => {
  const twoStrata = designOf(ints(0, 0, 0, 0, 1, 1), rows(6));

  test('drops a PSU and lets the others of its stratum stand for it', () => {
    const replicates = jackknife(twoStrata);
    expect(replicates.count).toBe(6);
    expect([...replicates.psuFactors(1)]).toEqual([4 / 3, 0, 4 / 3, 4 / 3, 1, 1]);
    expect([...replicates.psuFactors(5)]).toEqual([1, 1, 1, 1, 2, 0]);
    expect([...replicates.scales]).toEqual([0.75, 0.75, 0.75, 0.75, 0.5, 0.5]);
    expect(replicates.df).toBe(4);
  });

  test('has no replicates for a stratum taken whole, and shorter scales where a part was', () => {
    const replicates = jackknife({ ...twoStrata, fraction: floats(0.2, 1) });
    expect(replicates.count).toBe(4);
    expect(replicates.scales[0]).toBeCloseTo(0.6, 14);
  });

  test.each([
    ['remove', 2, [0.5, 0.5]],
    ['average', 2, [0.75, 0.75]],
    ['adjust', 3, [0.5, 0.5, 0.5]],
  ] as const)('told to %s a lonely PSU has %d replicates', (lonely, count, scales) => {
    const replicates = jackknife(designOf(ints(0, 0, 1), rows(3)), lonely);
    expect(replicates.count).toBe(count);
    expect([...replicates.scales]).toEqual(scales);
  });

  test('told to adjust drops the stratum of the lonely PSU', () => {
    expect([...jackknife(designOf(ints(0, 0, 1), rows(3)), 'adjust').psuFactors(2)]).toEqual([2, 2, 0]);
  });

  test('refuses a lonely PSU unless told what to do, and a sample that leaves nothing to drop', () => {
    expect(() => jackknife(designOf(ints(0, 0, 1), rows(3)))).toThrow('two PSUs in every stratum');
    expect(() => jackknife(designOf(ints(0), rows(1)), 'remove')).toThrow('not taken whole');
    expect(() => jackknife({ ...twoStrata, fraction: floats(1, 1) })).toThrow('not taken whole');
  });

  test('of a total has the variance of linearisation, whatever the design', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 6 }), (numbers) => {
        const values = Float64Array.from(numbers);
        const design = { ...twoStrata, fraction: floats(0.25, 0.5) };
        const replicates = jackknife(design);
        const estimates = replicateEstimates(replicates, (factors) => [sumOf(factors, values)]);
        const [expected = 0] = designCovariance(design, values);
        expect(replicateCovariance(replicates, estimates).covariance[0]).toBeCloseTo(expected, 8);
      }),
    );
  });
});

describe('replicateCovariance', () => {
  const design = designOf(ints(0, 0, 0), ints(4, 5, 6));
  const replicates = jackknife(design);
  const values = floats(1, 2, 6);

  test('of a mean of equal weights is s2/n', () => {
    const estimates = replicateEstimates(
      replicates,
      onWeights(design, floats(1, 1, 1), (weight) => [meanOf(weight, values)]),
    );
    expect([...estimates.full]).toEqual([3]);
    expect(replicateCovariance(replicates, estimates).covariance[0]).toBeCloseTo(7 / 3, 12);
  });

  test('has the covariance of two estimates off its diagonal', () => {
    const estimates = replicateEstimates(replicates, (factors) => [
      sumOf(factors, values),
      sumOf(factors, floats(6, 2, 1)),
    ]);
    const expected = designCovariance(design, floats(1, 6, 2, 2, 6, 1));
    const { covariance } = replicateCovariance(replicates, estimates, 'replicateMean');
    covariance.forEach((entry, at) => expect(entry).toBeCloseTo(expected[at] as number, 10));
  });

  test('leaves out and counts the replicates in which an estimate is 0/0', () => {
    const inDomain = floats(0, 1, 0);
    const domainMean = (factors: Float64Array): number[] => [
      sumOf(factors, values),
      sumOf(factors, floats(0, 2, 0)) / sumOf(factors, inDomain),
    ];
    const estimates = replicateEstimates(replicates, domainMean);
    const { covariance, skipped } = replicateCovariance(replicates, estimates);
    expect([...skipped]).toEqual([0, 1]);
    expect(covariance[3]).toBe(0);
    expect(Number.isNaN(covariance[0])).toBe(false);
  });

  test('about the mean of unequal replicates is smaller than about the full estimate', () => {
    const share = (factors: Float64Array): number[] => [sumOf(factors, values) / sumOf(factors, floats(1, 5, 2))];
    const estimates = replicateEstimates(replicates, share);
    const [about = 0] = replicateCovariance(replicates, estimates, 'fullEstimate').covariance;
    const [within = 0] = replicateCovariance(replicates, estimates, 'replicateMean').covariance;
    const shift = (estimates.full[0] as number) - estimates.estimates.reduce((sum, each) => sum + each, 0) / 3;
    expect(about - within).toBeCloseTo(3 * (2 / 3) * shift * shift, 12);
  });

  test('refuses estimators that change their number of estimates and estimates of other replicates', () => {
    let calls = 0;
    expect(() => replicateEstimates(replicates, () => new Float64Array(++calls))).toThrow('always as many estimates');
    const other = { k: 1, full: floats(1), estimates: floats(1, 2) };
    expect(() => replicateCovariance(replicates, other)).toThrow('every replicate');
    expect(() => onWeights(design, floats(1), () => [1])).toThrow('a weight for every row');
  });
});

describe('groupJackknife', () => {
  const design = designOf(ints(1, 1, 1, 1, 0, 0, 0), rows(7));

  test('deals PSUs in turn, stratum after stratum', () => {
    expect([...dealGroups(design, 3).group]).toEqual([0, 1, 2, 0, 0, 1, 2]);
    expect(() => dealGroups(design, 1)).toThrow('2 groups or more');
    expect(() => dealGroups(design, 8)).toThrow('a PSU for each');
  });

  test('in standard form leaves the group out and raises all others alike', () => {
    const replicates = groupJackknife(design, dealGroups(design, 3), 'standard');
    expect([...replicates.psuFactors(0)]).toEqual([0, 1.5, 1.5, 0, 0, 1.5, 1.5]);
    expect(replicates.df).toBe(2);
    expect([...replicates.scales]).toEqual([2 / 3, 2 / 3, 2 / 3]);
  });

  test('stratum-wise keeps every stratum at its number of PSUs', () => {
    const groups = dealGroups(design, 4);
    const replicates = groupJackknife(design, groups, 'stratumWise');
    for (let g = 0; g < 4; g++) {
      const factors = replicates.psuFactors(g);
      expect(factors.slice(0, 4).reduce((sum, each) => sum + each, 0)).toBeCloseTo(4, 12);
      expect(factors.slice(4).reduce((sum, each) => sum + each, 0)).toBeCloseTo(3, 12);
    }
  });

  test('in the extended form has the variance of linearisation for a total of a small stratum', () => {
    const small = designOf(ints(0, 0, 0), rows(3));
    const groups = { group: ints(0, 2, 4), count: 5 };
    const replicates = groupJackknife(small, groups, 'stratumWise');
    const estimates = replicateEstimates(replicates, (factors) => [sumOf(factors, floats(1, 2, 6))]);
    expect(replicateCovariance(replicates, estimates).covariance[0]).toBeCloseTo(21, 10);
  });

  test('refuses groups that do not fit the design', () => {
    expect(() => groupJackknife(design, { group: ints(0, 1), count: 2 }, 'standard')).toThrow('for every PSU');
    const crowded = { group: ints(0, 1, 2, 3, 0, 0, 1), count: 4 };
    expect(() => groupJackknife(design, crowded, 'stratumWise')).toThrow('groups of their own');
    const lonely = designOf(ints(0, 0, 1), rows(3));
    expect(() => groupJackknife(lonely, dealGroups(lonely, 2), 'stratumWise')).toThrow('two groups or more');
  });
});
