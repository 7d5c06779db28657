/** Ordered pairs (j, k) of units whose difference has a variance. */
export interface RankPairs {
  j: Int32Array;
  k: Int32Array;
  /** 1 / standard deviation of the difference. */
  perSd: Float64Array;
  /** (x_j - x_k) / standard deviation. */
  statistic: Float64Array;
}

/** Rounding leaves a variance of about this share where the difference has none. */
const NO_VARIANCE = 1e-12;

/**
 * All ordered pairs of units that can differ, with their studentised differences.
 * Source: Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies (2024).
 *
 * @param estimates p finite values
 * @param covariance p x p by row, in squared units of the estimates
 * @returns pairs by j, then k; without those whose difference has no variance (below 1e-12 of the sum of both variances)
 * @throws where an estimate or covariance is not finite, or there is not one of every two estimates
 * @example estimates 3 and 1 with variances 2: statistic [1, -1]
 */
export function rankPairs(estimates: readonly number[], covariance: Float64Array): RankPairs {
  const p = estimates.length;
  if (covariance.length !== p * p || !estimates.every(Number.isFinite) || !covariance.every(Number.isFinite))
    throw new Error('rankPairs requires finite estimates and a finite covariance of every two');
  const entry = (j: number, k: number): number => covariance[j * p + k] as number;
  const variance = (j: number, k: number): number => entry(j, j) + entry(k, k) - 2 * entry(j, k);
  const list = estimates
    .flatMap((x, j) => estimates.map((y, k) => ({ j, k, difference: x - y })))
    .filter(({ j, k }) => j !== k && variance(j, k) > NO_VARIANCE * (entry(j, j) + entry(k, k)));
  const perSd = Float64Array.from(list, ({ j, k }) => 1 / Math.sqrt(variance(j, k)));
  return {
    j: Int32Array.from(list, ({ j }) => j),
    k: Int32Array.from(list, ({ k }) => k),
    perSd,
    statistic: Float64Array.from(list, ({ difference }, pair) => difference * (perSd[pair] as number)),
  };
}

/**
 * The pairs that are wanted, in the order they have.
 *
 * @param wanted told the number of a pair, 0 for the first
 * @returns pairs of their own arrays
 * @example pairsWhere(pairs, (pair) => pairs.j[pair] === 0).k // the units that unit 0 is compared with
 */
export function pairsWhere(pairs: RankPairs, wanted: (pair: number) => boolean): RankPairs {
  const kept = [...pairs.j.keys()].filter(wanted);
  return {
    j: Int32Array.from(kept, (pair) => pairs.j[pair] as number),
    k: Int32Array.from(kept, (pair) => pairs.k[pair] as number),
    perSd: Float64Array.from(kept, (pair) => pairs.perSd[pair] as number),
    statistic: Float64Array.from(kept, (pair) => pairs.statistic[pair] as number),
  };
}
