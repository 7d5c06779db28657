import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { answeredMeans } from '../../src/statistics/estimation/answered-means.js';
import { cubicSpline } from '../../src/statistics/numbers/cubic-spline.js';
import { designOf } from '../../src/statistics/design/design.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { shareInterval, shareMethods } from '../../src/statistics/estimation/share-interval.js';
import { shareOf, workingShare } from '../../src/statistics/estimation/share.js';
import type { Share } from '../../src/statistics/estimation/share.js';
import { floats, ints } from './numbers.js';

// Twelve rows of three strata; figures of R survey 4.1-1.
const weight = floats(2, 2, 3, 3, 1, 1, 4, 4, 2, 5, 5, 2);
const events = floats(0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0);
const rows = Int32Array.from({ length: 12 }, (_, row) => row);
const sample = sampleOf(designOf(ints(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2), rows), weight);
const fitted = workingShare(events, weight);
const share = { ...(shareOf(sample, events) as Share), fitted };

describe('shareOf', () => {
  test('is the weighted share with its design variance', () => {
    expect(share.share).toBeCloseTo(0.558823529411765, 14);
    expect(share.variance).toBeCloseTo(0.0308106144961547, 14);
    expect([share.n, share.df]).toEqual([12, 9]);
  });

  test('is not there where nobody of the domain has an answer', () => {
    expect(shareOf(sample, events, () => false)).toBeUndefined();
    expect(shareOf(sample, events.fill.call(floats(...events), Number.NaN))).toBeUndefined();
  });
});

describe('workingShare', () => {
  test('ends where the rounds of the published program end', () => {
    expect(fitted).toBeCloseTo(0.55882352901019, 13);
    expect(fitted).not.toBe(share.share);
    expect(() => workingShare(floats(Number.NaN), floats(1))).toThrow('workingShare requires a row');
  });

  test('stays near the share, and is it where all or none have the event', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 50 })), { minLength: 1 }), (pairs) => {
        const y = Float64Array.from(pairs, ([each]) => Number(each));
        const w = Float64Array.from(pairs, ([, each]) => each);
        const whole = w.reduce((a, b) => a + b, 0);
        const plain = y.reduce((sum, each, at) => sum + each * (w[at] as number), 0) / whole;
        expect(Math.abs(workingShare(y, w) - plain)).toBeLessThan(1e-4);
        if (plain === 0 || plain === 1) expect(workingShare(y, w)).toBe(plain);
      }),
    );
  });
});

describe('shareInterval', () => {
  test.each([
    ['logit', 0.201941367740378, 0.863772392146316, 7],
    ['likelihood', 0.184201596215545, 0.888920861989109, 5],
    ['asin', 0.184910329200101, 0.897080116431162, 12],
    ['beta', 0.187951481791034, 0.885218594408886, 10],
    ['mean', 0.161748154898795, 0.955898903924735, 12],
    ['xlogit', 0.201941367960489, 0.863772392368935, 12],
  ] as const)('by %s is what the published program gives', (method, low, high, digits) => {
    const found = shareInterval(share, method);
    expect(found.low).toBeCloseTo(low, digits);
    expect(found.high).toBeCloseTo(high, digits);
  });

  test('by wilson holds the shares whose distance is t of their own standard errors', () => {
    const { low = 0, high = 0 } = shareInterval({ share: 0.3, variance: 0.002, n: 150, df: 20 }, 'wilson');
    const n = (0.3 * 0.7) / 0.002;
    const distance = (p: number): number => (0.3 - p) / Math.sqrt((p * (1 - p)) / n);
    expect(distance(low)).toBeCloseTo(2.0859634472658644, 9);
    expect(distance(high)).toBeCloseTo(-2.0859634472658644, 9);
  });

  test.each([0, 1])('at a share of exactly %d is left by beta and wilson alone, and has no width by mean', (edge) => {
    const certain: Share = { share: edge, variance: 0, n: 50, df: 20, fitted: edge };
    const found = shareMethods.map((method) => [method, shareInterval(certain, method)] as const);
    expect(found.filter(([, ends]) => Object.keys(ends).length > 0).map(([method]) => method)).toEqual([
      'beta',
      'mean',
      'wilson',
    ]);
    const { low = -1, high = -1 } = shareInterval(certain, 'beta');
    expect(edge === 0 ? [low, high > 0.05 && high < 0.1] : [high, low > 0.9 && low < 0.95]).toEqual([edge, true]);
    expect(shareInterval(certain, 'mean')).toEqual({ low: edge, high: edge });
    expect(shareInterval(certain, 'wilson')[edge === 0 ? 'low' : 'high']).toBe(edge);
  });

  test('is none without a degree of freedom', () => {
    expect(shareMethods.map((method) => shareInterval({ ...share, df: 0 }, method))).toEqual(
      shareMethods.map(() => ({})),
    );
  });

  test('turns with the event: its ends for those without it are those for the others from the far side', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.constantFrom(...shareMethods), (p, method) => {
        const one: Share = { share: p, variance: (p * (1 - p)) / 60, n: 90, df: 25 };
        const found = shareInterval(one, method);
        const other = shareInterval({ ...one, share: 1 - p }, method);
        expect(found.low).toBeCloseTo(1 - (other.high as number), 6);
        expect(found.high).toBeGreaterThan(p);
      }),
    );
  });
});

describe('cubicSpline', () => {
  test('is a cubic where the points lie on one, and goes on beyond them', () => {
    const cube = (x: number): number => 2 * x ** 3 - x ** 2 + 4;
    const x = [-1, 0, 0.5, 2, 3];
    const spline = cubicSpline(x, x.map(cube));
    for (const at of [-2, -1, 0.2, 1.9, 3, 4]) expect(spline(at)).toBeCloseTo(cube(at), 10);
    expect(() => cubicSpline([1, 2], [1, 2])).toThrow('cubicSpline requires three points');
  });
});

describe('answeredMeans', () => {
  const columns = [
    { values: floats(2, Number.NaN, Number.NaN), weight: 3 },
    { values: floats(4, 6, Number.NaN), weight: 1 },
    { values: floats(Number.NaN, Number.NaN, 8), weight: 1 },
  ];

  test('weights the columns that are answered', () => {
    expect(answeredMeans(columns, 0)).toEqual(floats(2.5, 6, 8));
  });

  test('has no score below the share of columns, which is rounded up', () => {
    expect(answeredMeans(columns, 0.5)).toEqual(floats(2.5, Number.NaN, Number.NaN));
    expect(answeredMeans(columns, 1 / 3)).toEqual(floats(2.5, 6, 8));
    expect(() => answeredMeans([], 0.5)).toThrow('answeredMeans requires columns');
  });
});
