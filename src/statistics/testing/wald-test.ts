import { fUpperTail } from '../numbers/f-distribution.js';
import { factorPivoted, solveFactored } from '../numbers/semidefinite-solve.js';

/** A statistic that follows F with these degrees of freedom where the hypothesis holds. */
export interface FTest {
  statistic: number;
  ndf: number;
  ddf: number;
  /** Upper tail, between 0 and 1. */
  p: number;
}

/**
 * Wald test that k estimates are all 0: F = b' V^-1 b / k on k and ddf degrees of freedom.
 * Source: Korn and Graubard (1999), section 2.4; R survey `regTermTest`.
 *
 * @param estimates k estimates
 * @param covariance k x k by row
 * @param ddf degrees of freedom below, for the design
 * @returns the test; `undefined` where the covariance is singular, an estimate is NaN, or ddf is not above 0
 * @throws where the covariance does not fit the estimates
 * @example waldTest(Float64Array.of(2), Float64Array.of(1), 10) // statistic 4, ndf 1, ddf 10, p 0.0734
 */
export function waldTest(estimates: Float64Array, covariance: Float64Array, ddf: number): FTest | undefined {
  const ndf = estimates.length;
  if (ndf === 0 || covariance.length !== ndf * ndf) throw new Error('waldTest requires a covariance of k x k');
  if (!(ddf > 0) || estimates.some(Number.isNaN) || covariance.some(Number.isNaN)) return undefined;
  const factor = factorPivoted(covariance, ndf);
  if (factor.kept.length < ndf) return undefined;
  const solved = solveFactored(factor, estimates);
  const statistic = solved.reduce((sum, each, a) => sum + each * (estimates[a] as number), 0) / ndf;
  return { statistic, ndf, ddf, p: fUpperTail(statistic, ndf, ddf) };
}

/**
 * Wald test that k estimates (of domains, say) are equal: their differences from the first, on k - 1 and df - (k - 1) degrees of freedom.
 * On means of `rankScores` it is the design-based Kruskal-Wallis test (Wilcoxon's of two domains).
 * Source: Korn and Graubard (1999), section 3.3; R survey, `regTermTest(svyglm(y ~ factor(group)), ~factor(group))`.
 *
 * @param estimates k estimates, 2 or more
 * @param covariance k x k by row; not zero off the diagonal where domains share PSUs
 * @param df degrees of freedom of the design: PSUs less strata among those with rows in the test
 * @returns the test, the same whichever estimate comes first; `undefined` as with `waldTest`
 * @throws where there are fewer than 2 estimates or the covariance does not fit
 * @example equalityTest(Float64Array.of(1, 3), Float64Array.of(1, 0, 0, 1), 11) // statistic 2, ndf 1, ddf 10
 */
export function equalityTest(estimates: Float64Array, covariance: Float64Array, df: number): FTest | undefined {
  const k = estimates.length;
  if (k < 2 || covariance.length !== k * k)
    throw new Error('equalityTest requires 2 estimates or more, and k x k covariances');
  const entry = (a: number, b: number): number => covariance[a * k + b] as number;
  const differences = estimates.slice(1).map((each) => each - (estimates[0] as number));
  const spread = new Float64Array((k - 1) ** 2);
  for (let a = 1; a < k; a++) {
    for (let b = 1; b < k; b++)
      spread[(a - 1) * (k - 1) + b - 1] = entry(a, b) - entry(a, 0) - entry(0, b) + entry(0, 0);
  }
  return waldTest(differences, spread, df - (k - 1));
}
