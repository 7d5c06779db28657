import type { Auxiliary } from './auxiliaries.js';
import { auxiliaryBasis } from './auxiliary-basis.js';
import type { AuxiliaryCalibration } from './calibration.js';
import { distances } from './calibration-distance.js';
import type { Distance, RatioBounds } from './calibration-distance.js';
import { calibrationRoot } from './calibration-root.js';

/** What calibrated weights may be. */
export interface CalibrationLimits {
  /** Least and most of the ratio calibrated / start weight; -Infinity and Infinity where left out. */
  lower?: number;
  upper?: number;
  /** The bounds are on the calibrated weight itself. */
  onWeight?: boolean;
}

export interface Calibrated {
  weights: Float64Array;
  /** Calibrated / start weight by row. */
  ratio: Float64Array;
  /** The regression that errors are made with. */
  calibration: AuxiliaryCalibration;
  rounds: number;
  /** Largest relative distance of an auxiliary's weighted total from its total (of one with total 0: absolute). */
  gap: number;
}

/**
 * Weights as near as can be to the start weights whose totals of the auxiliaries are those of the population: with distance `linear` the
 * regression (GREG) weights, with `raking` those of raking, with `logit` weights that stay smoothly within the bounds. Bounds cut `linear`
 * and `raking`. Collinear auxiliaries (all levels of several margins) are allowed.
 * Source: Deville and Saerndal (1992); R survey `calibrate`.
 *
 * @param start finite weights of 0 or more by row; a weight of 0 stays 0
 * @param auxiliaries values by row without gaps, totals over the population
 * @param limits bounds; `logit` needs both, around 1 on the ratio
 * @returns weights by row, whose totals are met to about 1e-12 relative
 * @throws where a value or total is missing, totals disagree, nobody has what a total asks for, or no weights within the bounds meet the totals
 * @example start 1, 1 with auxiliary [1, 2] of total 4, linear: weights 1.2 and 1.4
 */
export function calibrate(
  start: Float64Array,
  auxiliaries: readonly Auxiliary[],
  distance: Distance = 'linear',
  limits: CalibrationLimits = {},
): Calibrated {
  if (!start.every((weight) => weight >= 0 && weight < Infinity)) {
    throw new Error('calibrate requires start weights of 0 or more');
  }
  if (auxiliaries.some(({ values }) => values.length !== start.length)) {
    throw new Error('calibrate requires a value of every auxiliary for every row');
  }
  const bounds = boundsOf(start, distance, limits);
  const { columns, totals, faults } = auxiliaryBasis(start, auxiliaries);
  const [fault] = faults;
  if (fault) throw new Error(`calibrate requires ${requirement[fault.kind]}: ${fault.auxiliary}`);
  const { u, rounds, met } = calibrationRoot({ start, columns, totals, bounds, functions: distances[distance] });
  const ratio = u.map((each, row) => distances[distance].ratio(each, bounds(row)));
  const weights = start.map((weight, row) => weight * (ratio[row] as number));
  const { name, gap } = largestGap(weights, auxiliaries);
  if (!met) {
    throw new Error(`calibrate requires bounds that can be met: ${name} ends ${gap.toPrecision(2)} off its total`);
  }
  return { weights, ratio, calibration: { start, basis: columns }, rounds, gap };
}

const requirement = {
  valueMissing: 'a value of every row',
  totalMissing: 'a total',
  absent: 'rows that have what a total asks for',
  totalsDisagree: 'totals that agree with one another',
};

/** Bounds of the ratio by row. */
function boundsOf(start: Float64Array, distance: Distance, limits: CalibrationLimits): (row: number) => RatioBounds {
  const { lower = -Infinity, upper = Infinity, onWeight = false } = limits;
  if (!(lower < upper)) throw new Error('calibrate requires a lower bound below the upper one');
  const least = distance === 'raking' ? Math.max(lower, 0) : lower;
  const of = (row: number): RatioBounds => {
    const weight = start[row] as number;
    return weight > 0 ? { lower: least / weight, upper: upper / weight } : { lower: 0, upper: 2 };
  };
  const one = { lower: least, upper };
  const bounds = onWeight ? of : (): RatioBounds => one;
  const aroundOne = (at: RatioBounds): boolean => at.lower < 1 && at.upper > 1 && at.upper - at.lower < Infinity;
  if (distance === 'logit' && !start.every((_, row) => aroundOne(bounds(row)))) {
    throw new Error('calibrate requires bounds on both sides of the start weights for the logit distance');
  }
  return bounds;
}

function largestGap(weights: Float64Array, auxiliaries: readonly Auxiliary[]): { name: string; gap: number } {
  return auxiliaries.reduce(
    (most, { name, values, total }) => {
      const reached = values.reduce((sum, value, row) => sum + value * (weights[row] as number), 0);
      const gap = Math.abs(reached - total) / (total === 0 ? 1 : Math.abs(total));
      return gap > most.gap ? { name, gap } : most;
    },
    { name: '', gap: 0 },
  );
}
