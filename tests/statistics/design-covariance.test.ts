import { describe, expect, test } from '@jest/globals';
import { degreesOfFreedom, designOf, psusByStratum } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { floats, ints } from './numbers.js';

const rows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

describe('designOf', () => {
  test('keeps PSUs of the same label in different strata apart', () => {
    const design = designOf(ints(0, 0, 1, 1), ints(7, 7, 7, 8));
    expect([...design.psu]).toEqual([0, 0, 1, 2]);
    expect([...psusByStratum(design)]).toEqual([1, 2]);
  });

  test('has as many degrees of freedom as PSUs less strata', () => {
    expect(degreesOfFreedom(designOf(ints(0, 0, 0, 1, 1), ints(1, 2, 3, 1, 2)))).toBe(3);
  });
});

describe('designCovariance', () => {
  test('of one stratum is n/(n-1) times the squared deviations of the PSU totals', () => {
    const design = designOf(ints(0, 0, 0), rows(3));
    expect([...designCovariance(design, floats(1, 2, 6))]).toEqual([21]);
  });

  test('adds the strata, each about its own mean', () => {
    const design = designOf(ints(0, 0, 1, 1), rows(4));
    // 2/1 x (0.5 + 0.5) + 2/1 x (2 + 2) in squares of deviations 0.5 and 1
    expect([...designCovariance(design, floats(1, 2, 10, 12))]).toEqual([2 * 0.5 + 2 * 2]);
  });

  test('has the covariance of totals that share PSUs off its diagonal', () => {
    const design = designOf(ints(0, 0), rows(2));
    expect([...designCovariance(design, floats(1, 4, 3, 2))]).toEqual([4, -4, -4, 4]);
  });

  test('is shortened by the sampling fraction of PSUs', () => {
    const design = { ...designOf(ints(0, 0, 0), rows(3)), fraction: floats(0.25) };
    expect(designCovariance(design, floats(1, 2, 6))[0]).toBeCloseTo(21 * 0.75, 12);
  });

  test('refuses a stratum with one PSU unless told what to do with it', () => {
    const design = designOf(ints(0, 0, 1), rows(3));
    expect(() => designCovariance(design, floats(1, 2, 6))).toThrow('two PSUs in every stratum');
  });

  test.each([
    ['remove', 1],
    ['adjust', 1 + 9],
    ['average', 2],
  ] as const)('with a lonely PSU told to %s gives %d', (lonely, variance) => {
    const design = designOf(ints(0, 0, 1), rows(3));
    expect([...designCovariance(design, floats(1, 2, 6), lonely)]).toEqual([variance]);
  });

  test('has no average of strata where each holds one PSU', () => {
    expect([...designCovariance(designOf(ints(0, 1), rows(2)), floats(1, 2), 'average')]).toEqual([Number.NaN]);
  });
});
