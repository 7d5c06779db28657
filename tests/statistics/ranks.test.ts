import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { normalDraws } from '../../src/statistics/numbers/normal-draws.js';
import { rankSets } from '../../src/statistics/ranks/rank-sets.js';
import { ranksOf } from '../../src/statistics/ranks/ranks.js';
import { floats } from './numbers.js';

const diagonal = (...errors: number[]): Float64Array =>
  Float64Array.from({ length: errors.length ** 2 }, (_, at) => {
    const row = Math.floor(at / errors.length);
    return row === at % errors.length ? (errors[row] as number) ** 2 : 0;
  });
const options = { coverage: 0.95, draws: 20_000, seed: 7 };

describe('ranksOf', () => {
  test('gives tied values the better rank: 1, 2, 2, 4', () => {
    expect(ranksOf([9, 7, 7, 3])).toEqual([1, 2, 2, 4]);
  });

  test('gives them the mean or the worst rank where asked', () => {
    expect(ranksOf([9, 7, 7, 3], 'mean')).toEqual([1, 2.5, 2.5, 4]);
    expect(ranksOf([9, 7, 7, 3], 'worst')).toEqual([1, 3, 3, 4]);
  });

  test('goes part of the way from the best to the worst', () => {
    expect(ranksOf([4, 4, 4, 3, 1, 10, 7, 7], 0.25)).toEqual([4.5, 4.5, 4.5, 7, 8, 1, 2.25, 2.25]);
    expect(() => ranksOf([1], 2)).toThrow('ranksOf requires ties from 0 to 1');
  });

  test('hands out all places: the mean ranks sum to 1 + 2 + ... + p', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), (values) => {
        const sum = ranksOf(values, 'mean').reduce((all, rank) => all + rank, 0);
        expect(sum).toBe((values.length * (values.length + 1)) / 2);
      }),
    );
  });

  test('refuses what is no number', () => {
    expect(() => ranksOf([1, Number.NaN])).toThrow('ranksOf requires values that are numbers');
  });

  test('does not tell -0 from 0', () => {
    expect(ranksOf([0, -0])).toEqual([1, 1]);
  });
});

describe('rankSets', () => {
  const estimates = [84.6, 83.1, 82.4, 82.0, 80.3, 79.8];
  const covariance = diagonal(0.9, 0.8, 1.0, 0.9, 1.0, 1.2);

  test('of six independent districts prove only that the first is not fifth or sixth', () => {
    const { simultaneous } = rankSets(estimates, covariance, options);
    expect(simultaneous.critical).toBeCloseTo(2.85, 1);
    expect(simultaneous.best).toEqual([1, 1, 1, 1, 2, 2]);
    expect(simultaneous.worst).toEqual([4, 6, 6, 6, 6, 6]);
  });

  test('are the same for the same seed', () => {
    const [first, second] = [rankSets(estimates, covariance, options), rankSets(estimates, covariance, options)];
    expect(second.simultaneous.critical).toBe(first.simultaneous.critical);
  });

  test('are marginally no wider than simultaneously', () => {
    const { simultaneous, marginal } = rankSets(estimates, covariance, options);
    marginal.best.forEach((best, unit) => expect(best).toBeGreaterThanOrEqual(simultaneous.best[unit] as number));
    marginal.worst.forEach((worst, unit) => expect(worst).toBeLessThanOrEqual(simultaneous.worst[unit] as number));
  });

  test('tell apart correlated districts that would be one blur if they were independent', () => {
    const close = [80, 79];
    expect(rankSets(close, diagonal(1, 1), options).simultaneous.worst).toEqual([2, 2]);
    expect(rankSets(close, floats(1, 0.95, 0.95, 1), options).simultaneous.worst).toEqual([1, 2]);
  });

  test('do not divide by zero where a difference has no variance', () => {
    const { simultaneous } = rankSets([80, 80, 60], floats(1, 1, 0, 1, 1, 0, 0, 0, 1), options);
    expect(simultaneous.best).toEqual([1, 1, 3]);
    expect(simultaneous.worst).toEqual([2, 2, 3]);
  });

  test('of one district are its only rank', () => {
    const { simultaneous, marginal } = rankSets([80], floats(1), options);
    expect([simultaneous.best, simultaneous.worst, marginal.best, marginal.worst]).toEqual([[1], [1], [1], [1]]);
  });

  test('step down: what is told apart first makes the rest easier to tell', () => {
    const spread = [100, 79, 76.75];
    const errors = diagonal(0.7, 0.7, 0.7);
    const single = rankSets(spread, errors, { ...options, stepDown: false });
    const down = rankSets(spread, errors, options);
    expect(single.simultaneous.worst).toEqual([1, 3, 3]);
    expect(down.simultaneous.worst).toEqual([1, 2, 3]);
  });
});

describe('normalDraws', () => {
  test('have the covariance asked for, dependent variables included', () => {
    const draws = normalDraws(floats(4, 2, 2, 1), 2, 50_000, 3);
    let [xx, xy, apart] = [0, 0, 0];
    for (let draw = 0; draw < 50_000; draw++) {
      const [x = 0, y = 0] = draws.subarray(2 * draw, 2 * draw + 2);
      apart = Math.max(apart, Math.abs(y - x / 2));
      xx += (x * x) / 50_000;
      xy += (x * y) / 50_000;
    }
    expect(apart).toBeLessThan(1e-12);
    expect(xx).toBeCloseTo(4, 0);
    expect(xy).toBeCloseTo(2, 0);
  });
});
