import type { Design } from './design.js';
import type { Replicates } from './jackknife.js';

/** Estimates from the whole sample and from every replicate. */
export interface ReplicateEstimates {
  /** Number of estimates. */
  k: number;
  /** k estimates of the whole sample; NaN where one cannot be made. */
  full: Float64Array;
  /** Replicates x k by row; NaN where a replicate cannot make the estimate. */
  estimates: Float64Array;
}

/** Jackknife covariance of k estimates. */
export interface ReplicateCovariance {
  /** k x k by row, in squared units of the estimates; NaN where no replicate makes both estimates. */
  covariance: Float64Array;
  /** Replicates left out of each estimate's variance, as with a domain whose only PSU was dropped. */
  skipped: Int32Array;
}

/** What deviations are taken from: the estimate of the whole sample, or the plain mean of all replicates. */
export type Centre = 'fullEstimate' | 'replicateMean';

/**
 * Runs an estimator on the whole sample and on every replicate. The estimator sees factors by PSU, so that it may work on sums by PSU made
 * once; `onWeights` turns an estimator of weights by row into one. What is calibrated must be calibrated again inside the estimator.
 *
 * @param estimator k numbers, the same k each time, from factors by PSU (all 1 for the whole sample); NaN = cannot be estimated
 * @returns the whole sample's estimates and those of the replicates
 * @throws where the estimator returns another number of estimates than before
 * @example the total of two PSUs with sums 1 and 3 under JK1: full [4], estimates [6, 2]
 */
export function replicateEstimates(
  replicates: Replicates,
  estimator: (psuFactors: Float64Array) => ArrayLike<number>,
): ReplicateEstimates {
  const full = Float64Array.from(estimator(new Float64Array(replicates.psus).fill(1)), finiteOrNone);
  const k = full.length;
  const estimates = new Float64Array(replicates.count * k);
  for (let r = 0; r < replicates.count; r++) {
    const found = estimator(replicates.psuFactors(r));
    if (found.length !== k) throw new Error('replicateEstimates requires an estimator of always as many estimates');
    estimates.set(Float64Array.from(found, finiteOrNone), r * k);
  }
  return { k, full, estimates };
}

function finiteOrNone(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Makes an estimator of weights by row one of factors by PSU. The column handed to the estimator is used again for the next replicate.
 *
 * @param weight weights of the whole sample, by row of the design
 * @param estimator from weights by row to k numbers
 * @returns what `replicateEstimates` takes
 * @throws where there is no weight for every row
 * @example replicateEstimates(jackknife(design), onWeights(design, weight, (w) => [weightedMean(w, y)]))
 */
export function onWeights(
  design: Design,
  weight: Float64Array,
  estimator: (weight: Float64Array) => ArrayLike<number>,
): (psuFactors: Float64Array) => ArrayLike<number> {
  if (weight.length !== design.psu.length) throw new Error('onWeights requires a weight for every row of the design');
  const column = new Float64Array(weight.length);
  return (factors) => {
    for (let row = 0; row < column.length; row++) {
      column[row] = (weight[row] as number) * (factors[design.psu[row] as number] as number);
    }
    return estimator(column);
  };
}

/**
 * Covariance of estimates over replicates: sum of scale_r (theta_r - c)(theta_r - c)'. A replicate that cannot make an estimate (0/0) is
 * left out of that estimate's entries and of its mean, and counted.
 * Source: Wolter (2007), section 4.5; R survey `svrVar`.
 *
 * @param replicates whose scales are used, the same that made the estimates
 * @param centre `fullEstimate` never gives a smaller variance where the scales are equal
 * @returns k x k covariance and the number of replicates skipped
 * @throws where the estimates are not those of the replicates
 * @example totals 6 and 2 of two replicates with scales 1/2 about 4: covariance [4], skipped [0]
 */
export function replicateCovariance(
  replicates: Replicates,
  { k, full, estimates }: ReplicateEstimates,
  centre: Centre = 'fullEstimate',
): ReplicateCovariance {
  if (estimates.length !== replicates.count * k) {
    throw new Error('replicateCovariance requires estimates of every replicate');
  }
  const { sums, counts } = sumsOfColumns(estimates, k);
  const centres = centre === 'fullEstimate' ? full : sums.map((sum, a) => sum / (counts[a] as number));
  const covariance = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = a; b < k; b++) {
      const entry = crossProduct({ estimates, k, centres, scales: replicates.scales }, a, b);
      covariance[a * k + b] = entry;
      covariance[b * k + a] = entry;
    }
  }
  return { covariance, skipped: counts.map((count) => replicates.count - count) };
}

function sumsOfColumns(estimates: Float64Array, k: number): { sums: Float64Array; counts: Int32Array } {
  const sums = new Float64Array(k);
  const counts = new Int32Array(k);
  estimates.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    sums[at % k] = (sums[at % k] as number) + value;
    counts[at % k] = (counts[at % k] as number) + 1;
  });
  return { sums, counts };
}

interface Deviations {
  estimates: Float64Array;
  k: number;
  centres: Float64Array;
  scales: Float64Array;
}

function crossProduct({ estimates, k, centres, scales }: Deviations, a: number, b: number): number {
  let sum = 0;
  let used = 0;
  for (let r = 0; r < scales.length; r++) {
    const first = (estimates[r * k + a] as number) - (centres[a] as number);
    const second = (estimates[r * k + b] as number) - (centres[b] as number);
    const product = first * second;
    if (Number.isNaN(product)) continue;
    sum += (scales[r] as number) * product;
    used += 1;
  }
  return used === 0 ? Number.NaN : sum;
}
