/** Rows grouped by the levels they have on several categorical variables: one cell for each combination that occurs. */
export interface Cells {
  /** Cell of each row. */
  cell: Int32Array;
  count: number;
  /** Level of each cell, by variable. */
  level: Int32Array[];
  /** Number of levels, by variable. */
  levels: number[];
}

/**
 * Groups rows by the combination of their levels. Work on categorical margins then happens on the few cells, not the rows.
 *
 * @param codes level of each row, by variable: 0..levels-1
 * @param levels number of levels, by variable
 * @returns cells in ascending order of their levels
 * @throws where columns differ in length or a code lies outside its levels
 * @example cellsOf([Int32Array.of(0, 1, 1), Int32Array.of(0, 0, 0)], [2, 1]).cell // Int32Array [0, 1, 1]
 */
export function cellsOf(codes: readonly Int32Array[], levels: readonly number[]): Cells {
  const rows = codes[0]?.length ?? 0;
  checkCodes(codes, levels, rows);
  const combinations = levels.reduce((product, each) => product * each, 1);
  const { distinct, cell } =
    combinations <= DENSE
      ? numberDense(mixedRadix(codes, levels, new Int32Array(rows)), combinations)
      : numberSparse(mixedRadix(codes, levels, new Float64Array(rows)));
  return { cell, count: distinct.length, level: levelsOfKeys(distinct, levels), levels: [...levels] };
}

/** Up to this many possible combinations a table is faster than a map. */
const DENSE = 1 << 22;

/** The keys become the cells in place. */
function numberDense(keys: Int32Array, combinations: number): { distinct: Float64Array; cell: Int32Array } {
  const numbers = new Int32Array(combinations);
  for (let row = 0; row < keys.length; row++) numbers[keys[row] as number] = 1;
  const distinct: number[] = [];
  for (let key = 0; key < combinations; key++) if (numbers[key] === 1) numbers[key] = distinct.push(key) - 1;
  for (let row = 0; row < keys.length; row++) keys[row] = numbers[keys[row] as number] as number;
  return { distinct: Float64Array.from(distinct), cell: keys };
}

function numberSparse(keys: Float64Array): { distinct: Float64Array; cell: Int32Array } {
  const distinct = Float64Array.from(new Set(keys)).sort();
  const numbers = new Map(Array.from(distinct, (key, number) => [key, number]));
  return { distinct, cell: Int32Array.from(keys, (key) => numbers.get(key) as number) };
}

/**
 * Sums of a column by cell.
 *
 * @param values by row, finite
 * @returns sums by cell, in units of the values
 * @example sumByCell(cellsOf([Int32Array.of(0, 1, 1)], [2]), Float64Array.of(1, 2, 3)) // Float64Array [1, 5]
 */
export function sumByCell(cells: Cells, values: Float64Array): Float64Array {
  const sums = new Float64Array(cells.count);
  for (let row = 0; row < values.length; row++) {
    const cell = cells.cell[row] as number;
    sums[cell] = (sums[cell] as number) + (values[row] as number);
  }
  return sums;
}

function checkCodes(codes: readonly Int32Array[], levels: readonly number[], rows: number): void {
  for (const [variable, column] of codes.entries()) {
    if (column.length !== rows) throw new Error('cellsOf requires columns of equal length');
    const top = levels[variable] ?? 0;
    if (!within(column, top)) throw new Error(`cellsOf requires codes of variable ${variable} from 0 to ${top - 1}`);
  }
}

function within(column: Int32Array, top: number): boolean {
  for (let row = 0; row < column.length; row++) {
    const code = column[row] as number;
    if (code < 0 || code >= top) return false;
  }
  return true;
}

/** Fills `keys`, which are as wide as the number of combinations asks for. */
function mixedRadix<Keys extends Int32Array | Float64Array>(
  codes: readonly Int32Array[],
  levels: readonly number[],
  keys: Keys,
): Keys {
  for (const [variable, column] of codes.entries()) {
    const radix = levels[variable] as number;
    for (let row = 0; row < keys.length; row++) keys[row] = (keys[row] as number) * radix + (column[row] as number);
  }
  return keys;
}

function levelsOfKeys(keys: Float64Array, levels: readonly number[]): Int32Array[] {
  let rest = keys;
  const columns: Int32Array[] = [];
  for (const radix of [...levels].reverse()) {
    columns.unshift(Int32Array.from(rest, (key) => key % radix));
    rest = rest.map((key) => Math.floor(key / radix));
  }
  return columns;
}
