import { areaRegression, quadraticForm, weightedGram } from './area-regression.js';
import { dot } from '../numbers/dot.js';
import type { AreaRegression, Areas } from './area-regression.js';
import { betweenVariance, product, sumOfPowers, traceOf } from './between-variance.js';
import type { BetweenMethod } from './between-variance.js';
import { twoSidedNormalP } from '../numbers/normal.js';

/** How to fit; REML, 1e-12 and 2000 unless told otherwise. */
export interface FayHerriotOptions {
  method?: BetweenMethod;
  /** Relative change of the variance between areas at which scoring ends. */
  precision?: number;
  maxIterations?: number;
}

/** One coefficient of the regression on the covariates. */
export interface AreaCoefficient {
  estimate: number;
  se: number;
  /** estimate / se. */
  t: number;
  /** Two-sided, from the normal distribution. */
  p: number;
}

/** One area's estimate. */
export interface AreaEstimate {
  /** x'b + gamma (y - x'b). */
  estimate: number;
  /** Weight of the direct estimate, A/(A + D), 0 to below 1. */
  gamma: number;
  /** Mean squared error, second order: g1 + g2 + 2 g3 - bias of A x (1 - gamma)^2. */
  mse: number;
  /** gamma D: the error were b and A known. */
  g1: number;
  /** What the estimation of b adds. */
  g2: number;
  /** What the estimation of A adds, once. */
  g3: number;
}

/** A fitted model; `syntheticEstimate` carries it to areas without a direct estimate. */
export interface FayHerriotFit {
  method: BetweenMethod;
  /** A: 0 is an answer, and means that all estimates are on the regression line and should be shown with a warning. */
  variance: number;
  iterations: number;
  coefficients: AreaCoefficient[];
  /** p x p by row. */
  coefficientCovariance: Float64Array;
  /** Of the unrestricted likelihood, whatever the method. */
  logLikelihood: number;
  /** With p + 1 parameters, as `bic`. */
  aic: number;
  bic: number;
  areas: AreaEstimate[];
}

/**
 * Small-area estimates by the Fay-Herriot model: y_d = x_d'b + v_d + e_d, var v_d = A, var e_d = D_d known; a compromise between each area's
 * direct estimate and the regression of them all. Areas whose sampling variance is unknown or 0 (nobody asked, one PSU, all answers the
 * same) are not taken, for they would get the direct estimate as it is: leave them out and take `syntheticEstimate`, or smooth their
 * variance first.
 * Source: Fay and Herriot (1979); Prasad and Rao (1990), Datta and Lahiri (2000), Datta, Rao and Smith (2005) for the errors; R sae `mseFH`.
 *
 * @param areas direct estimates, sampling variances above 0, covariates (areas x p by row, a constant is a column of 1)
 * @returns estimates in units of the direct ones, in the order of the areas
 * @throws where a variance, number or option is not usable, areas are not more than covariates, or covariates depend on one another
 * @example direct 1, 3, 5, variances 1, a constant: fayHerriot(areas) has variance 3 and estimates 1.5, 3, 4.5
 */
export function fayHerriot(areas: Areas, options: FayHerriotOptions = {}): FayHerriotFit {
  refuse(areas);
  const { method = 'REML', precision = 1e-12, maxIterations = 2000 } = options;
  if (!(precision >= 0 && Number.isInteger(maxIterations)))
    throw new Error('fayHerriot requires a precision of 0 or more and a whole number of iterations');
  const { variance, iterations } = betweenVariance(areas, method, { relative: precision, iterations: maxIterations });
  const regression = areaRegression(areas, variance);
  const { coefficients, covariance } = regression;
  const parameters = coefficients.length + 1;
  const logLikelihood = logLikelihoodOf(regression);
  return {
    method,
    variance,
    iterations,
    coefficients: Array.from(coefficients, (estimate, a) => {
      const se = Math.sqrt(covariance[a * coefficients.length + a] as number);
      return { estimate, se, t: estimate / se, p: twoSidedNormalP(estimate / se) };
    }),
    coefficientCovariance: covariance,
    logLikelihood,
    aic: 2 * parameters - 2 * logLikelihood,
    bic: parameters * Math.log(areas.direct.length) - 2 * logLikelihood,
    areas: estimatesOf(areas, regression, { method, variance }),
  };
}

/**
 * Estimate for an area without a direct one (or without a usable sampling variance): the regression alone.
 * Source: Rao and Molina (2015), section 6.1.1.
 *
 * @param fit of the other areas
 * @param covariates of the area, p, the constant included
 * @returns x'b, and its mean squared error A + x'Qx
 * @throws where the number of covariates is another one
 * @example the fit of direct 1, 3, 5, variances 1: syntheticEstimate(fit, Float64Array.of(1)) // { estimate: 3, mse: 4.333333 }
 */
export function syntheticEstimate(fit: FayHerriotFit, covariates: Float64Array): { estimate: number; mse: number } {
  if (covariates.length !== fit.coefficients.length || !covariates.every(Number.isFinite)) {
    throw new Error('syntheticEstimate requires a number for every covariate of the fit');
  }
  const coefficients = Float64Array.from(fit.coefficients, ({ estimate }) => estimate);
  return {
    estimate: dot(covariates, coefficients),
    mse: fit.variance + quadraticForm(covariates, fit.coefficientCovariance),
  };
}

function refuse({ direct, variance, covariates }: Areas): void {
  const p = covariates.length / direct.length;
  if (variance.length !== direct.length) throw new Error('fayHerriot requires a sampling variance for every area');
  if (!Number.isInteger(p) || p < 1) throw new Error('fayHerriot requires one covariate or more for every area');
  if (direct.length <= p) throw new Error('fayHerriot requires more areas than covariates');
  const area = variance.findIndex((each) => !(each > 0) || !Number.isFinite(each));
  if (area >= 0) throw new Error(`fayHerriot requires a known sampling variance above 0, not that of area ${area}`);
  if (!direct.every(Number.isFinite) || !covariates.every(Number.isFinite)) {
    throw new Error('fayHerriot requires direct estimates and covariates that are numbers');
  }
}

function estimatesOf(
  { direct, variance, covariates }: Areas,
  regression: AreaRegression,
  fit: { method: BetweenMethod; variance: number },
): AreaEstimate[] {
  const { residual, covariance, coefficients, weight } = regression;
  const p = coefficients.length;
  const { spread, bias } = errorOfBetween({ direct, variance, covariates }, regression, fit.method);
  return Array.from(direct, (y, d) => {
    const precision = weight[d] as number;
    const pull = (variance[d] as number) * precision;
    const gamma = fit.variance * precision;
    const g1 = gamma * (variance[d] as number);
    const g2 = pull ** 2 * quadraticForm(covariates.subarray(d * p, d * p + p), covariance);
    const g3 = pull ** 2 * precision * spread;
    const mse = g1 + g2 + 2 * g3 - bias * pull ** 2;
    return { estimate: y - pull * (residual[d] as number), gamma, mse, g1, g2, g3 };
  });
}

/** Asymptotic variance of the estimate of A, and its bias, which ML and FH have and REML has not. */
function errorOfBetween(
  areas: Areas,
  regression: AreaRegression,
  method: BetweenMethod,
): { spread: number; bias: number } {
  const { weight, covariance, coefficients } = regression;
  const [m, p] = [weight.length, coefficients.length];
  const [first, second] = [sumOfPowers(weight, 1), sumOfPowers(weight, 2)];
  if (method === 'REML') return { spread: 2 / second, bias: 0 };
  if (method === 'FH') return { spread: (2 * m) / first ** 2, bias: (2 * (m * second - first ** 2)) / first ** 3 };
  const squared = product(
    covariance,
    weightedGram(
      areas,
      weight.map((each) => each ** 2),
    ),
    p,
  );
  return { spread: 2 / second, bias: -traceOf(squared, p) / second };
}

function logLikelihoodOf({ residual, weight }: AreaRegression): number {
  return residual.reduce(
    (sum, each, d) => sum - (Math.log((2 * Math.PI) / (weight[d] as number)) + each ** 2 * (weight[d] as number)) / 2,
    0,
  );
}
