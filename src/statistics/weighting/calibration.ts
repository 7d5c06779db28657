import type { Cells } from '../design/cells.js';
import { sumByCell } from '../design/cells.js';
import { factorPivoted, solveFactored } from '../numbers/semidefinite-solve.js';
import type { PivotedFactor } from '../numbers/semidefinite-solve.js';

/** How weights were calibrated: what the residuals of their errors are taken from. */
export type Calibration = CellCalibration | AuxiliaryCalibration;

/** The regression on any auxiliaries, as `calibrate` returns it. */
export interface AuxiliaryCalibration {
  /** Weights before calibration, by row: the weights of the regression. */
  start: Float64Array;
  /** Rank x rows: the auxiliaries, orthonormal under the start weights. */
  basis: readonly Float64Array[];
}

/** The regression on the dummies of all margins, prepared once for any number of variables. */
export interface CellCalibration {
  cells: Cells;
  /** Weights before calibration, by row: the weights of the regression. */
  start: Float64Array;
  /** First column of each margin's dummies. */
  offsets: number[];
  columns: number;
  factor: PivotedFactor;
}

/**
 * Prepares the calibration regression with **start** weights on the dummies of all margins (which span the intercept).
 * X'DX is built from the cells, never from a matrix of rows x dummies; collinear dummies are set aside by pivoting.
 * Source: Deville and Saerndal (1992); Saerndal, Swensson and Wretman (1992), section 6.6.
 *
 * @param cells the margins' cells, as `rake` returns them
 * @param start weights before calibration, by row, 0 or more
 * @returns what `fittedByCell` needs
 * @throws where there is not one start weight a row
 * @example calibrationOf(cells of one margin with 2 levels, start).columns // 2
 */
export function calibrationOf(cells: Cells, start: Float64Array): CellCalibration {
  if (start.length !== cells.cell.length) throw new Error('calibrationOf requires a start weight for every row');
  const offsets = cells.levels.map((_, margin) => cells.levels.slice(0, margin).reduce((sum, each) => sum + each, 0));
  const columns = cells.levels.reduce((sum, each) => sum + each, 0);
  const gram = new Float64Array(columns * columns);
  const weights = sumByCell(cells, start);
  for (let cell = 0; cell < cells.count; cell++) {
    const dummies = dummiesOf(cells, offsets, cell);
    for (const a of dummies) {
      for (const b of dummies) gram[a * columns + b] = (gram[a * columns + b] as number) + (weights[cell] as number);
    }
  }
  return { cells, start, offsets, columns, factor: factorPivoted(gram, columns) };
}

/**
 * Fitted values of k variables z, the same for all rows of a cell; residual of a row = z - fitted of its cell.
 * Source: Saerndal, Swensson and Wretman (1992), section 6.6.
 *
 * @param products cells x k by row: sums over the rows of each cell of start weight x z
 * @returns cells x k by row, in units of z
 * @throws where the products do not fit the cells
 * @example one margin with one row of weight 1 and z 3 in each of 2 levels: fittedByCell(calibration, Float64Array.of(3, 3)) // [3, 3]
 */
export function fittedByCell(calibration: CellCalibration, products: Float64Array): Float64Array {
  const { cells, offsets, columns, factor } = calibration;
  const k = cells.count === 0 ? 0 : products.length / cells.count;
  if (!Number.isInteger(k)) throw new Error('fittedByCell requires products of k variables for every cell');
  const fitted = new Float64Array(products.length);
  const right = new Float64Array(columns);
  for (let variable = 0; variable < k; variable++) {
    right.fill(0);
    for (let cell = 0; cell < cells.count; cell++) {
      const product = products[cell * k + variable] as number;
      for (const dummy of dummiesOf(cells, offsets, cell)) right[dummy] = (right[dummy] as number) + product;
    }
    const slopes = solveFactored(factor, right);
    for (let cell = 0; cell < cells.count; cell++) {
      for (const dummy of dummiesOf(cells, offsets, cell)) {
        fitted[cell * k + variable] = (fitted[cell * k + variable] as number) + (slopes[dummy] as number);
      }
    }
  }
  return fitted;
}

/**
 * Number of coordinates the fitted values of a regression are given in: its cells, or the columns of its basis.
 * Source: Saerndal, Swensson and Wretman (1992), section 6.6.
 *
 * @param calibration of either kind
 * @returns a count of 0 or more
 * @example coordinatesOf({ start, basis: [column] }) // 1
 */
export function coordinatesOf(calibration: Calibration): number {
  return 'cells' in calibration ? calibration.cells.count : calibration.basis.length;
}

function dummiesOf(cells: Cells, offsets: number[], cell: number): number[] {
  return offsets.map((offset, margin) => offset + (cells.level[margin]?.[cell] as number));
}
