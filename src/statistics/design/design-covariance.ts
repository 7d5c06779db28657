import { psusByStratum } from './design.js';
import type { Design } from './design.js';

/** What to do with a stratum that holds one PSU, whose spread cannot be seen. */
export type Lonely = 'refuse' | 'remove' | 'adjust' | 'average';

/**
 * Covariance matrix of k estimates from their linearised PSU totals, between PSUs within strata:
 * sum over strata h of (1 - f_h) n_h/(n_h - 1) sum over PSUs j of (t_hj - mean_h)(t_hj - mean_h)',
 * n_h counting all PSUs of the stratum, with members or without.
 * A stratum taken whole (f = 1) adds 0. Another of one PSU: `refuse` throws; `remove` adds 0; `adjust` adds (1 - f)(t - m)(t - m)' about the mean m of all
 * PSUs; `average` adds 0 and multiplies the sum by strata / strata with more than one PSU: where there is none of these, nothing is known
 * of the spread, and every entry is NaN.
 * Source: Wolter, Introduction to Variance Estimation (2007), section 2; R survey `svyrecvar`.
 *
 * @param totals PSUs x k by row: sum over the PSU's rows of weight x linearised value; domain totals of PSUs without members are 0
 * @returns k x k by row, in squared units of the estimates
 * @throws where totals do not fit the design, a stratum's sampling fraction is missing or above 1, or a lonely PSU is refused
 * @example one stratum, totals 1, 2, 6: designCovariance(design, Float64Array.of(1, 2, 6)) // [21]
 */
export function designCovariance(design: Design, totals: Float64Array, lonely: Lonely = 'refuse'): Float64Array {
  const psus = design.stratum.length;
  const k = psus === 0 ? 0 : totals.length / psus;
  if (!Number.isInteger(k)) throw new Error('designCovariance requires totals of k columns for every PSU');
  const counts = psusByStratum(design);
  checkFractions(design, counts);
  if (lonely === 'refuse' && counts.some((count, h) => count === 1 && !isWhole(design, h))) {
    throw new Error('designCovariance requires two PSUs in every stratum');
  }
  const factors = stratumFactors(design, counts, lonely);
  if (factors.length > 0 && factors.every(Number.isNaN)) return new Float64Array(k * k).fill(Number.NaN);
  const centres = centresOf(design, totals, counts, k);
  const covariance = new Float64Array(k * k);
  const deviation = new Float64Array(k);
  for (let p = 0; p < psus; p++) {
    const h = design.stratum[p] as number;
    const factor = factors[h] as number;
    if (factor === 0) continue;
    for (let a = 0; a < k; a++) deviation[a] = (totals[p * k + a] as number) - (centres[h * k + a] as number);
    addOuterProduct(covariance, deviation, factor);
  }
  return mirrored(covariance, k);
}

function stratumFactors(design: Design, counts: Int32Array, lonely: Lonely): Float64Array {
  const working = counts.filter((count, h) => count > 1 || (count === 1 && isWhole(design, h))).length;
  const strata = counts.filter((count) => count > 0).length;
  if (lonely === 'average' && working === 0 && strata > 0) return new Float64Array(design.strata).fill(Number.NaN);
  const blowUp = lonely === 'average' && strata > 0 ? strata / working : 1;
  return Float64Array.from(counts, (count, h) => {
    const unseen = 1 - (design.fraction?.[h] ?? 0);
    if (count > 1) return (blowUp * unseen * count) / (count - 1);
    return count === 1 && lonely === 'adjust' ? unseen : 0;
  });
}

function checkFractions({ fraction }: Design, counts: Int32Array): void {
  if (!fraction) return;
  const known = counts.every((count, h) => count === 0 || (fraction[h] ?? Number.NaN) <= 1);
  if (!known) throw new Error('designCovariance requires a sampling fraction of at most 1 of every stratum');
}

/** A stratum of which every PSU was taken has no error, however few they are. */
function isWhole(design: Design, stratum: number): boolean {
  return (design.fraction?.[stratum] ?? 0) > 1 - 1e-7;
}

/** Mean PSU total by stratum; of all PSUs for a stratum with one. */
function centresOf(design: Design, totals: Float64Array, counts: Int32Array, k: number): Float64Array {
  const psus = design.stratum.length;
  const sums = new Float64Array(design.strata * k);
  const grand = new Float64Array(k);
  for (let p = 0; p < psus; p++) {
    const h = design.stratum[p] as number;
    for (let a = 0; a < k; a++) {
      const total = totals[p * k + a] as number;
      sums[h * k + a] = (sums[h * k + a] as number) + total;
      grand[a] = (grand[a] as number) + total;
    }
  }
  return sums.map((sum, at) => {
    const count = counts[Math.floor(at / k)] as number;
    return count === 1 ? (grand[at % k] as number) / psus : count === 0 ? 0 : sum / count;
  });
}

function addOuterProduct(matrix: Float64Array, vector: Float64Array, factor: number): void {
  const k = vector.length;
  for (let a = 0; a < k; a++) {
    const scaled = factor * (vector[a] as number);
    for (let b = a; b < k; b++) matrix[a * k + b] = (matrix[a * k + b] as number) + scaled * (vector[b] as number);
  }
}

function mirrored(matrix: Float64Array, k: number): Float64Array {
  for (let a = 1; a < k; a++) for (let b = 0; b < a; b++) matrix[a * k + b] = matrix[b * k + a] as number;
  return matrix;
}
