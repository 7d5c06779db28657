import { Matrix, solve } from 'ml-matrix';
import { chiSquareUpperTail } from '../numbers/chi-square.js';
import { fUpperTail } from '../numbers/f-distribution.js';
import { waldTest } from './wald-test.js';
import type { FTest } from './wald-test.js';

/** A table of weighted counts. */
export interface WeightedTable {
  rows: number;
  columns: number;
  /** Sums of weights, rows x columns by row. */
  cells: Float64Array;
  /** Covariance of the cells, cells x cells by row. */
  covariance: Float64Array;
}

/** Tests that rows and columns of a table are independent. */
export interface IndependenceTests {
  /** Pearson's statistic of the cell shares times the number of rows of the sample. */
  pearson: number;
  /** Rao and Scott's second-order test: fractional degrees of freedom. */
  raoScott: FTest | undefined;
  /** Rao and Scott's first-order test: Pearson's over the mean generalised design effect, against chi-square. */
  meanAdjusted: { df: number; p: number } | undefined;
  wald: FTest | undefined;
  adjustedWald: FTest | undefined;
}

/**
 * Tests of independence in a two-way table. With D the eigenvalues of the generalised design effects, k = (rows-1)(columns-1) of them:
 * Rao-Scott F = X2 / sum D on sum(D)^2 / sum(D^2) and that times df degrees of freedom; first order X2 / mean D on chi-square of k. Wald:
 * W of the departures cell - row x column / total; W/k on k and df; adjusted W (df - k + 1)/(k df) on k and df - k + 1.
 * Source: Rao and Scott (1984), Annals of Statistics 12, 46-60; Koch, Freeman and Freeman (1975); R survey `svychisq`.
 *
 * @param table 2 rows and 2 columns or more, every one of them with weight
 * @param n rows of the sample, those without an answer included: it scales `pearson` but no p value
 * @param df degrees of freedom of the design
 * @returns the tests; Rao and Scott's are `undefined` where the cells have no error or df is 0, Wald's where the departures' covariance is singular or too few
 * degrees of freedom are left
 * @throws where the table is too small, has a row or column without weight, or does not fit its covariance
 * @example the 2 x 2 table 2, 1, 1, 2 of six rows drawn one by one: pearson 2/3
 */
export function independenceTests(table: WeightedTable, n: number, df: number): IndependenceTests {
  checkTable(table);
  const margins = marginsOf(table);
  const pearson = n * pearsonOf(table, margins);
  const effects = designEffects(table, margins, n);
  const k = effects.rows;
  const trace = effects.trace();
  const wald = waldTests(table, margins, df);
  if (!(trace > 0 && df > 0)) return { pearson, raoScott: undefined, meanAdjusted: undefined, ...wald };
  const ndf = trace ** 2 / effects.mmul(effects).trace();
  const statistic = pearson / trace;
  return {
    pearson,
    raoScott: { statistic, ndf, ddf: ndf * df, p: fUpperTail(statistic, ndf, ndf * df) },
    meanAdjusted: { df: k, p: chiSquareUpperTail((pearson * k) / trace, k) },
    ...wald,
  };
}

interface Margins {
  row: Float64Array;
  column: Float64Array;
  total: number;
}

function checkTable({ rows, columns, cells, covariance }: WeightedTable): void {
  const size = rows * columns;
  if (rows < 2 || columns < 2 || cells.length !== size || covariance.length !== size * size) {
    throw new Error('independenceTests requires 2 rows, 2 columns and the covariance of all cells');
  }
}

function marginsOf({ rows, columns, cells }: WeightedTable): Margins {
  const row = new Float64Array(rows);
  const column = new Float64Array(columns);
  cells.forEach((cell, at) => {
    const a = Math.floor(at / columns);
    row[a] = (row[a] as number) + cell;
    column[at % columns] = (column[at % columns] as number) + cell;
  });
  if (![...row, ...column].every((sum) => sum > 0)) {
    throw new Error('independenceTests requires weight in every row and column');
  }
  return { row, column, total: row.reduce((sum, each) => sum + each, 0) };
}

function pearsonOf({ columns, cells }: WeightedTable, { row, column, total }: Margins): number {
  return cells.reduce((sum, cell, at) => {
    const expected = ((row[Math.floor(at / columns)] as number) * (column[at % columns] as number)) / total;
    return sum + (cell - expected) ** 2 / (expected * total);
  }, 0);
}

/** (C' D^-1 C / n)^-1 C' D^-1 V D^-1 C with C the interaction contrasts against the first row and column, V of the cell shares. */
function designEffects({ rows, columns, cells, covariance }: WeightedTable, { total }: Margins, n: number): Matrix {
  const size = rows * columns;
  const scaled = new Matrix((rows - 1) * (columns - 1), size);
  const inverse = cells.map((cell) => (cell === 0 ? 0 : total / cell));
  const contrasts = interactionContrasts(rows, columns);
  for (let c = 0; c < scaled.rows; c++) {
    for (let at = 0; at < size; at++) scaled.set(c, at, contrasts.get(c, at) * (inverse[at] as number));
  }
  const shares = new Matrix(size, size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) shares.set(a, b, (Number(a === b) - (cells[a] as number) / total) / total);
  }
  const onCells = scaled.mmul(shares);
  const spread = onCells.mmul(Matrix.from1DArray(size, size, covariance)).mmul(onCells.transpose());
  return solve(scaled.mmul(contrasts.transpose()).div(n), spread);
}

function interactionContrasts(rows: number, columns: number): Matrix {
  const contrasts = new Matrix((rows - 1) * (columns - 1), rows * columns);
  for (let a = 1; a < rows; a++) {
    for (let b = 1; b < columns; b++) {
      const c = (a - 1) * (columns - 1) + b - 1;
      contrasts.set(c, a * columns + b, 1);
      contrasts.set(c, a * columns, -1);
      contrasts.set(c, b, -1);
      contrasts.set(c, 0, 1);
    }
  }
  return contrasts;
}

function waldTests(
  table: WeightedTable,
  margins: Margins,
  df: number,
): Pick<IndependenceTests, 'wald' | 'adjustedWald'> {
  const { departures, slopes } = departuresOf(table, margins);
  const size = table.cells.length;
  const spread = slopes.mmul(Matrix.from1DArray(size, size, table.covariance)).mmul(slopes.transpose());
  const wald = waldTest(departures, Float64Array.from(spread.to1DArray()), df);
  if (!wald) return { wald, adjustedWald: undefined };
  const { ndf } = wald;
  const ddf = df - ndf + 1;
  if (!(ddf > 0)) return { wald, adjustedWald: undefined };
  const statistic = (wald.statistic * ddf) / df;
  return { wald, adjustedWald: { statistic, ndf, ddf, p: fUpperTail(statistic, ndf, ddf) } };
}

/** Cell less row x column / total, for all but the first row and column, and its slopes on the cells. */
function departuresOf(
  { rows, columns, cells }: WeightedTable,
  { row, column, total }: Margins,
): { departures: Float64Array; slopes: Matrix } {
  const places = Array.from(cells.keys()).filter((at) => at >= columns && at % columns > 0);
  const slopes = new Matrix(places.length, rows * columns);
  const departures = Float64Array.from(places, (at, c) => {
    const byRow = (row[Math.floor(at / columns)] as number) / total;
    const byColumn = (column[at % columns] as number) / total;
    for (let other = 0; other < cells.length; other++) {
      const inRow = Number(Math.floor(other / columns) === Math.floor(at / columns));
      const inColumn = Number(other % columns === at % columns);
      slopes.set(c, other, Number(other === at) - inRow * byColumn - inColumn * byRow + byRow * byColumn);
    }
    return (cells[at] as number) - byRow * byColumn * total;
  });
  return { departures, slopes };
}
