import { intervalFactor, twoSidedP } from '../numbers/student-t.js';

/** Difference of two estimates. */
export interface Difference {
  /** Second less first. */
  estimate: number;
  se: number;
  t: number;
  df: number;
  /** Two-sided. */
  p: number;
  low: number;
  high: number;
}

/**
 * t test and interval of the difference of two estimates, with their covariance. The design-based t test of two domain means takes the
 * degrees of freedom of the design less 1 (the group is a regressor); a contrast of two estimates takes those of the design.
 * Source: Korn and Graubard (1999), section 3.2; R survey `svyttest` (degf - 1), `svycontrast`.
 *
 * @param estimates first and second
 * @param covariance 2 x 2 by row
 * @param df degrees of freedom
 * @param confidence of the interval, above 0, below 1
 * @returns the difference in units of the estimates; `undefined` where it has no error (NaN or 0) or df is below 1
 * @throws where there are not two estimates
 * @example differenceTest(Float64Array.of(1, 4), Float64Array.of(1, 0, 0, 1.25), 10) // estimate 3, se 1.5, t 2, p 0.0734
 */
export function differenceTest(
  estimates: Float64Array,
  covariance: Float64Array,
  df: number,
  confidence = 0.95,
): Difference | undefined {
  if (estimates.length !== 2 || covariance.length !== 4) throw new Error('differenceTest requires two estimates');
  const [first = 0, second = 0] = estimates;
  const [a = 0, b = 0, c = 0, d = 0] = covariance;
  const estimate = second - first;
  const se = Math.sqrt(a + d - b - c);
  if (!(se > 0) || Number.isNaN(estimate) || !(df >= 1)) return undefined;
  const half = intervalFactor(confidence, df) * se;
  const t = estimate / se;
  return { estimate, se, t, df, p: twoSidedP(t, df), low: estimate - half, high: estimate + half };
}
