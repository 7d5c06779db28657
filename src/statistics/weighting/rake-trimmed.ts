import { rake } from './rake.js';
import type { Raked, RakingMargin } from './rake.js';
import { trimWeights } from './trim-weights.js';
import type { WeightLimits } from './trim-weights.js';

/** Weights raked, trimmed and raked again. */
export interface RakedTrimmed extends Raked {
  /** Weights the last raking began from: what the regression of errors is weighted with. */
  start: Float64Array;
  /** Times the weights were trimmed. */
  trimmings: number;
  /** Rows outside the limits after the last raking. */
  stillOutside: number;
}

/**
 * Rakes, trims strictly to the limits and rakes again, until raking leaves no row outside or the trimmings are used up. The margins
 * hold at the end; `stillOutside` tells how many weights do not. `calibrate` with bounds on the weights holds both, where that can be.
 * Source: Potter (1990); Izrael, Battaglia and Frankel (2009), Extreme survey weight adjustment as a component of sample balancing.
 *
 * @param start positive start weights by row
 * @param margins as for `rake`
 * @param limits on the weights, in units of the margins
 * @param mostTrimmings 0 = rake only
 * @returns weights whose margins hold
 * @throws where `rake` or `trimWeights` does
 * @example start 1, 1, 1, 1 in one margin with targets 6 and 2 of levels with two rows, limits up to 2.5: weights 3, 3, 1, 1 again, stillOutside 2
 */
export function rakeTrimmed(
  start: Float64Array,
  margins: readonly RakingMargin[],
  limits: WeightLimits,
  mostTrimmings = 50,
): RakedTrimmed {
  let from = start;
  let raked = rake(from, margins);
  let trimmed = trimWeights(raked.weights, limits, true);
  let trimmings = 0;
  while (trimmed.outside > 0 && trimmings < mostTrimmings) {
    from = trimmed.weights;
    raked = rake(from, margins);
    trimmed = trimWeights(raked.weights, limits, true);
    trimmings += 1;
  }
  return { ...raked, start: from, trimmings, stillOutside: trimmed.outside };
}
