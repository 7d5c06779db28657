import type { ItemCovariance } from './item-covariance.js';
import { symmetricInverse } from '../numbers/symmetric-inverse.js';

/** A regression with a constant. k = predictors + 1. */
export interface Regression {
  /** Intercept first, then a slope each predictor, in units of the outcome per unit of the predictor. */
  coefficients: Float64Array;
  /** k x k by row: textbook covariance, residual variance x (X'WX)^-1. */
  covariance: Float64Array;
  /** Inverse of the predictors' covariance matrix, k-1 x k-1 by row. */
  inverse: Float64Array;
  /** Share of the outcome's variance that is fitted, 0-1. */
  rSquared: number;
  /** sum w e^2 / (n - k); 0 where nothing is left over. */
  residualVariance: number;
  n: number;
  /** n - k. */
  df: number;
}

/**
 * Weighted least squares from covariances: no row is looked at again. Weights are taken as precisions for the textbook errors, as R `lm`
 * takes them; for weights of a survey take the errors of `designRegression`.
 * Source: R `lm(weights = )`; Draper and Smith, Applied Regression Analysis (1998), chapters 5 and 9.
 *
 * @param items outcome first, then the predictors, one or more; covariances with divisor `weights`, of complete rows
 * @returns coefficients and their textbook covariance
 * @throws where there is no predictor, rows are not more than coefficients, the outcome is constant, or a predictor is a linear combination
 * of the others
 * @example y 1, 2, 2 on x 0, 1, 2: coefficients [1.166667, 0.5], rSquared 0.75
 */
export function leastSquares(items: ItemCovariance): Regression {
  const p = items.items - 1;
  const { n, sumOfWeights, mean } = items;
  if (p < 1) throw new Error('leastSquares requires an outcome and a predictor');
  if (n <= p + 1) throw new Error('leastSquares requires more rows than coefficients');
  if (!((items.sd[0] as number) > 0)) throw new Error('leastSquares requires an outcome that varies');
  const entry = (j: number, k: number): number => items.covariance[j * (p + 1) + k] as number;
  const inverse = symmetricInverse(
    Float64Array.from({ length: p * p }, (_, at) => entry(1 + Math.floor(at / p), 1 + (at % p))),
  );
  if (!inverse) throw new Error('leastSquares requires predictors of which none is a linear combination of the others');
  const slopes = timesVector(
    inverse,
    Float64Array.from({ length: p }, (_, j) => entry(1 + j, 0)),
  );
  const fitted = slopes.reduce((sum, slope, j) => sum + slope * entry(1 + j, 0), 0);
  const residualVariance = (sumOfWeights * Math.max(entry(0, 0) - fitted, 0)) / (n - p - 1);
  const intercept = slopes.reduce((left, slope, j) => left - slope * (mean[1 + j] as number), mean[0] as number);
  return {
    coefficients: Float64Array.of(intercept, ...slopes),
    covariance: textbookCovariance(inverse, mean.subarray(1), residualVariance / sumOfWeights),
    inverse,
    rSquared: Math.min(fitted / entry(0, 0), 1),
    residualVariance,
    n,
    df: n - p - 1,
  };
}

/** (X'WX)^-1 with its constant, from the inverse of the centred part. */
function textbookCovariance(inverse: Float64Array, mean: Float64Array, factor: number): Float64Array {
  const p = mean.length;
  const k = p + 1;
  const shift = timesVector(inverse, mean);
  const covariance = new Float64Array(k * k);
  covariance[0] = factor * shift.reduce((sum, each, j) => sum + each * (mean[j] as number), 1);
  for (let j = 0; j < p; j++) {
    covariance[1 + j] = -factor * (shift[j] as number);
    covariance[(1 + j) * k] = -factor * (shift[j] as number);
    for (let l = 0; l < p; l++) covariance[(1 + j) * k + 1 + l] = factor * (inverse[j * p + l] as number);
  }
  return covariance;
}

/**
 * A square matrix times a vector.
 *
 * @param matrix p x p by row
 * @param vector p
 * @returns p
 * @example timesVector(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 1)) // [3, 7]
 */
export function timesVector(matrix: Float64Array, vector: Float64Array): Float64Array {
  const p = vector.length;
  return vector.map((_, j) => vector.reduce((sum, each, l) => sum + (matrix[j * p + l] as number) * each, 0));
}
