import { describe, expect, test } from '@jest/globals';
import { bandOf, published } from '../../src/measurement/bands.js';
import { rankDistricts } from '../../src/measurement/ranking.js';
import type { Figure, Ranking } from '../../src/measurement/wave-measurement.js';
import { methodWith } from '../support/responses.js';

const method = methodWith([]);
const districts = ['A', 'B', 'C', 'D'];
const ranked: Figure = { status: 'ranked', n: 9, effectiveN: 9, psus: 9, df: 9, reasons: [], marks: [] };
const unranked: Figure = {
  ...ranked,
  status: 'notRanked',
  reasons: [{ code: 'figure.noError', path: 'overall', params: {} }],
};

/** A ranking of independent districts with one standard error. */
function rank(scores: number[], se: number, figures = scores.map(() => ranked)): Ranking {
  const k = scores.length + 1;
  const covariance = Float64Array.from({ length: k * k }, (_, at) => (Math.floor(at / k) === at % k ? se * se : 0));
  const counts = { psus: new Int32Array(k), strata: new Int32Array(k) };
  return rankDistricts(
    { id: 'overall', k, score: Float64Array.of(...scores, 0), covariance, ...counts },
    figures,
    districts,
    method,
  );
}

describe('a ranking', () => {
  test('lists the best first and ranks unrounded values', () => {
    const { rows } = rank([70, 90, 80.1, 80.2], 0.1);
    expect(rows.map(({ district, rank: place }) => [district, place])).toEqual([
      ['B', 1],
      ['D', 2],
      ['C', 3],
      ['A', 4],
    ]);
  });

  test('ties the displayed rank where the published two decimals are equal: 1, 2, 2, 4', () => {
    const { rows } = rank([81.2346, 90, 81.2338, 70], 0.1);
    expect(rows.map(({ displayedRank }) => displayedRank)).toEqual([1, 2, 2, 4]);
    expect(rows.map(({ rank: place }) => place)).toEqual([1, 2, 3, 4]);
  });

  test('never ties values that differ in the published decimals', () => {
    expect(rank([81.234, 81.224, 70, 60], 0.1).rows.map(({ displayedRank }) => displayedRank)).toEqual([1, 2, 3, 4]);
  });

  test('gives every rank its set, wider when the errors are', () => {
    expect(rank([90, 80, 70, 60], 0.5).rows.map(({ set }) => [set.best, set.worst])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(rank([90, 80, 70, 60], 50).rows.map(({ set }) => [set.best, set.worst])).toEqual([
      [1, 4],
      [1, 4],
      [1, 4],
      [1, 4],
    ]);
  });

  test('puts districts that cannot be told from the first of their tier into that tier', () => {
    expect(rank([90, 89.5, 70, 69.9], 1).rows.map(({ tier }) => tier)).toEqual([1, 1, 2, 2]);
  });

  test('leaves out districts that are not ranked, with their reasons, and ranks the others among themselves', () => {
    const { rows, unranked: left } = rank([90, 95, 80, 70], 0.1, [ranked, unranked, ranked, ranked]);
    expect(rows.map(({ district, rank: place }) => [district, place])).toEqual([
      ['A', 1],
      ['C', 2],
      ['D', 3],
    ]);
    expect(left).toEqual([{ district: 'B', reasons: unranked.reasons }]);
  });
});

describe('bands', () => {
  const { bands } = method;

  test('go by the published two decimals, so that number and label agree', () => {
    expect(published(79.995)).toBe(80);
    expect(bandOf(bands, 79.995)).toEqual({ id: 'high', crosses: false });
    expect(bandOf(bands, 79.9949)).toEqual({ id: 'low', crosses: false });
  });

  test('hold their lower end, and the top one its upper end', () => {
    expect(bandOf(bands, 80)?.id).toBe('high');
    expect(bandOf(bands, 100)?.id).toBe('high');
    expect(bandOf(bands, 0)?.id).toBe('low');
  });

  test('are crossed when the interval reaches over a cut', () => {
    expect(bandOf(bands, 81, { se: 1, low: 79, high: 83 })).toEqual({ id: 'high', crosses: true });
    expect(bandOf(bands, 79, { se: 1, low: 77, high: 81 })).toEqual({ id: 'low', crosses: true });
    expect(bandOf(bands, 85, { se: 1, low: 83, high: 87 })?.crosses).toBe(false);
  });

  test('are not crossed at the ends of the scale', () => {
    expect(bandOf(bands, 99, { se: 1, low: 97, high: 101 })?.crosses).toBe(false);
    expect(bandOf(bands, 1, { se: 1, low: -1, high: 3 })?.crosses).toBe(false);
  });

  test('that do not hold a value give none', () => {
    expect(bandOf([], 50)).toBeUndefined();
  });
});
