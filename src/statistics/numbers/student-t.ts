import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/**
 * Half-width of a two-sided confidence interval in standard errors: the t quantile at (1 + confidence) / 2.
 * Source: R `qt`.
 *
 * @param confidence above 0, below 1
 * @param df degrees of freedom, 1 or more
 * @returns above 0
 * @throws where the confidence is not between 0 and 1, or df is below 1 or not finite
 * @example intervalFactor(0.95, 197) // 1.97208
 */
export function intervalFactor(confidence: number, df: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new Error('intervalFactor requires a confidence between 0 and 1');
  if (!(df >= 1) || !Number.isFinite(df)) throw new Error('intervalFactor requires 1 degree of freedom or more');
  return quantile((1 + confidence) / 2, df);
}

/**
 * Two-sided p value of a t statistic.
 * Source: R `2 * pt(-abs(t), df)`.
 *
 * @param t finite
 * @param df degrees of freedom, 1 or more
 * @returns between 0 and 1
 * @throws where df is below 1 or not finite
 * @example twoSidedP(-2.303607, 197) // 0.022288
 */
export function twoSidedP(t: number, df: number): number {
  if (!(df >= 1) || !Number.isFinite(df)) throw new Error('twoSidedP requires 1 degree of freedom or more');
  return 2 * cdf(-Math.abs(t), df);
}
