import { degreesOfFreedom } from '../design/design.js';
import { covarianceOf } from './item-covariance.js';
import { leastSquares, timesVector } from './least-squares.js';
import type { Regression } from './least-squares.js';
import { momentsOf } from './moments-pass.js';
import { linearisedTotals } from '../design/sample.js';
import type { Domains, Sample } from '../design/sample.js';

/** A regression with what its design-based errors are made from. */
export interface DesignRegression {
  regression: Regression;
  /** PSUs x k by row: linearised totals; `designCovariance(design, totals)` is the sandwich covariance of the coefficients. */
  totals: Float64Array;
  /** Degrees of freedom of t tests of a coefficient: those of the design + 1 - k. */
  df: number;
}

/**
 * Weighted least squares with design-based errors (the sandwich): row i has the influence (X'WX)^-1 x_i e_i, whose PSU totals have the
 * covariance of the coefficients; calibration residual included. Rows with a missing value are left out, and stay in the design with 0.
 * Source: Binder (1983); Fuller (1975); R survey `svyglm` (gaussian).
 *
 * @param outcome by row, NaN = no value
 * @param predictors one or more, by row, NaN = no value
 * @returns k = predictors + 1 coefficients, intercept first
 * @throws as `leastSquares`
 * @example with one PSU a row and equal weights the totals give the errors of White (1980) times sqrt(n/(n-1))
 */
export function designRegression(
  sample: Sample,
  outcome: Float64Array,
  predictors: readonly Float64Array[],
): DesignRegression {
  const columns = [outcome, ...predictors];
  const items = covarianceOf(momentsOf(columns, { weight: sample.weight }));
  const regression = leastSquares(items);
  const influences = influencesOf(columns, regression, items);
  const k = influences.length;
  const totals = new Float64Array(sample.design.stratum.length * k);
  const everybody: Domains = { code: new Int32Array(outcome.length), count: 1 };
  const asItIs = { slope: Float64Array.of(1, 1), intercept: new Float64Array(2) };
  influences.forEach((influence, a) => {
    const found = linearisedTotals(sample, influence, everybody, asItIs).totals;
    for (let psu = 0; psu * k < totals.length; psu++) totals[psu * k + a] = found[psu * 2] as number;
  });
  return { regression, totals, df: degreesOfFreedom(sample.design) + 1 - k };
}

/** Influence of each row on each coefficient, before its weight; NaN for rows without all values. */
function influencesOf(
  columns: readonly Float64Array[],
  { coefficients, inverse }: Regression,
  { mean, sumOfWeights }: { mean: Float64Array; sumOfWeights: number },
): Float64Array[] {
  const rows = columns[0]?.length ?? 0;
  const influences = Array.from(coefficients, () => new Float64Array(rows).fill(Number.NaN));
  const means = mean.subarray(1);
  for (let row = 0; row < rows; row++) {
    const deviations = Float64Array.from(means, (each, j) => (columns[1 + j]?.[row] as number) - each);
    const fitted = deviations.reduce((sum, each, j) => sum + each * (coefficients[1 + j] as number), mean[0] as number);
    const residual = ((columns[0]?.[row] as number) - fitted) / sumOfWeights;
    if (Number.isNaN(residual)) continue;
    const slopes = timesVector(inverse, deviations).map((each) => each * residual);
    slopes.forEach((each, j) => ((influences[1 + j] as Float64Array)[row] = each));
    (influences[0] as Float64Array)[row] = slopes.reduce(
      (left, each, j) => left - each * (means[j] as number),
      residual,
    );
  }
  return influences;
}
