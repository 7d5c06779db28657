/** What unequal weights cost, whatever is measured. */
export interface Kish {
  /** Rows with a weight above 0. */
  n: number;
  sum: number;
  sumOfSquares: number;
  /** (sum w)^2 / sum w^2; 0 without rows. */
  effectiveN: number;
  /** n / effectiveN; 1 without rows. */
  deff: number;
}

/**
 * Kish's effective sample size and design effect of weighting. Rows of weight 0 are left out. Clustering is not in it.
 * Source: Kish, Survey Sampling (1965), section 11.7.
 *
 * @param weights of 0 or more
 * @returns effectiveN between 0 and n, deff of 1 or more
 * @throws where a weight is not finite
 * @example 50 weights of 0.5, 100 of 1 and 50 of 2: effectiveN 162.0, deff 1.2346
 */
export function kish(weights: Float64Array): Kish {
  let n = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (const weight of weights) {
    if (!Number.isFinite(weight)) throw new Error('kish requires finite weights');
    if (weight === 0) continue;
    n += 1;
    sum += weight;
    sumOfSquares += weight * weight;
  }
  const effectiveN = effectiveSize(sum, sumOfSquares);
  return { n, sum, sumOfSquares, effectiveN, deff: n === 0 ? 1 : n / effectiveN };
}

/**
 * Kish's effective sample size from sums: (sum w)^2 / sum w^2.
 * Source: Kish, Survey Sampling (1965), section 11.7.
 *
 * @param sum sum of the weights
 * @param sumOfSquares sum of their squares
 * @returns between 0 and the number of weights; 0 where there is no weight
 * @example effectiveSize(3, 5) // weights 1 and 2: 1.8
 */
export function effectiveSize(sum: number, sumOfSquares: number): number {
  return sumOfSquares === 0 ? 0 : (sum * sum) / sumOfSquares;
}
