import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { designOf } from '../../src/statistics/design/design.js';
import { quantileIntervals } from '../../src/statistics/estimation/quantile-interval.js';
import type { QuantileOptions } from '../../src/statistics/estimation/quantile-interval.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { quantileRules, weightedOrder, weightedQuantile } from '../../src/statistics/estimation/weighted-quantile.js';
import { floats, ints } from './numbers.js';

// Twelve rows of three strata; figures of R survey 4.1-1.
const weight = floats(2, 2, 3, 3, 1, 1, 4, 4, 2, 5, 5, 2);
const values = floats(3, 7, 7, 9, 1, 4, 4, 10, 8, 7, 2, 6);
const rows = Int32Array.from({ length: 12 }, (_, row) => row);
const sample = sampleOf(designOf(ints(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2), rows), weight);
const options: QuantileOptions = { rule: 'math', interval: 'beta', confidence: 0.95 };

describe('weightedQuantile', () => {
  const order = weightedOrder(values, weight);

  test.each([
    ['math', [3, 7, 9]],
    ['school', [3, 7, 9]],
    ['hf3', [3, 7, 9]],
    ['hf4', [2.4, 7, 8.63333333333333]],
    ['hf5', [2.94285714285714, 7, 9.11428571428571]],
    ['hf6', [2.8, 7, 9.575]],
    ['hf7', [3, 7, 8.25]],
    ['hf8', [2.91111111111111, 7, 9.28181818181818]],
    ['hf9', [2.92, 7, 9.24137931034483]],
  ] as const)('by %s is what the published program gives', (rule, expected) => {
    const found = [0.2, 0.5, 0.85].map((p) => weightedQuantile(order, p, rule));
    found.forEach((each, at) => expect(each).toBeCloseTo(expected[at] as number, 12));
  });

  test('is the middle of two values by school, and the lower by math, where a share is hit exactly', () => {
    const halves = weightedOrder(floats(1, 2, 3), floats(1, 1, 2));
    expect(weightedQuantile(halves, 0.5, 'math')).toBe(2);
    expect(weightedQuantile(halves, 0.5, 'school')).toBe(2.5);
  });

  test('is the smallest value whose share of the weights is p or more, by math', () => {
    fc.assert(
      fc.property(weighted, fc.double({ min: 0.001, max: 0.999, noNaN: true }), ({ y, w }, p) => {
        const found = weightedQuantile(weightedOrder(floats(...y), floats(...w)), p);
        const share = (limit: (value: number) => boolean): number =>
          y.reduce((sum, each, at) => sum + (limit(each) ? (w[at] as number) : 0), 0) / w.reduce((a, b) => a + b, 0);
        expect(share((each) => each <= found)).toBeGreaterThanOrEqual(p - 1e-12);
        expect(share((each) => each < found)).toBeLessThan(p + 1e-12);
      }),
    );
  });

  test('lies between the smallest and the largest value, does not fall with p, and is deaf to order and to the scale of weights', () => {
    fc.assert(
      fc.property(weighted, fc.constantFrom(...quantileRules), fc.nat(19), ({ y, w }, rule, step) => {
        const of = (ys: number[], ws: number[], p: number): number =>
          weightedQuantile(weightedOrder(floats(...ys), floats(...ws)), p, rule);
        const found = of(y, w, step / 20);
        expect(found).toBeGreaterThanOrEqual(Math.min(...y));
        expect(found).toBeLessThanOrEqual(Math.max(...y));
        expect(of(y, w, (step + 1) / 20)).toBeGreaterThanOrEqual(found);
        expect(
          of(
            y,
            w.map((each) => 4 * each),
            step / 20,
          ),
        ).toBeCloseTo(found, 9);
      }),
    );
  });

  test('leaves out rows without a value or weight, and needs one', () => {
    const order = weightedOrder(floats(Number.NaN, 4, 9), floats(1, 1, 0));
    expect(quantileRules.map((rule) => weightedQuantile(order, 0.5, rule))).toEqual(quantileRules.map(() => 4));
    const none = weightedOrder(floats(4), floats(0));
    expect(() => weightedQuantile(none, 0.5)).toThrow('weightedQuantile requires values');
    expect(() => weightedQuantile(order, 1.5)).toThrow('weightedQuantile requires p from 0 to 1');
    expect(() => weightedOrder(floats(1), floats(1, 2))).toThrow('weightedOrder requires a weight for every value');
  });
});

describe('quantileIntervals', () => {
  test.each(['beta', 'xlogit', 'asin'] as const)('by %s are what the published program gives', (interval) => {
    const [median] = quantileIntervals(sample, values, [0.5], { ...options, interval });
    expect(median).toEqual({ p: 0.5, estimate: 7, low: 4, high: 10, error: median?.error, df: 9 });
    expect(median?.error).toBeCloseTo(1.32616780537437, 10);
  });

  test('leave out an end that lies outside 0-1, and the error with it', () => {
    const [median] = quantileIntervals(sample, values, [0.5], { ...options, interval: 'mean' });
    expect(median).toEqual({ p: 0.5, estimate: 7, low: 6, df: 9 });
  });

  test('have the degrees of freedom of the rows that count', () => {
    const [median] = quantileIntervals(sample, values, [0.5], { ...options, inDomain: (row) => row >= 4 });
    expect(median?.df).toBe(6);
    expect(quantileIntervals(sample, values, [0.5], { ...options, inDomain: () => false })).toEqual([]);
  });

  test('are none where the quantile is the largest value, save by mean, where they have no width', () => {
    const capped = values.map((each) => Math.min(each, 4));
    const figure = (interval: QuantileOptions['interval']): unknown =>
      quantileIntervals(sample, capped, [0.9], { ...options, interval })[0];
    expect(figure('beta')).toEqual({ p: 0.9, estimate: 4, df: 9 });
    expect(figure('mean')).toEqual({ p: 0.9, estimate: 4, low: 4, high: 4, error: 0, df: 9 });
  });
});

const weighted = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 9 })), { minLength: 2, maxLength: 30 })
  .map((pairs) => ({ y: pairs.map(([y]) => y), w: pairs.map(([, w]) => w) }));
