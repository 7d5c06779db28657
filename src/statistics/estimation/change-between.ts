import { degreesOfFreedom } from '../design/design.js';
import type { Design } from '../design/design.js';
import { designCovariance } from '../design/design-covariance.js';
import type { Lonely } from '../design/design-covariance.js';

/** k linearised estimates of one wave, of whatever kind: domain means, totals, ratios, scores of an index tree. */
export interface Level {
  /** By estimate; NaN = none. */
  estimate: Float64Array;
  /** PSUs x k by row: linearised totals, in units of the estimates. */
  totals: Float64Array;
  /** Number in the common design of each PSU of `totals`; absent: the totals are of that design's PSUs. */
  psus?: Int32Array;
}

/** k changes, later less earlier. */
export interface Changes {
  /** NaN where either wave has no estimate. */
  change: Float64Array;
  /** Standard errors; 0 where there is no change to speak of (NaN) or its PSUs do not differ. */
  error: Float64Array;
  /** k x k by row: covariance of the changes with one another. */
  covariance: Float64Array;
  /** 2k x 2k by row: covariance of all estimates, those of the earlier wave first. */
  levels: Float64Array;
  /** Covariance of each estimate with itself in the other wave: above 0 where PSUs or people are shared. */
  between: Float64Array;
  /** What the standard errors were without that covariance. */
  errorIfIndependent: Float64Array;
  /** Degrees of freedom: PSUs less strata of the common design. */
  df: number;
}

/**
 * Changes of k estimates between two waves that stand in one design (`joinDesigns`, or one table of both waves), so that PSUs and people
 * in both are counted: a PSU's linearised total of the change is its total in the later wave less that in the earlier one, 0 where the
 * wave does not have it. Each wave keeps the calibration of its own, which is the calibration crossed with wave of the stacked data.
 * Source: Kish (1965), section 12.4; R survey, `svycontrast` of `svyby(~y, ~wave, covmat = TRUE)` on stacked waves.
 *
 * @param earlier k estimates with their linearised PSU totals, as `domainMeans`, `linearisedTotals` or `linearisedTree` give them
 * @param later the same k estimates
 * @param design common design of both
 * @param lonely what to do with strata of one PSU
 * @returns changes in units of the estimates; test with t on `df`, adjust p over the family that is shown
 * @throws where the waves have different numbers of estimates, totals do not fit the design, or a lonely PSU is refused
 * @example one stratum, PSU totals [1, -1] and [3, -3], estimates 5 and 7: change [2], error [4], errorIfIndependent [sqrt 40]
 */
export function changeBetween(earlier: Level, later: Level, design: Design, lonely: Lonely = 'refuse'): Changes {
  const k = earlier.estimate.length;
  if (later.estimate.length !== k) throw new Error('changeBetween requires the same estimates in both waves');
  const psus = design.stratum.length;
  const difference = new Float64Array(psus * k);
  const stacked = new Float64Array(psus * 2 * k);
  [earlier, later].forEach((level, wave) => {
    const { totals, places } = checked(level, psus);
    places.forEach((psu, at) => {
      for (let a = 0; a < k; a++) {
        const total = totals[at * k + a] as number;
        difference[psu * k + a] = (difference[psu * k + a] as number) + (wave === 0 ? -total : total);
        stacked[psu * 2 * k + wave * k + a] = total;
      }
    });
  });
  const covariance = designCovariance(design, difference, lonely);
  const levels = designCovariance(design, stacked, lonely);
  const entry = (a: number, b: number): number => levels[a * 2 * k + b] as number;
  return {
    change: later.estimate.map((each, a) => each - (earlier.estimate[a] as number)),
    error: Float64Array.from({ length: k }, (_, a) => Math.sqrt(covariance[a * k + a] as number)),
    covariance,
    levels,
    between: Float64Array.from({ length: k }, (_, a) => entry(a, k + a)),
    errorIfIndependent: Float64Array.from({ length: k }, (_, a) => Math.sqrt(entry(a, a) + entry(k + a, k + a))),
    df: degreesOfFreedom(design),
  };
}

function checked({ estimate, totals, psus }: Level, count: number): { totals: Float64Array; places: Int32Array } {
  const places = psus ?? Int32Array.from({ length: count }, (_, psu) => psu);
  if (totals.length !== places.length * estimate.length || places.some((psu) => psu < 0 || psu >= count)) {
    throw new Error('changeBetween requires totals of every estimate for PSUs of the design');
  }
  return { totals, places };
}
