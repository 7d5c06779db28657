/** Sums over the rows of every PSU and domain, PSUs x k by row; the last of the k columns holds the rows of no domain. */
export interface PsuSums {
  count: Int32Array;
  weight: Float64Array;
  squared: Float64Array;
}

/** The rows of one variable. */
export interface ColumnSums {
  /** Subtracted from every value, so that sums lose no digits. */
  shift: number;
  /** Sums of final weight x shifted value, PSUs x k. */
  psu: Float64Array;
  /** Sums of start weight x shifted value, cells x k. */
  cell: Float64Array;
  /** Sums over the rows without a value; absent where all have one. */
  missing?: { psu: PsuSums; cell: Float64Array };
}

export interface GroupSums {
  psu: PsuSums;
  /** Sums of start weights, cells x k. */
  cell: Float64Array;
  columns: ColumnSums[];
}

/** A block of rows. */
export interface Rows {
  from: number;
  to: number;
  /** Place of each row of the block among the PSU and domain pairs, and among the cell and domain pairs. */
  psu: Int32Array;
  cell: Int32Array;
  /** Of all rows. */
  weight: Float64Array;
  start: Float64Array;
  calibrated: boolean;
}

/**
 * Sums of no rows.
 *
 * @param length PSUs x k
 * @example psuSums(2).count // Int32Array [0, 0]
 */
export function psuSums(length: number): PsuSums {
  return { count: new Int32Array(length), weight: new Float64Array(length), squared: new Float64Array(length) };
}

/**
 * Adds the weights of one row.
 *
 * @param sums changed in place
 * @param row one of the block
 * @example addRow(sums, 0, rows) // sums.psu.count is 1 more in the group of the row
 */
export function addRow({ psu, cell }: { psu: PsuSums; cell: Float64Array }, row: number, rows: Rows): void {
  const at = rows.psu[row - rows.from] as number;
  const w = rows.weight[row] as number;
  psu.count[at] = (psu.count[at] as number) + 1;
  psu.weight[at] = (psu.weight[at] as number) + w;
  psu.squared[at] = (psu.squared[at] as number) + w * w;
  if (!rows.calibrated) return;
  const own = rows.cell[row - rows.from] as number;
  cell[own] = (cell[own] as number) + (rows.start[row] as number);
}
