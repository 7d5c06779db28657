import cdf from '@stdlib/stats-base-dists-f-cdf';

/**
 * Upper tail of the F distribution, by the lower tail of the reciprocal, so that small p values keep their digits.
 * Source: R `pf(x, df1, df2, lower.tail = FALSE)`.
 *
 * @param statistic a number; below 0 the tail is 1
 * @param numerator degrees of freedom, above 0, fractions too
 * @param denominator likewise
 * @returns between 0 and 1
 * @throws where the statistic is not finite or degrees of freedom are not above 0
 * @example fUpperTail(3.59797299752795, 2, 195) // 0.0292120031
 */
export function fUpperTail(statistic: number, numerator: number, denominator: number): number {
  if (!Number.isFinite(statistic) || !(numerator > 0) || !(denominator > 0)) {
    throw new Error('fUpperTail requires a finite statistic and degrees of freedom above 0');
  }
  return statistic <= 0 ? 1 : cdf(1 / statistic, denominator, numerator);
}
