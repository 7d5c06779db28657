import { designOf } from './design.js';
import type { Design } from './design.js';
import { designCovariance } from './design-covariance.js';
import type { Lonely } from './design-covariance.js';

/** PSUs drawn in strata, then secondary units (SSUs) drawn in the PSUs. */
export interface TwoStageDesign {
  /** First stage; its fractions are of PSUs in the stratum. */
  first: Design;
  /** Second stage: the SSUs are its PSUs, the PSUs its strata; its fractions are of SSUs in the PSU. */
  second: Design;
}

/**
 * A two-stage design from a first stage and codes of the SSUs, which need be unique within their PSU only. Estimators run on a sample of
 * `second` (`sampleOf(second, weight)`), so that their linearised totals are by SSU.
 *
 * @param first PSUs in strata, with fractions where they are known
 * @param ssu code of the SSU by row, any integer
 * @param fraction sampling fraction of SSUs by PSU; without it every fraction is 0
 * @returns design for `twoStageCovariance`
 * @throws where the columns differ in length, or there is no fraction for every PSU
 * @example twoStageDesign(first of rows in PSUs [0, 0, 1], Int32Array.of(1, 2, 1)).second.stratum // Int32Array [0, 0, 1]
 */
export function twoStageDesign(first: Design, ssu: Int32Array, fraction?: Float64Array): TwoStageDesign {
  const strata = first.stratum.length;
  if (fraction && fraction.length !== strata) throw new Error('twoStageDesign requires a fraction for every PSU');
  const second: Design = { ...designOf(first.psu, ssu), strata };
  return { first, second: fraction ? { ...second, fraction } : second };
}

/**
 * Covariance of k estimates under two stages: the first stage's `designCovariance` of the PSU totals, and, within each PSU of stratum h,
 * f1_h (1 - f2) n2/(n2 - 1) times the squared deviations of its SSU totals. Without fractions of the first stage the second adds nothing
 * (ultimate clusters).
 * Source: Saerndal, Swensson and Wretman (1992), result 4.3.1; R survey `svyrecvar`.
 *
 * @param totals SSUs x k by row: sum over the SSU's rows of weight x linearised value
 * @param lonely what to do with strata of one PSU and PSUs of one SSU, unless they were taken whole or count for nothing
 * @returns k x k by row, in squared units of the estimates
 * @throws where totals do not fit the design, or a lonely unit is refused
 * @example two PSUs of one stratum, f1 1/2, with SSU totals 1, 3 and 2, 2 and f2 0: [1/2 x 0 + 1/2 x 4] // [2]
 */
export function twoStageCovariance(
  { first, second }: TwoStageDesign,
  totals: Float64Array,
  lonely: Lonely = 'refuse',
): Float64Array {
  const k = second.stratum.length === 0 ? 0 : totals.length / second.stratum.length;
  if (!Number.isInteger(k)) throw new Error('twoStageCovariance requires totals of k columns for every SSU');
  const between = designCovariance(first, totalsByPsu(first, second, totals), lonely);
  if (!first.fraction) return between;
  const unseen = Float64Array.from(first.stratum, (h, psu) => {
    const factor = (first.fraction?.[h] ?? 0) * (1 - (second.fraction?.[psu] ?? 0));
    return 1 - factor;
  });
  const within = designCovariance({ ...second, fraction: unseen }, totals, lonely);
  return between.map((entry, at) => entry + (within[at] as number));
}

function totalsByPsu(first: Design, second: Design, totals: Float64Array): Float64Array {
  const k = totals.length / second.stratum.length;
  const sums = new Float64Array(first.stratum.length * k);
  second.stratum.forEach((psu, ssu) => {
    for (let a = 0; a < k; a++) {
      sums[psu * k + a] = (sums[psu * k + a] as number) + (totals[ssu * k + a] as number);
    }
  });
  return sums;
}
