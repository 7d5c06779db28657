import { addRow, psuSums } from './group-sums.js';
import type { ColumnSums, Rows } from './group-sums.js';

/** Four variables whose sums lie side by side: a row's place is looked up, and its weights are read, once for all of them. */
export interface FourColumns {
  values: [Float64Array, Float64Array, Float64Array, Float64Array];
  shifts: [number, number, number, number];
  /** Places x 4 by row. */
  psu: Float64Array;
  cell: Float64Array;
  missing: ColumnSums['missing'][];
}

/**
 * Variables by fours; the last one is repeated where their number is not a multiple of four.
 *
 * @param columns variables by row, NaN = no value
 * @param psus number of places among PSUs and domains
 * @param cells number of places among cells and domains
 * @returns sums of no rows yet
 * @example foursOf([y], 2, 0).length // 1
 */
export function foursOf(columns: readonly Float64Array[], psus: number, cells: number): FourColumns[] {
  return Array.from({ length: Math.ceil(columns.length / 4) }, (_, four) => {
    const column = (at: number): Float64Array => columns[Math.min(4 * four + at, columns.length - 1)] as Float64Array;
    const values: FourColumns['values'] = [column(0), column(1), column(2), column(3)];
    const shifts = values.map(firstValue) as FourColumns['shifts'];
    return { values, shifts, psu: new Float64Array(4 * psus), cell: new Float64Array(4 * cells), missing: [] };
  });
}

function firstValue(values: Float64Array): number {
  return values.find((value) => !Number.isNaN(value)) ?? 0;
}

/**
 * Adds a block of rows.
 *
 * @param four changed in place
 * @example addFour(four, rows) // four.psu has grown by weight x (value - shift) of every row
 */
export function addFour(four: FourColumns, rows: Rows): void {
  const [a, b, c, d] = four.values;
  const [shiftA, shiftB, shiftC, shiftD] = four.shifts;
  const { psu, cell } = four;
  const { from, to, weight, start, calibrated } = rows;
  for (let row = from; row < to; row++) {
    const y0 = (a[row] as number) - shiftA;
    const y1 = (b[row] as number) - shiftB;
    const y2 = (c[row] as number) - shiftC;
    const y3 = (d[row] as number) - shiftD;
    if (Number.isNaN(y0 + y1 + y2 + y3)) {
      addApart(four, [y0, y1, y2, y3], row, rows);
      continue;
    }
    const at = 4 * (rows.psu[row - from] as number);
    const w = weight[row] as number;
    psu[at] = (psu[at] as number) + w * y0;
    psu[at + 1] = (psu[at + 1] as number) + w * y1;
    psu[at + 2] = (psu[at + 2] as number) + w * y2;
    psu[at + 3] = (psu[at + 3] as number) + w * y3;
    if (!calibrated) continue;
    const own = 4 * (rows.cell[row - from] as number);
    const s = start[row] as number;
    cell[own] = (cell[own] as number) + s * y0;
    cell[own + 1] = (cell[own + 1] as number) + s * y1;
    cell[own + 2] = (cell[own + 2] as number) + s * y2;
    cell[own + 3] = (cell[own + 3] as number) + s * y3;
  }
}

/** A row on which one or more of the four have no value. */
function addApart(four: FourColumns, values: readonly number[], row: number, rows: Rows): void {
  const at = 4 * (rows.psu[row - rows.from] as number);
  const own = 4 * (rows.cell[row - rows.from] as number);
  for (const [column, value] of values.entries()) {
    if (Number.isNaN(value)) {
      addRow((four.missing[column] ??= noRows(four)), row, rows);
      continue;
    }
    four.psu[at + column] = (four.psu[at + column] as number) + (rows.weight[row] as number) * value;
    if (rows.calibrated)
      four.cell[own + column] = (four.cell[own + column] as number) + (rows.start[row] as number) * value;
  }
}

function noRows({ psu, cell }: FourColumns): NonNullable<ColumnSums['missing']> {
  return { psu: psuSums(psu.length / 4), cell: new Float64Array(cell.length / 4) };
}

/**
 * The sums of each variable by itself.
 *
 * @param count number of variables, without the repetitions of the last
 * @returns in the order of the variables
 * @example columnsOf(foursOf([y], 2, 0), 1).length // 1
 */
export function columnsOf(fours: readonly FourColumns[], count: number): ColumnSums[] {
  const every = fours.flatMap(({ shifts, psu, cell, missing }) =>
    shifts.map((shift, column): ColumnSums => {
      const without = missing[column];
      const sums = { shift, psu: fourth(psu, column), cell: fourth(cell, column) };
      return without ? { ...sums, missing: without } : sums;
    }),
  );
  return every.slice(0, count);
}

function fourth(sums: Float64Array, column: number): Float64Array {
  const own = new Float64Array(sums.length / 4);
  for (let at = 0; at < own.length; at++) own[at] = sums[4 * at + column] as number;
  return own;
}
