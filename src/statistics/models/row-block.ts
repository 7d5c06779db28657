/** A few hundred rows laid out for sums of products: item by item, padded to whole tiles with items that are 0 everywhere. */
export interface RowBlock {
  items: number;
  /** Items with the padding: a multiple of 4. */
  padded: number;
  /** Rows in use. */
  rows: number;
  weight: Float64Array;
  /** Answers less the shift, 0 where missing: item x BLOCK. */
  values: Float64Array;
  /** The same times the weight. */
  weighted: Float64Array;
  /** Number of missing answers by row. */
  missing: Uint16Array;
  /** Sums of weighted value x value, padded x padded by row; filled from the diagonal to the right. */
  products: Float64Array;
}

/** Rows of a block: 20 items of it, plain and weighted, stay in a processor's second cache. */
export const BLOCK = 256;

/**
 * An empty block of BLOCK rows.
 *
 * @param items number of items, 0 or more
 * @example rowBlock(5).padded // 8
 */
export function rowBlock(items: number): RowBlock {
  const padded = Math.ceil(items / 4) * 4;
  return {
    items,
    padded,
    rows: 0,
    weight: new Float64Array(BLOCK),
    values: new Float64Array(padded * BLOCK),
    weighted: new Float64Array(padded * BLOCK),
    missing: new Uint16Array(BLOCK),
    products: new Float64Array(padded * padded),
  };
}

/**
 * Takes rows of all columns into the block, less the shift and with their weights.
 *
 * @param rows numbers of the rows, at most BLOCK of them
 * @param columns one an item of the block; NaN = no answer, taken as 0 with weight 0
 * @returns how many answers are missing
 * @example a row of 7 and NaN about the shifts 5 and 5: values 2 and 0, one answer missing
 */
export function fillBlock(
  block: RowBlock,
  rows: Int32Array,
  columns: readonly Float64Array[],
  { weight, shift }: { weight: Float64Array; shift: Float64Array },
): number {
  block.rows = rows.length;
  block.missing.fill(0);
  for (let i = 0; i < rows.length; i++) block.weight[i] = weight[rows[i] as number] as number;
  let missing = 0;
  columns.forEach((column, item) => (missing += fillItem(block, rows, column, { item, shift: shift[item] as number })));
  return missing;
}

function fillItem(
  { values, weighted, weight, missing }: RowBlock,
  rows: Int32Array,
  column: Float64Array,
  { item, shift }: { item: number; shift: number },
): number {
  const from = item * BLOCK;
  let gaps = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = (column[rows[i] as number] as number) - shift;
    values[from + i] = value;
    weighted[from + i] = value * (weight[i] as number);
    if (value === value) continue;
    values[from + i] = 0;
    weighted[from + i] = 0;
    missing[i] = (missing[i] as number) + 1;
    gaps += 1;
  }
  return gaps;
}

/**
 * Gives rows with a missing answer the weight 0.
 *
 * @returns how many rows these are
 * @example of two rows of which one misses an answer: 1
 */
export function dropIncomplete({ items, rows, weight, weighted, missing }: RowBlock): number {
  let dropped = 0;
  for (let i = 0; i < rows; i++) {
    if (missing[i] === 0) continue;
    dropped += 1;
    weight[i] = 0;
    for (let item = 0; item < items; item++) weighted[item * BLOCK + i] = 0;
  }
  return dropped;
}

/**
 * Sums of products of all pairs of items over the rows of the block, two items by four at a time so that they stay in registers.
 *
 * @example of two items with values 2, 1 and 3, 4 and weights 1: products begin 5, 10
 */
export function multiplyBlock(block: RowBlock): void {
  for (let j = 0; j < block.padded; j += 2) {
    for (let k = j & ~3; k < block.padded; k += 4) multiplyTile(block, j, k);
  }
}

function multiplyTile({ padded, rows, values, weighted, products }: RowBlock, j: number, k: number): void {
  const v = k * BLOCK;
  const w = j * BLOCK;
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let i = 0; i < rows; i++) {
    const a = weighted[w + i] as number;
    const b = weighted[w + BLOCK + i] as number;
    const c0 = values[v + i] as number;
    const c1 = values[v + BLOCK + i] as number;
    const c2 = values[v + 2 * BLOCK + i] as number;
    const c3 = values[v + 3 * BLOCK + i] as number;
    a0 += a * c0;
    a1 += a * c1;
    a2 += a * c2;
    a3 += a * c3;
    b0 += b * c0;
    b1 += b * c1;
    b2 += b * c2;
    b3 += b * c3;
  }
  const at = j * padded + k;
  products[at] = a0;
  products[at + 1] = a1;
  products[at + 2] = a2;
  products[at + 3] = a3;
  products[at + padded] = b0;
  products[at + padded + 1] = b1;
  products[at + padded + 2] = b2;
  products[at + padded + 3] = b3;
}
