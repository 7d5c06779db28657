import { dispositions } from './aapor.js';
import type { DispositionCounts } from './aapor.js';

/** Which rows count, and for how much. */
export interface DispositionRows {
  /** Place of each row's disposition in `dispositions`; -1 = none yet, the row is left out. */
  code: Int32Array;
  /** Base weights of 0 or more; every row counts 1 where there are none. NaN = no value, the row is left out. */
  weight?: Float64Array;
  /** Group of each row, 0 to count - 1; -1 = in none. All rows are one group where there are none. */
  groups?: { code: Int32Array; count: number };
}

/**
 * Cases by final disposition, or sums of their base weights, in each group: what outcome rates are made from.
 *
 * @param rows columns of the same length
 * @returns one entry a group, in the order of their codes
 * @throws Error where columns differ in length, a code is out of range or a weight is negative
 * @example dispositionCounts({ code: Int32Array.of(0, 0, 2, -1) }) // [{ I: 2, P: 0, R: 1, NC: 0, ... }]
 */
export function dispositionCounts({ code, weight, groups }: DispositionRows): DispositionCounts[] {
  const lengths = [weight?.length ?? code.length, groups?.code.length ?? code.length];
  if (lengths.some((length) => length !== code.length)) {
    throw new Error('dispositionCounts requires columns of the same length');
  }
  const counts = Array.from({ length: groups?.count ?? 1 }, none);
  for (let row = 0; row < code.length; row++) {
    const own = weight ? (weight[row] as number) : 1;
    if (own < 0) throw new Error(`dispositionCounts requires weights of 0 or more, not ${own}`);
    const group = groups ? (groups.code[row] as number) : 0;
    const at = code[row] as number;
    if (at === -1 || group === -1 || Number.isNaN(own)) continue;
    const disposition = dispositions[at];
    const entry = counts[group];
    if (!disposition || !entry) throw new Error(`dispositionCounts requires codes in their range, not ${at}, ${group}`);
    entry[disposition] += own;
  }
  return counts;
}

function none(): DispositionCounts {
  return { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
}
