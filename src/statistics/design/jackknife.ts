import { degreesOfFreedom, psusByStratum } from './design.js';
import type { Design } from './design.js';
import type { Lonely } from './design-covariance.js';

/** Replicates of a design, made one at a time: no matrix of rows x replicates is ever held. */
export interface Replicates {
  count: number;
  /** PSUs each replicate gives a factor to. */
  psus: number;
  /** Factor of the weights of each PSU in one replicate, counted from 0. */
  psuFactors: (replicate: number) => Float64Array;
  /** Factor of the squared deviation of each replicate in the variance, all above 0. */
  scales: Float64Array;
  /** Degrees of freedom of intervals made from these replicates. */
  df: number;
}

/**
 * Delete-one jackknife. Replicate (h, j) drops PSU j of stratum h and multiplies the other PSUs of the stratum by n_h/(n_h - 1); its
 * squared deviation counts (1 - f_h)(n_h - 1)/n_h. With several strata this is JKn, with one JK1. Strata taken whole (f = 1) have no
 * replicates. A stratum of one PSU: `refuse` throws; `remove` has no replicate for it; `average` the same, and all scales are multiplied
 * by PSUs / replicates; `adjust` drops the stratum and multiplies all other strata by L/(L - 1), with scale (L - 1)/L of L strata.
 * Source: Wolter, Introduction to Variance Estimation (2007), section 4.5; R survey `jknweights`.
 *
 * @param design strata numbered 0..strata-1; its sampling fractions shorten the scales
 * @returns one replicate a PSU, in order of the PSUs
 * @throws where a lonely PSU is refused, or there is no replicate at all
 * @example one stratum of 4 PSUs: jackknife(design).psuFactors(0) // [0, 4/3, 4/3, 4/3], scales 3/4
 */
export function jackknife(design: Design, lonely: Lonely = 'refuse'): Replicates {
  const counts = psusByStratum(design);
  const strata = counts.filter((count) => count > 0).length;
  const unseen = (psu: number): number => 1 - (design.fraction?.[design.stratum[psu] as number] ?? 0);
  const inStratum = (psu: number): number => counts[design.stratum[psu] as number] as number;
  const drawn = Array.from(design.stratum, (_, psu) => psu).filter((psu) => unseen(psu) > 1e-7);
  if (lonely === 'refuse' && drawn.some((psu) => inStratum(psu) === 1)) {
    throw new Error('jackknife requires two PSUs in every stratum');
  }
  const dropped = drawn.filter((psu) => inStratum(psu) > 1 || (lonely === 'adjust' && strata > 1));
  if (dropped.length === 0) throw new Error('jackknife requires a stratum of two PSUs that was not taken whole');
  const blowUp = lonely === 'average' ? design.stratum.length / dropped.length : 1;
  return {
    count: dropped.length,
    psus: design.stratum.length,
    psuFactors: (replicate) => {
      const psu = dropped[replicate] as number;
      return inStratum(psu) > 1 ? withoutPsu(design, psu, inStratum(psu)) : withoutStratum(design, psu, strata);
    },
    scales: Float64Array.from(dropped, (psu) => {
      const n = inStratum(psu);
      return n > 1 ? (blowUp * unseen(psu) * (n - 1)) / n : (strata - 1) / strata;
    }),
    df: degreesOfFreedom(design),
  };
}

function withoutPsu({ stratum }: Design, dropped: number, count: number): Float64Array {
  const factors = Float64Array.from(stratum, (h) => (h === stratum[dropped] ? count / (count - 1) : 1));
  factors[dropped] = 0;
  return factors;
}

function withoutStratum({ stratum }: Design, dropped: number, strata: number): Float64Array {
  return Float64Array.from(stratum, (h) => (h === stratum[dropped] ? 0 : strata / (strata - 1)));
}
