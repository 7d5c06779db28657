import { areaRegression, weightedGram } from './area-regression.js';
import type { AreaRegression, Areas } from './area-regression.js';

/** How the variance between areas is estimated. */
export type BetweenMethod = 'REML' | 'ML' | 'FH';

/** Where the search for the variance between areas ended. */
export interface BetweenVariance {
  /** A, 0 or more. */
  variance: number;
  /** Steps of Fisher scoring; those of the search below 0 or off the slope included. */
  iterations: number;
}

/** When to stop. */
export interface Precision {
  /** Relative change of A at which scoring ends. */
  relative: number;
  iterations: number;
}

/**
 * The variance A between areas, where the method's equation is 0: the score of the restricted likelihood (REML) or of the likelihood (ML),
 * or sum (y - x'b)^2/(A + D) = m - p (FH). Fisher scoring from the median sampling variance; a root below 0 becomes 0. Where scoring leaves
 * the variances that can be (A > -min D) or does not settle, the root above 0 is enclosed and found between its bounds, and is 0 where the
 * equation is below 0 at 0 already.
 * Source: Rao and Molina (2015), section 6.1.2; R sae `eblupFH`.
 *
 * @param areas more of them than coefficients
 * @param method one of three
 * @param precision relative change of A at which scoring ends, and the largest number of its steps
 * @returns A in squared units of the direct estimates
 * @throws where a covariate is a linear combination of the others
 * @example direct 1, 3, 5 with variances 1 and a constant: betweenVariance(areas, 'REML', precision).variance // 3
 */
export function betweenVariance(areas: Areas, method: BetweenMethod, precision: Precision): BetweenVariance {
  const floor = -areas.variance.reduce((least, each) => Math.min(least, each), Infinity);
  let variance = median(areas.variance);
  for (let iterations = 1; iterations <= precision.iterations; iterations++) {
    const next = variance + stepOf(areas, method, variance);
    if (!(next > floor)) return enclosed(areas, method, { ...precision, iterations });
    const change = Math.abs((next - variance) / variance);
    variance = next;
    if (change <= precision.relative) return { variance: Math.max(variance, 0), iterations };
  }
  return enclosed(areas, method, precision);
}

/** The root between bounds that close in on it: scoring where it stays between them, halving where it does not. */
function enclosed(areas: Areas, method: BetweenMethod, { relative, iterations }: Precision): BetweenVariance {
  if (stepOf(areas, method, 0) <= 0) return { variance: 0, iterations };
  let [low, high] = [0, median(areas.variance)];
  while (stepOf(areas, method, high) > 0) [low, high] = [high, 2 * high];
  let steps = iterations;
  while (high - low > relative * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (stepOf(areas, method, middle) > 0) low = middle;
    else high = middle;
    steps += 1;
  }
  return { variance: (low + high) / 2, iterations: steps };
}

/** Score over information: how far Fisher scoring goes from here; its sign is that of the equation. */
function stepOf(areas: Areas, method: BetweenMethod, variance: number): number {
  const regression = areaRegression(areas, variance);
  const { residual, weight, coefficients } = regression;
  const squares = residual.map((each, d) => (each * (weight[d] as number)) ** 2);
  if (method === 'FH') {
    const spread = squares.reduce((sum, each, d) => sum + each / (weight[d] as number), 0);
    return (spread - (residual.length - coefficients.length)) / sumOfPowers(weight, 1);
  }
  const score = squares.reduce((sum, each) => sum + each, 0);
  if (method === 'ML') return (score - sumOfPowers(weight, 1)) / sumOfPowers(weight, 2);
  const { trace, traceOfSquare } = projection(areas, regression);
  return (score - trace) / traceOfSquare;
}

/** tr P and tr PP of P = V^-1 - V^-1 X Q X'V^-1, from p x p matrices only. */
function projection(areas: Areas, { weight, covariance }: AreaRegression): { trace: number; traceOfSquare: number } {
  const p = Math.sqrt(covariance.length);
  const squared = product(
    covariance,
    weightedGram(
      areas,
      weight.map((each) => each ** 2),
    ),
    p,
  );
  const cubed = product(
    covariance,
    weightedGram(
      areas,
      weight.map((each) => each ** 3),
    ),
    p,
  );
  return {
    trace: sumOfPowers(weight, 1) - traceOf(squared, p),
    traceOfSquare: sumOfPowers(weight, 2) - 2 * traceOf(cubed, p) + traceOf(product(squared, squared, p), p),
  };
}

/**
 * Sum of powers of the entries.
 *
 * @param power 1, 2, 3, ...
 * @example sumOfPowers(Float64Array.of(1, 2), 2) // 5
 */
export function sumOfPowers(values: Float64Array, power: number): number {
  return values.reduce((sum, each) => sum + each ** power, 0);
}

/**
 * Product of two p x p matrices by row.
 *
 * @throws where one is not p x p
 * @example product(Float64Array.of(2), Float64Array.of(3), 1) // [6]
 */
export function product(left: Float64Array, right: Float64Array, p: number): Float64Array {
  if (left.length !== p * p || right.length !== p * p) throw new Error('product requires two matrices of p x p');
  return Float64Array.from({ length: p * p }, (_, at) => {
    let sum = 0;
    for (let c = 0; c < p; c++)
      sum += (left[Math.floor(at / p) * p + c] as number) * (right[c * p + (at % p)] as number);
    return sum;
  });
}

/**
 * Sum of the diagonal of a p x p matrix by row.
 *
 * @throws where it is not p x p
 * @example traceOf(Float64Array.of(1, 9, 9, 2), 2) // 3
 */
export function traceOf(matrix: Float64Array, p: number): number {
  if (matrix.length !== p * p) throw new Error('traceOf requires a matrix of p x p');
  let sum = 0;
  for (let a = 0; a < p; a++) sum += matrix[a * p + a] as number;
  return sum;
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
}
