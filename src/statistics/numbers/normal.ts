import cdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * Two-sided p value of a statistic that is normal with mean 0 and variance 1 where there is no effect.
 * Source: R `2 * pnorm(-abs(z))`.
 *
 * @param z finite or infinite
 * @returns between 0 and 1
 * @throws where z is not a number
 * @example twoSidedNormalP(-1.959964) // 0.05
 */
export function twoSidedNormalP(z: number): number {
  if (Number.isNaN(z)) throw new Error('twoSidedNormalP requires a number');
  return 2 * cdf(-Math.abs(z), 0, 1);
}
