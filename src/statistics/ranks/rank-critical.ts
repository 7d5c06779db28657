import { atPlaceInPlace } from '../numbers/quantile.js';
import type { RankPairs } from './rank-pairs.js';

/** Draws of all units and, draw by draw, how large their studentised differences are at most. */
export interface RankDraws {
  p: number;
  /** Number of draws. */
  n: number;
  /** n x p by row. */
  draws: Float64Array;
  /** Largest |Z_j - Z_k| / sd_jk over all pairs, by draw. */
  all: Float64Array;
  /** The same over the pairs with one unit, by unit, then draw. */
  own: Float64Array[];
}

/**
 * Largest studentised difference of every draw, over all pairs and over those with each unit, in one pass.
 *
 * @param pairs both orders of every pair that has a variance
 * @param draws n x p by row, from the covariance of the estimates
 * @returns maxima of 0 or more; 0 without pairs
 * @throws where the draws are not whole rows of p
 * @example of one draw 1, 4, 2 with all sd 1: all [3], own [3], [3] and [2]
 */
export function rankDraws(pairs: RankPairs, draws: Float64Array, p: number): RankDraws {
  const n = p > 0 ? draws.length / p : 0;
  if (!Number.isInteger(n)) throw new Error('rankDraws requires draws of every unit');
  const perSd = upperTriangle(pairs, p);
  const all = new Float64Array(n);
  const own = Array.from({ length: p }, () => new Float64Array(n));
  const most = new Float64Array(p);
  for (let draw = 0, at = 0; draw < n; draw++, at += p) {
    most.fill(0);
    addMaxima(most, draws.subarray(at, at + p), perSd);
    let largest = 0;
    for (let unit = 0; unit < p; unit++) {
      const each = most[unit] as number;
      (own[unit] as Float64Array)[draw] = each;
      if (each > largest) largest = each;
    }
    all[draw] = largest;
  }
  return { p, n, draws, all, own };
}

function addMaxima(most: Float64Array, draw: Float64Array, perSd: Float64Array): void {
  const p = draw.length;
  for (let j = 0, pair = 0; j < p; j++) {
    const z = draw[j] as number;
    let largest = most[j] as number;
    for (let k = j + 1; k < p; k++, pair++) {
      const t = Math.abs(z - (draw[k] as number)) * (perSd[pair] as number);
      if (t > largest) largest = t;
      if (t > (most[k] as number)) most[k] = t;
    }
    most[j] = largest;
  }
}

/** 1 / sd of the pairs j < k row after row, 0 where the difference has no variance. */
function upperTriangle({ j, k, perSd }: RankPairs, p: number): Float64Array {
  const triangle = new Float64Array((p * (p - 1)) / 2);
  j.forEach((first, pair) => {
    const second = k[pair] as number;
    if (first < second) triangle[first * p - (first * (first + 1)) / 2 + second - first - 1] = perSd[pair] as number;
  });
  return triangle;
}

/** So many times the draws that lie above the critical value are looked at first. */
const FIRST_LOOK = 2;

/**
 * The quantile (type 7) over the draws of max (Z_j - Z_k) / sd_jk over the pairs of a family. Only the draws with the largest upper
 * bounds are looked at: where enough of their maxima reach the bounds of all others, the others cannot be above the quantile.
 * Source: Hyndman and Fan (1996), type 7, for the quantile.
 *
 * @param family one pair or more
 * @param bound by draw, not less than the maximum over the family: `all` or the `own` of a unit that is in every pair
 * @param coverage between 0 and 1
 * @returns the critical value, below 0 where few pairs of one direction and a small coverage make it so
 * @example the family of all pairs with bound `all`: the quantile of `all`
 */
export function rankCritical(
  family: RankPairs,
  { n, draws, p }: RankDraws,
  bound: Float64Array,
  coverage: number,
): number {
  const place = coverage * (n - 1);
  const above = n - Math.floor(place);
  for (let looked = Math.min(n, FIRST_LOOK * above); ; looked = Math.min(n, 2 * looked)) {
    const least = looked === n ? -Infinity : atPlaceInPlace(bound.slice(), n - looked);
    const maxima = rowsFrom(bound, least).map((draw) => {
      const from = draw * p;
      return largestOf(family, draws.subarray(from, from + p), bound[draw] as number);
    });
    const wanted = place - (n - maxima.length);
    if (atPlaceInPlace(maxima, Math.floor(wanted)) >= least) return atPlaceInPlace(maxima, wanted);
  }
}

/** Draws whose bound is not below. */
function rowsFrom(bound: Float64Array, least: number): Float64Array {
  return bound.map((_, draw) => draw).filter((draw) => (bound[draw] as number) >= least);
}

/** Stops where the bound is reached: the pair that made it is still in the family. */
function largestOf({ j, k, perSd }: RankPairs, draw: Float64Array, bound: number): number {
  const pairs = j.length;
  let most = -Infinity;
  for (let pair = 0; pair < pairs; pair++) {
    const difference = (draw[j[pair] as number] as number) - (draw[k[pair] as number] as number);
    const t = difference * (perSd[pair] as number);
    if (t <= most) continue;
    most = t;
    if (t >= bound) break;
  }
  return most;
}
