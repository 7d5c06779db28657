import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { designOf } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { domainRatios } from '../../src/statistics/estimation/domain-ratios.js';
import { domainTotals } from '../../src/statistics/estimation/domain-totals.js';
import { domainVariances } from '../../src/statistics/design/domain-variances.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { twoStageCovariance, twoStageDesign } from '../../src/statistics/design/two-stage.js';
import { floats, ints } from './numbers.js';

const rows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

describe('twoStageCovariance', () => {
  const psus = ints(0, 0, 1, 1);
  const first = designOf(ints(0, 0, 0, 0), psus);

  test('adds the spread of SSUs within PSUs, as far as the PSUs are a sample of the stratum', () => {
    const stages = twoStageDesign({ ...first, fraction: floats(0.5) }, ints(1, 2, 1, 2));
    expect([...twoStageCovariance(stages, floats(1, 3, 2, 2))]).toEqual([2]);
  });

  test('shortens the second stage by its own fraction, to nothing where PSUs were taken whole', () => {
    const shortened = twoStageDesign({ ...first, fraction: floats(0.5) }, ints(1, 2, 1, 2), floats(0.25, 1));
    // 1/2 x 3/4 x 2 x (1 + 1) in the first PSU, nothing in the second; the PSU totals are equal
    expect(twoStageCovariance(shortened, floats(1, 3, 5, -1))[0]).toBeCloseTo(1.5, 12);
  });

  test('without fractions of the first stage is that of ultimate clusters', () => {
    const stages = twoStageDesign(first, ints(1, 2, 1, 2), floats(0.1, 0.1));
    const [variance] = twoStageCovariance(stages, floats(1, 3, 5, 1));
    expect(variance).toBe(designCovariance(first, floats(4, 6))[0]);
  });

  test('of PSUs taken whole is that of SSUs in strata', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }), (numbers) => {
        const totals = Float64Array.from(numbers);
        const stages = twoStageDesign({ ...first, fraction: floats(1) }, ints(1, 2, 1, 2), floats(0.2, 0.5));
        const stratified = { ...designOf(psus, rows(4)), fraction: floats(0.2, 0.5) };
        const [expected = 0] = designCovariance(stratified, totals);
        expect(twoStageCovariance(stages, totals)[0]).toBeCloseTo(expected, 9);
      }),
    );
  });

  test('refuses a PSU with one SSU unless told, or unless all SSUs were taken', () => {
    const lonely = (fraction: Float64Array): (() => Float64Array) => {
      const stages = twoStageDesign({ ...first, fraction: floats(0.5) }, ints(1, 2, 1, 1), fraction);
      return () => twoStageCovariance(stages, floats(1, 3, 2));
    };
    expect(lonely(floats(0.5, 0.5))).toThrow('two PSUs in every stratum');
    expect(lonely(floats(0.5, 1))()[0]).toBeGreaterThan(0);
  });

  test('refuses fractions and totals that do not fit', () => {
    expect(() => twoStageDesign(first, ints(1, 2, 1, 2), floats(1))).toThrow('a fraction for every PSU');
    const stages = twoStageDesign(first, ints(1, 2, 1, 2));
    expect(() => twoStageCovariance(stages, floats(1, 2, 3))).toThrow('for every SSU');
  });
});

describe('domain totals and ratios', () => {
  const sample = sampleOf(designOf(ints(0, 0, 0, 0), rows(4)), floats(1, 2, 3, 4));
  const domains = { code: ints(0, 0, 1, -1), count: 2 };
  const y = floats(5, Number.NaN, 2, 9);

  test('totals add weighted values over rows with one', () => {
    const { total, n, totals } = domainTotals(sample, y, domains);
    expect([...total]).toEqual([5, 6, 11]);
    expect([...n]).toEqual([1, 1, 2]);
    expect([...totals]).toEqual([5, 0, 5, 0, 0, 0, 0, 6, 6, 0, 0, 0]);
  });

  test('a ratio to ones is the mean, with the same linearised totals', () => {
    const ones = floats(1, 1, 1, 1);
    const ratios = domainRatios(sample, { numerator: y, denominator: ones }, domains);
    const means = domainMeans(sample, y, domains);
    expect([...ratios.ratio]).toEqual([...means.mean]);
    ratios.totals.forEach((total, at) => expect(total).toBeCloseTo(means.totals[at] as number, 14));
  });

  test('a ratio takes rows with both values, and is none where the denominator is 0', () => {
    const ratios = domainRatios(
      sample,
      { numerator: floats(4, 4, 4, 4), denominator: floats(2, Number.NaN, 0, 1) },
      domains,
    );
    expect([...ratios.ratio]).toEqual([2, Number.NaN, 8]);
    expect([...ratios.n]).toEqual([1, 1, 2]);
    expect(ratios.totals.some(Number.isNaN)).toBe(false);
    expect(() => domainRatios(sample, { numerator: floats(1), denominator: y }, domains)).toThrow('equal length');
  });
});

describe('domainVariances', () => {
  const design = designOf(ints(0, 0, 1, 1, 2), rows(5));
  const linearised = {
    k: 2,
    totals: floats(1, 1, 3, 3, 0, 2, 0, 0, 0, -6),
    members: Uint8Array.of(1, 1, 1, 1, 0, 1, 0, 0, 0, 1),
  };

  test('blow up by the strata of the domain alone', () => {
    // the first domain has members in one stratum, the second in all three, of which one holds a lonely PSU
    expect([...domainVariances(design, linearised, 'average')]).toEqual([4, ((4 + 4) * 3) / 2]);
  });

  test('take a stratum in which one PSU has members for a lonely one where told', () => {
    expect([...domainVariances(design, linearised, 'average', true)]).toEqual([4, 4 * 3]);
    expect([...domainVariances(design, linearised, 'remove', true)]).toEqual([4, 8]);
    // PSUs seen: 1, 3, 2 and -6 about their mean 0, the third n/(n - 1) times
    expect([...domainVariances(design, linearised, 'adjust', true)]).toEqual([4, 4 + 2 * 4 + 36]);
  });

  test('without lonely PSUs are those of the whole design', () => {
    const whole = designOf(ints(0, 0, 1, 1, 1), rows(5));
    const [a, , , d] = designCovariance(whole, linearised.totals);
    const [first, second] = domainVariances(whole, linearised);
    expect(first).toBeCloseTo(a as number, 12);
    expect(second).toBeCloseTo(d as number, 12);
    expect(() => domainVariances(whole, { ...linearised, totals: floats(1) })).toThrow('totals of every PSU');
  });
});
