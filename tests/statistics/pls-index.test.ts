import { describe, expect, test } from '@jest/globals';
import { indexesOf, scoresOf } from '../../src/statistics/models/pls-index.js';
import { floats } from './numbers.js';
import { answers, close, ends, reversed, run, values } from './path-data.js';

describe('the index of a construct', () => {
  test('is the weighted mean on the way from the low to the high end of the scale', () => {
    const { pls } = run(answers);
    const mean = floats(...Array<number>(8).fill(7.3));
    close(values(indexesOf(pls.network, { weights: pls.weights, mean, ends })) as number[], [70, 70, 70, 70]);
  });

  test('is refused for weights of both signs unless it is asked for all the same', () => {
    const mixed = reversed(answers, [2, 3]);
    const { pls, indexes } = run(mixed);
    expect(pls.mixedSigns).toEqual([1]);
    expect(indexes[1]).toEqual({ construct: 'quality', mixedSigns: true });
    const computed = run(mixed, { mixed: 'compute' }).indexes[1];
    expect(computed?.value).not.toBeCloseTo(run(answers).indexes[1]?.value ?? 0, 0);
    expect(computed?.mixedSigns).toBe(true);
  });

  test('is the mean of people’s own indexes, which spread by its sd around it', () => {
    const { pls, items, weights, indexes } = run(answers);
    const scores = scoresOf(pls.network, answers, { weights, mean: items.mean });
    scores.forEach((column) => {
      expect(column.reduce((sum, score) => sum + score, 0) / column.length).toBeCloseTo(0, 9);
      expect(column.reduce((sum, score) => sum + score * score, 0) / column.length).toBeCloseTo(1, 9);
    });
    const own = indexesOf(pls.network, {
      weights,
      mean: floats(...answers.map((column) => column[0] as number)),
      ends,
    });
    indexes.forEach(({ value = 0, sd = 0 }, j) =>
      expect(own[j]?.value).toBeCloseTo(value + sd * (scores[j]?.[0] as number), 9),
    );
  });

  test('is another one in the metric of covariances, save for single items', () => {
    const [correlations, covariances] = [run(answers), run(answers, { metric: 'covariance' })];
    expect(covariances.indexes[3]?.value).toBeCloseTo(correlations.indexes[3]?.value as number, 9);
    expect(covariances.indexes[1]?.value).not.toBeCloseTo(correlations.indexes[1]?.value as number, 3);
  });

  test('is absent where an item has no mean, and needs scales with a length', () => {
    const { pls, weights } = run(answers);
    const mean = floats(Number.NaN, 7, 7, 7, 7, 7, 7, 7);
    expect(values(indexesOf(pls.network, { weights, mean, ends })).map((value) => value !== undefined)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    const flat = ends.map(() => ({ min: 1, max: 1 }));
    expect(() => indexesOf(pls.network, { weights, mean, ends: flat })).toThrow('scales that end above their start');
  });
});

describe('a row with a missing answer', () => {
  test('has no score on its construct unless the mean stands in', () => {
    const { pls, items, weights } = run(answers);
    const one = answers.map((column, item) => floats(item === 2 ? Number.NaN : (column[0] as number)));
    const [image, quality] = scoresOf(pls.network, one, { weights, mean: items.mean });
    expect([Number.isNaN(image?.[0]), Number.isNaN(quality?.[0])]).toEqual([false, true]);
    const filled = one.map((column, item) => (item === 2 ? floats(items.mean[2] as number) : column));
    const replaced = scoresOf(pls.network, one, { weights, mean: items.mean }, 'replace');
    close(
      replaced.map((column) => column[0] as number),
      scoresOf(pls.network, filled, { weights, mean: items.mean }).map((column) => column[0] as number),
    );
  });
});
