import { dot } from '../numbers/dot.js';
import { symmetricInverse } from '../numbers/symmetric-inverse.js';

/** Areas with a direct estimate each. */
export interface Areas {
  /** Direct estimates by area. */
  direct: Float64Array;
  /** Their sampling variances by area, known and above 0. */
  variance: Float64Array;
  /** Areas x p by row; a constant is a column of 1. */
  covariates: Float64Array;
}

/** The regression of the direct estimates with weights 1/(A + D). */
export interface AreaRegression {
  coefficients: Float64Array;
  /** p x p by row: (X'V^-1 X)^-1, the covariance of the coefficients. */
  covariance: Float64Array;
  /** y - x'b by area. */
  residual: Float64Array;
  /** 1/(A + D) by area. */
  weight: Float64Array;
}

/**
 * Generalised least squares over areas, given the variance A between them.
 * Source: Fay and Herriot (1979); Rao and Molina, Small Area Estimation (2015), section 6.1.
 *
 * @param areas as `fayHerriot` takes them
 * @param between A, above -min(D)
 * @returns coefficients in units of the direct estimates per unit of their covariate
 * @throws where a covariate is a linear combination of the others
 * @example direct 1 and 3, variances 1, a constant: areaRegression(areas, 0).coefficients // [2]
 */
export function areaRegression(areas: Areas, between: number): AreaRegression {
  const { direct, variance, covariates } = areas;
  const p = covariates.length / direct.length;
  const weight = variance.map((each) => 1 / (between + each));
  const covariance = symmetricInverse(weightedGram(areas, weight));
  if (!covariance)
    throw new Error('areaRegression requires covariates of which none is a linear combination of the others');
  const right = new Float64Array(p);
  direct.forEach((y, d) => {
    for (let a = 0; a < p; a++)
      right[a] = (right[a] as number) + (weight[d] as number) * (covariates[d * p + a] as number) * y;
  });
  const coefficients = Float64Array.from({ length: p }, (_, a) => dot(covariance.subarray(a * p, a * p + p), right));
  const residual = direct.map((y, d) => y - dot(covariates.subarray(d * p, d * p + p), coefficients));
  return { coefficients, covariance, residual, weight };
}

/**
 * X'WX.
 *
 * @param weight by area
 * @returns p x p by row
 * @example two areas with a constant, weights 1 and 2: [3]
 */
export function weightedGram({ direct, covariates }: Areas, weight: Float64Array): Float64Array {
  const p = covariates.length / direct.length;
  const gram = new Float64Array(p * p);
  weight.forEach((w, d) => {
    for (let a = 0; a < p; a++) {
      const scaled = w * (covariates[d * p + a] as number);
      for (let b = 0; b < p; b++)
        gram[a * p + b] = (gram[a * p + b] as number) + scaled * (covariates[d * p + b] as number);
    }
  });
  return gram;
}

/**
 * x'Qx: the variance that the coefficients bring into a fitted value.
 *
 * @param x covariates of one area, p
 * @param covariance p x p by row
 * @returns 0 or more, in squared units of the direct estimates
 * @throws where the covariance is not p x p
 * @example quadraticForm(Float64Array.of(1, 2), Float64Array.of(1, 0, 0, 1)) // 5
 */
export function quadraticForm(x: Float64Array, covariance: Float64Array): number {
  const p = x.length;
  if (covariance.length !== p * p) throw new Error('quadraticForm requires a covariance of every two covariates');
  return x.reduce((sum, each, a) => sum + each * dot(covariance.subarray(a * p, a * p + p), x), 0);
}
