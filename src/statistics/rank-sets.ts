import { normalDraws } from './normal-draws.js';
import { quantileInPlace } from './quantile.js';

export interface RankSetOptions {
  /** Between 0 and 1. */
  coverage: number;
  /** 50,000 or more for figures that are published. */
  draws: number;
  seed: number;
  /** Recompute the critical value without the pairs already told apart, until nothing new is. Default true. */
  stepDown?: boolean;
}

/** Bounds of the rank of each unit, 1 = largest estimate. */
export interface RankSets {
  best: number[];
  worst: number[];
  /** better[j][k]: j is significantly larger than k. */
  better: boolean[][];
  /** Critical value of the first step. */
  critical: number;
}

/** Ordered pairs (j, k) of units that can differ, with 1 / sd of their difference. */
interface Pairs {
  j: Int32Array;
  k: Int32Array;
  perSd: Float64Array;
  statistic: Float64Array;
}

/** Both kinds of sets from the same draws. */
export interface BothRankSets {
  simultaneous: RankSets;
  marginal: RankSets;
}

/**
 * Two-sided confidence sets for ranks. Simultaneous: they cover the ranks of all units jointly. Marginal: each covers the rank of its
 * own unit, from the pairs with that unit alone; there `better[j][k]` is as seen by unit j and `critical` the largest over the units.
 * Over the ordered pairs (j, k): c is the quantile (type 7) of max (Z_j - Z_k) / sd_jk with Z ~ N(0, covariance); j is better than k
 * where (x_j - x_k) / sd_jk > c. Pairs whose difference has no variance are never told apart.
 * Source: Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies (2024).
 *
 * @param estimates p finite values
 * @param covariance p x p by row, in squared units of the estimates
 * @returns bounds 1..p
 * @throws where the covariance is not p x p
 * @example two estimates 10 and 0 with variances 1 and coverage 0.95: best [1, 2], worst [1, 2]
 */
export function rankSets(
  estimates: readonly number[],
  covariance: Float64Array,
  options: RankSetOptions,
): BothRankSets {
  const p = estimates.length;
  if (covariance.length !== p * p) throw new Error('rankSets requires a covariance of all estimates');
  const draws = normalDraws(covariance, p, options.draws, options.seed);
  const pairs = pairsOf(estimates, covariance);
  const first = firstCriticalValues(pairs, draws, p, options.coverage);
  const each = estimates.map((_, unit) => {
    const own = keep(pairs, (pair) => pairs.j[pair] === unit || pairs.k[pair] === unit);
    return setsOf({ p, pairs: own, draws, first: first.own[unit] as number }, options);
  });
  return { simultaneous: setsOf({ p, pairs, draws, first: first.all }, options), marginal: joined(each) };
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
  p: number;
  pairs: Pairs;
  draws: Float64Array;
  /** Critical value with all pairs of the family. */
  first: number;
}

function setsOf({ p, pairs, draws, first }: Family, options: RankSetOptions): RankSets {
  const better = Array.from({ length: p }, () => Array.from({ length: p }, () => false));
  let open = pairs;
  for (let step = 0; open.j.length > 0; step++) {
    const c = step === 0 ? first : criticalValue(open, draws, p, options.coverage);
    const left = keep(open, (pair) => (open.statistic[pair] as number) <= c);
    open.j.forEach((j, pair) => {
      if ((open.statistic[pair] as number) > c) (better[j] as boolean[])[open.k[pair] as number] = true;
    });
    if (left.j.length === open.j.length || options.stepDown === false) break;
    open = left;
  }
  const best = better.map((_, unit) => 1 + better.filter((row) => row[unit]).length);
  const worst = better.map((row) => p - row.filter(Boolean).length);
  return { best, worst, better, critical: first };
}

/** Critical values before any step down, of all pairs and of each unit's own, in one pass: with both orders of a pair in the family the larger counts. */
function firstCriticalValues(
  pairs: Pairs,
  draws: Float64Array,
  p: number,
  coverage: number,
): { all: number; own: number[] } {
  const { j, k, perSd } = keep(pairs, (pair) => (pairs.j[pair] as number) < (pairs.k[pair] as number));
  if (j.length === 0) return { all: 0, own: Array.from({ length: p }, () => 0) };
  const n = draws.length / p;
  const all = new Float64Array(n);
  const own = new Float64Array(n * p);
  for (let draw = 0, at = 0; draw < n; draw++, at += p) {
    let most = 0;
    for (let pair = 0; pair < j.length; pair++) {
      const a = at + (j[pair] as number);
      const b = at + (k[pair] as number);
      const t = Math.abs((draws[a] as number) - (draws[b] as number)) * (perSd[pair] as number);
      if (t > (own[a] as number)) own[a] = t;
      if (t > (own[b] as number)) own[b] = t;
      if (t > most) most = t;
    }
    all[draw] = most;
  }
  const ownOf = (unit: number) => {
    const column = new Float64Array(n);
    for (let draw = 0; draw < n; draw++) column[draw] = own[draw * p + unit] as number;
    return column;
  };
  return {
    all: quantileInPlace(all, coverage),
    own: Array.from({ length: p }, (_, unit) => quantileInPlace(ownOf(unit), coverage)),
  };
}

const BELOW_ALL = -Infinity;

function criticalValue({ j, k, perSd }: Pairs, draws: Float64Array, p: number, coverage: number): number {
  const pairs = j.length;
  const largest = new Float64Array(draws.length / p);
  for (let draw = 0, at = 0; draw < largest.length; draw++, at += p) {
    let most = BELOW_ALL;
    for (let pair = 0; pair < pairs; pair++) {
      const difference = (draws[at + (j[pair] as number)] as number) - (draws[at + (k[pair] as number)] as number);
      const t = difference * (perSd[pair] as number);
      if (t > most) most = t;
    }
    largest[draw] = most;
  }
  return quantileInPlace(largest, coverage);
}

/** Rounding leaves a variance of about this share where the difference has none. */
const NO_VARIANCE = 1e-12;

function pairsOf(estimates: readonly number[], covariance: Float64Array): Pairs {
  const p = estimates.length;
  const entry = (j: number, k: number): number => covariance[j * p + k] as number;
  const variance = (j: number, k: number): number => entry(j, j) + entry(k, k) - 2 * entry(j, k);
  const list = estimates
    .flatMap((_, j) => estimates.map((_other, k) => ({ j, k })))
    .filter(({ j, k }) => j !== k && variance(j, k) > NO_VARIANCE * (entry(j, j) + entry(k, k)));
  const perSd = Float64Array.from(list, ({ j, k }) => 1 / Math.sqrt(variance(j, k)));
  return {
    j: Int32Array.from(list, ({ j }) => j),
    k: Int32Array.from(list, ({ k }) => k),
    perSd,
    statistic: perSd.map((each, pair) => each * differenceOf(estimates, list[pair])),
  };
}

function differenceOf(estimates: readonly number[], pair: { j: number; k: number } | undefined): number {
  return (estimates[pair?.j ?? 0] as number) - (estimates[pair?.k ?? 0] as number);
}

function keep(pairs: Pairs, wanted: (pair: number) => boolean): Pairs {
  const kept = [...pairs.j.keys()].filter(wanted);
  return {
    j: Int32Array.from(kept, (pair) => pairs.j[pair] as number),
    k: Int32Array.from(kept, (pair) => pairs.k[pair] as number),
    perSd: Float64Array.from(kept, (pair) => pairs.perSd[pair] as number),
    statistic: Float64Array.from(kept, (pair) => pairs.statistic[pair] as number),
  };
}
