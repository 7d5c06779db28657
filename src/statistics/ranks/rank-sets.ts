import { normalDraws } from '../numbers/normal-draws.js';
import { quantileInPlace } from '../numbers/quantile.js';
import { rankCritical, rankDraws } from './rank-critical.js';
import type { RankDraws } from './rank-critical.js';
import { pairsWhere, rankPairs } from './rank-pairs.js';
import type { RankPairs } from './rank-pairs.js';

export interface RankSetOptions {
  /** Between 0 and 1. */
  coverage: number;
  /** 50,000 or more for figures that are published. */
  draws: number;
  seed: number;
  /** Recompute the critical value without the pairs already told apart, until nothing new is. Default true. */
  stepDown?: boolean;
  /** Which end of the sets is bounded: both (the default), the lower one, so that `worst` is p, or the upper one, so that `best` is 1. */
  bound?: 'both' | 'lower' | 'upper';
}

type SetOptions = Omit<RankSetOptions, 'draws' | 'seed'>;

/** Bounds of the rank of each unit, 1 = largest estimate. */
export interface RankSets {
  best: number[];
  worst: number[];
  /** better[j][k]: j is significantly larger than k. */
  better: boolean[][];
  /** Critical value of the first step. */
  critical: number;
}

/** Both kinds of sets from the same draws. */
export interface BothRankSets {
  simultaneous: RankSets;
  marginal: RankSets;
}

/**
 * Confidence sets for ranks. Simultaneous: they cover the ranks of all units jointly. Marginal: each covers the rank of its
 * own unit, from the pairs with that unit alone; there `better[j][k]` is as seen by unit j and `critical` the largest over the units.
 * Over the ordered pairs (j, k): c is the quantile (type 7) of max (Z_j - Z_k) / sd_jk with Z ~ N(0, covariance); j is better than k
 * where (x_j - x_k) / sd_jk > c. best = 1 + units better than it, worst = p - units it is better than. A set bounded at one end takes
 * only the pairs that bear on that end; simultaneously these are all pairs again, so that c is the same. Pairs whose difference has no
 * variance are never told apart.
 * Source: Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies (2024).
 *
 * @param estimates p finite values
 * @param covariance p x p by row, in squared units of the estimates
 * @returns bounds 1..p
 * @throws where an estimate is not finite, the covariance is not p x p, or coverage and draws make no sense
 * @example two estimates 10 and 0 with variances 1 and coverage 0.95: best [1, 2], worst [1, 2]
 */
export function rankSets(
  estimates: readonly number[],
  covariance: Float64Array,
  options: RankSetOptions,
): BothRankSets {
  checkRankSets(estimates, covariance, options);
  const p = estimates.length;
  const draws = normalDraws(covariance, p, options.draws, options.seed);
  const drawn = rankDraws(rankPairs(estimates, covariance), draws, p);
  return {
    simultaneous: simultaneousSets(estimates, covariance, drawn, options),
    marginal: marginalSets(estimates, covariance, drawn, options),
  };
}

/**
 * Simultaneous rank sets from draws that are there already: for many estimates with one covariance.
 *
 * @param estimates p finite values
 * @param covariance p x p by row, of which `drawn` was made with the pairs of any estimates
 * @param drawn from `rankDraws`
 * @returns as `rankSets`
 * @throws where there are no draws of the estimates, or the coverage is not between 0 and 1
 * @example simultaneousSets([10, 0], Float64Array.of(1, 0, 0, 1), drawn, options).best // [1, 2]
 */
export function simultaneousSets(
  estimates: readonly number[],
  covariance: Float64Array,
  drawn: RankDraws,
  options: SetOptions,
): RankSets {
  checkDrawn('simultaneousSets', estimates, drawn, options);
  return setsOf({ pairs: rankPairs(estimates, covariance), bound: drawn.all, drawn }, options);
}

/**
 * Marginal rank sets from draws that are there already.
 *
 * @param estimates p finite values
 * @param covariance p x p by row, of which `drawn` was made with the pairs of any estimates
 * @param drawn from `rankDraws`
 * @returns as `rankSets`
 * @throws where there are no draws of the estimates, or the coverage is not between 0 and 1
 * @example marginalSets([10, 0], Float64Array.of(1, 0, 0, 1), drawn, options).worst // [1, 2]
 */
export function marginalSets(
  estimates: readonly number[],
  covariance: Float64Array,
  drawn: RankDraws,
  options: SetOptions,
): RankSets {
  checkDrawn('marginalSets', estimates, drawn, options);
  const pairs = rankPairs(estimates, covariance);
  const each = drawn.own.map((bound, unit) => setsOf({ pairs: ownPairs(pairs, unit, options), bound, drawn }, options));
  return joined(each);
}

function checkRankSets(
  estimates: readonly number[],
  covariance: Float64Array,
  { coverage, draws }: RankSetOptions,
): void {
  if (covariance.length !== estimates.length ** 2) throw new Error('rankSets requires a covariance of all estimates');
  if (!estimates.every(Number.isFinite) || !covariance.every(Number.isFinite))
    throw new Error('rankSets requires finite estimates and covariances');
  if (!(coverage > 0 && coverage < 1)) throw new Error('rankSets requires a coverage between 0 and 1');
  if (!(Number.isInteger(draws) && draws > 0)) throw new Error('rankSets requires a number of draws');
}

function checkDrawn(name: string, estimates: readonly number[], { p, n }: RankDraws, { coverage }: SetOptions): void {
  if (p !== estimates.length || (p > 0 && n < 1)) throw new Error(`${name} requires draws of the estimates`);
  if (!(coverage > 0 && coverage < 1)) throw new Error(`${name} requires a coverage between 0 and 1`);
}

/** The pairs that bear on the bounds of one unit: in the first place those it may win, in the second those it may lose. */
function ownPairs(pairs: RankPairs, unit: number, { bound = 'both' }: SetOptions): RankPairs {
  return pairsWhere(
    pairs,
    (pair) => (bound !== 'lower' && pairs.j[pair] === unit) || (bound !== 'upper' && pairs.k[pair] === unit),
  );
}

/** From the sets of each unit its own row. */
function joined(each: readonly RankSets[]): RankSets {
  return {
    best: each.map((sets, unit) => sets.best[unit] as number),
    worst: each.map((sets, unit) => sets.worst[unit] as number),
    better: each.map((sets, unit) => sets.better[unit] as boolean[]),
    critical: Math.max(0, ...each.map((sets) => sets.critical)),
  };
}

interface Family {
  pairs: RankPairs;
  /** By draw, not less than the largest studentised difference of the family. */
  bound: Float64Array;
  drawn: RankDraws;
}

function setsOf(family: Family, options: SetOptions): RankSets {
  const { p } = family.drawn;
  const better = Array.from({ length: p }, () => Array.from({ length: p }, () => false));
  const critical = firstCritical(family, options);
  let open = family.pairs;
  for (let c = critical; open.j.length > 0;) {
    const left = pairsWhere(open, (pair) => (open.statistic[pair] as number) <= c);
    open.j.forEach((j, pair) => {
      if ((open.statistic[pair] as number) > c) (better[j] as boolean[])[open.k[pair] as number] = true;
    });
    if (left.j.length === open.j.length || left.j.length === 0 || options.stepDown === false) break;
    open = left;
    c = rankCritical(open, family.drawn, family.bound, options.coverage);
  }
  const best = better.map((_, unit) => 1 + better.filter((row) => row[unit]).length);
  const worst = better.map((row) => p - row.filter(Boolean).length);
  return { ...bounded(best, worst, options), better, critical };
}

/** With both orders of every pair in the family the bound is the maximum itself. */
function firstCritical({ pairs, bound, drawn }: Family, { bound: ends = 'both', coverage }: SetOptions): number {
  if (pairs.j.length === 0) return 0;
  const bothOrders = ends === 'both' || bound === drawn.all;
  return bothOrders ? quantileInPlace(bound.slice(), coverage) : rankCritical(pairs, drawn, bound, coverage);
}

function bounded(best: number[], worst: number[], { bound = 'both' }: SetOptions): { best: number[]; worst: number[] } {
  return {
    best: bound === 'upper' ? best.map(() => 1) : best,
    worst: bound === 'lower' ? worst.map((_, _unit, all) => all.length) : worst,
  };
}
