import type { AuxiliaryCalibration, Calibration, CellCalibration } from '../weighting/calibration.js';
import type { Design } from './design.js';

/** A list of PSUs with what they hold of each coordinate of a calibration. */
export interface PsuShares {
  psu: Int32Array;
  /** Cell of the calibration, or column of its basis. */
  coordinate: Int32Array;
  weight: Float64Array;
}

/**
 * Sums of final weights (times the basis, where there is one) of each PSU in each coordinate of the calibration: what the fitted values of
 * a regression are totalled with.
 * Source: Saerndal, Swensson and Wretman (1992), section 6.6.
 *
 * @param weight final weights by row
 * @param calibration absent: no coordinates
 * @returns one entry for each pair that occurs
 * @example rows of weight 2 and 3 in one PSU and one cell: { psu: [0], coordinate: [0], weight: [5] }
 */
export function psuShares(design: Design, weight: Float64Array, calibration?: Calibration): PsuShares {
  if (!calibration) return { psu: new Int32Array(), coordinate: new Int32Array(), weight: new Float64Array() };
  return 'cells' in calibration ? cellShares(design, weight, calibration) : basisShares(design, weight, calibration);
}

/** Above this many PSU x cell combinations the rows themselves are the list. */
const DENSE = 1 << 22;

function cellShares(design: Design, weight: Float64Array, { cells }: CellCalibration): PsuShares {
  const combinations = design.stratum.length * cells.count;
  if (combinations > DENSE) return { psu: design.psu, coordinate: cells.cell, weight };
  const sums = new Float64Array(combinations);
  for (let row = 0; row < weight.length; row++) {
    const at = (design.psu[row] as number) * cells.count + (cells.cell[row] as number);
    sums[at] = (sums[at] as number) + (weight[row] as number);
  }
  const pairs: number[] = [];
  sums.forEach((sum, at) => sum !== 0 && pairs.push(at));
  return {
    psu: Int32Array.from(pairs, (at) => Math.floor(at / cells.count)),
    coordinate: Int32Array.from(pairs, (at) => at % cells.count),
    weight: Float64Array.from(pairs, (at) => sums[at] as number),
  };
}

function basisShares(design: Design, weight: Float64Array, { basis }: AuxiliaryCalibration): PsuShares {
  const psus = design.stratum.length;
  const sums = new Float64Array(basis.length * psus);
  for (const [coordinate, column] of basis.entries()) {
    for (let row = 0; row < weight.length; row++) {
      const at = coordinate * psus + (design.psu[row] as number);
      sums[at] = (sums[at] as number) + (weight[row] as number) * (column[row] as number);
    }
  }
  return {
    psu: Int32Array.from(sums, (_, at) => at % psus),
    coordinate: Int32Array.from(sums, (_, at) => Math.floor(at / psus)),
    weight: sums,
  };
}
