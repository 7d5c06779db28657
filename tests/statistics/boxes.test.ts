import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { answerShares, boxOf, promoterScore } from '../../src/statistics/estimation/boxes.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { designOf } from '../../src/statistics/design/design.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { floats } from './numbers.js';

const answers = floats(10, 9, 8, 7, 6, 2, 1, Number.NaN);

describe('boxes', () => {
  test('hold the answers between their ends, and nobody who did not answer', () => {
    expect(Array.from(boxOf(answers, 9, 10))).toEqual([1, 1, 0, 0, 0, 0, 0, Number.NaN]);
    expect(Array.from(boxOf(answers, 1, 2))).toEqual([0, 0, 0, 0, 0, 1, 1, Number.NaN]);
    expect(() => boxOf(answers, 10, 9)).toThrow('boxOf requires a highest answer');
  });

  test('of promoters and detractors make the promoter score', () => {
    expect(Array.from(promoterScore(answers))).toEqual([100, 100, 0, 0, -100, -100, -100, Number.NaN]);
    expect(Array.from(promoterScore(floats(5, 4, 3), { promotersFrom: 5, detractorsTo: 3 }))).toEqual([100, 0, -100]);
    expect(() => promoterScore(answers, { promotersFrom: 6, detractorsTo: 6 })).toThrow('promoters above detractors');
  });

  test('of promoters less that of detractors is the score, with the error of the difference', () => {
    const row = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 20 }), (rows) => {
        const design = designOf(
          new Int32Array(rows.length),
          Int32Array.from(rows, (_, at) => at),
        );
        const sample = sampleOf(
          design,
          Float64Array.from(rows, ([, weight]) => weight),
        );
        const values = Float64Array.from(rows, ([value]) => value);
        const everybody = { code: new Int32Array(rows.length), count: 1 };
        const meanOf = (column: Float64Array): { mean: number; totals: Float64Array } => {
          const { mean, totals } = domainMeans(sample, column, everybody);
          return { mean: mean[0] as number, totals: totals.filter((_, at) => at % 2 === 0) };
        };
        const [score, top, bottom] = [promoterScore(values), boxOf(values, 9, 10), boxOf(values, 1, 6)].map(meanOf);
        expect(score?.mean).toBeCloseTo(100 * ((top?.mean ?? 0) - (bottom?.mean ?? 0)), 9);
        const both = Float64Array.from(top?.totals ?? [], (each, psu) => 100 * (each - (bottom?.totals[psu] ?? 0)));
        const [variance = 0] = designCovariance(design, both);
        expect(designCovariance(design, score?.totals ?? floats())[0]).toBeCloseTo(variance, 6);
      }),
      { numRuns: 40 },
    );
  });

  test('of each answer are shares in ascending order that leave out whom no weight stands for', () => {
    expect([...answerShares(floats(1, 3, 0, 4), floats(9, 8, 7, Number.NaN))]).toEqual([
      [8, 0.75],
      [9, 0.25],
    ]);
    expect(answerShares(floats(1), floats(Number.NaN)).size).toBe(0);
    expect(() => answerShares(floats(1), floats(1, 2))).toThrow('a weight for every answer');
  });
});
