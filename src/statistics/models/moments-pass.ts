import { noMoments } from './moments.js';
import type { Moments } from './moments.js';
import { BLOCK, dropIncomplete, fillBlock, multiplyBlock, rowBlock } from './row-block.js';
import type { RowBlock } from './row-block.js';
import type { Domains } from '../design/sample.js';

/** How rows are taken into moments. */
export interface MomentsOptions {
  /** By row, 0 or more; absent: 1 each. */
  weight?: Float64Array;
  /**
   * Rows with a missing answer: `complete` leaves them out (listwise deletion, the default), `available` keeps the answers there are, for
   * mean replacement and pairwise moments.
   */
  rows?: 'complete' | 'available';
  /** By item, finite; absent: the first answer of each. Moments that are to be added need the same: give the scale's midpoint. */
  shift?: Float64Array;
}

/**
 * Weighted moments of items in one pass over the rows.
 *
 * @param columns one an item, of equal length; NaN = no answer
 * @param options weights, and what becomes of rows with a missing answer
 * @returns sums over the rows of a weight above 0
 * @throws where columns differ in length, an answer is infinite, or a weight is negative or not finite
 * @example momentsOf([Float64Array.of(1, 3)]).sums // about the shift 1: [2, 2, 4]
 */
export function momentsOf(columns: readonly Float64Array[], options: MomentsOptions = {}): Moments {
  const rows = columns[0]?.length ?? 0;
  const [moments] = momentsByGroup(columns, { code: new Int32Array(rows), count: 1 }, options);
  return moments as Moments;
}

/**
 * Weighted moments of items by group of rows (districts, PSUs, groups of a jackknife), in one pass.
 * Source: for the sums about a shift Chan, Golub and LeVeque, The American Statistician 37 (1983), 242-247.
 *
 * @param columns one an item, of equal length; NaN = no answer
 * @param groups group of each row, -1 = none
 * @param options weights, and what becomes of rows with a missing answer
 * @returns moments by group, all about the same shift; sums of 0 for a group without rows
 * @throws where columns differ in length, an answer is infinite, or a weight is negative or not finite
 * @example momentsByGroup([Float64Array.of(1, 3)], { code: Int32Array.of(0, 1), count: 2 })[1].sums // about the shift 1: [1, 2, 4]
 */
export function momentsByGroup(
  columns: readonly Float64Array[],
  groups: Domains,
  options: MomentsOptions = {},
): Moments[] {
  const rows = groups.code.length;
  const weight = options.weight ?? new Float64Array(rows).fill(1);
  const shift = options.shift ?? Float64Array.from(columns, firstAnswer);
  checkRows([...columns, weight], weight, rows);
  if (shift.length !== columns.length) throw new Error('momentsByGroup requires a shift for every item');
  const pass = { columns, weight, shift, complete: options.rows !== 'available', block: rowBlock(columns.length) };
  const result = Array.from({ length: groups.count }, () => noMoments(shift));
  const order = new Int32Array(SLICE);
  for (let from = 0; from < rows; from += SLICE) {
    let start = 0;
    sortSlice(groups, weight, from, order).forEach((end, group) => {
      for (; start < end; start += BLOCK) {
        addBlock(result[group] as Moments, pass, order.subarray(start, Math.min(end, start + BLOCK)));
      }
      start = end;
    });
  }
  if (!result.every(({ sums }) => sums.every(Number.isFinite)))
    throw new Error('momentsByGroup requires finite answers and shifts');
  return result;
}

/** Rows that are sorted by group at a time: their answers stay in a processor's cache while group after group takes its own. */
const SLICE = 8192;

interface Pass {
  columns: readonly Float64Array[];
  weight: Float64Array;
  shift: Float64Array;
  complete: boolean;
  block: RowBlock;
}

/** Row numbers of a slice by group, rows of weight 0 and of no group left out; returns where each group ends. */
function sortSlice({ code, count }: Domains, weight: Float64Array, from: number, order: Int32Array): Int32Array {
  const to = Math.min(code.length, from + SLICE);
  const ends = new Int32Array(count);
  const counted = (row: number): boolean => (code[row] as number) >= 0 && (weight[row] as number) > 0;
  for (let row = from; row < to; row++) {
    if (counted(row)) ends[code[row] as number] = (ends[code[row] as number] as number) + 1;
  }
  let start = 0;
  ends.forEach((size, group) => {
    ends[group] = start;
    start += size;
  });
  for (let row = from; row < to; row++) {
    if (!counted(row)) continue;
    const at = ends[code[row] as number] as number;
    order[at] = row;
    ends[code[row] as number] = at + 1;
  }
  return ends;
}

function addBlock(moments: Moments, { block, columns, weight, shift, complete }: Pass, rows: Int32Array): void {
  const gaps = fillBlock(block, rows, columns, { weight, shift });
  const dropped = complete && gaps > 0 ? dropIncomplete(block) : 0;
  if (!complete && gaps > 0) addGaps(moments, block, rows, columns);
  multiplyBlock(block);
  moments.n += rows.length - dropped;
  addSums(moments, block);
}

function addSums({ items, sums }: Moments, { rows, weight, weighted, padded, products }: RowBlock): void {
  const add = (at: number, value: number): void => void (sums[at] = (sums[at] as number) + value);
  add(0, sumOf(weight, 0, rows));
  let at = 1 + items;
  for (let j = 0; j < items; j++) {
    add(1 + j, sumOf(weighted, j * BLOCK, rows));
    for (let k = j; k < items; k++) add(at++, products[j * padded + k] as number);
  }
}

function sumOf(values: Float64Array, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at++) sum += values[at] as number;
  return sum;
}

/** For every missing answer: the weights and answers of the other items in that row. */
function addGaps(moments: Moments, block: RowBlock, rows: Int32Array, columns: readonly Float64Array[]): void {
  const p = moments.items;
  if (moments.gaps.length === 0) moments.gaps = new Float64Array(3 * p * p);
  for (let i = 0; i < rows.length; i++) {
    if (block.missing[i] === 0) continue;
    const gone = columns.map((column) => Number.isNaN(column[rows[i] as number]));
    for (let k = 0; k < p; k++) if (gone[k]) addGap(moments, block, { i, k, gone });
  }
}

function addGap(
  { items: p, gaps }: Moments,
  { weight, values, weighted }: RowBlock,
  { i, k, gone }: { i: number; k: number; gone: boolean[] },
): void {
  for (let j = 0; j < p; j++) {
    const at = k * p + j;
    const [value, product] = [values[j * BLOCK + i] as number, weighted[j * BLOCK + i] as number];
    if (gone[j]) gaps[at] = (gaps[at] as number) + (weight[i] as number);
    gaps[p * p + at] = (gaps[p * p + at] as number) + product;
    gaps[2 * p * p + at] = (gaps[2 * p * p + at] as number) + product * value;
  }
}

function firstAnswer(column: Float64Array): number {
  return column.find((value) => !Number.isNaN(value)) ?? 0;
}

function checkRows(columns: readonly Float64Array[], weight: Float64Array, rows: number): void {
  if (columns.some((column) => column.length !== rows)) {
    throw new Error('momentsByGroup requires columns of equal length');
  }
  if (!weight.every((each) => each >= 0 && each < Infinity)) {
    throw new Error('momentsByGroup requires finite weights of 0 or more');
  }
}
