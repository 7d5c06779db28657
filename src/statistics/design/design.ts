/** Who was drawn together: rows in primary sampling units (PSUs), PSUs in strata. */
export interface Design {
  /** PSU of each row. */
  psu: Int32Array;
  /** Stratum of each PSU, PSUs without rows included. */
  stratum: Int32Array;
  strata: number;
  /** Sampling fraction of PSUs by stratum (first stage, not of persons); without it every fraction is 0. */
  fraction?: Float64Array;
}

/**
 * A design from codes by row. PSU codes need be unique within their stratum only; PSUs are renumbered from 0 in order of
 * first appearance.
 *
 * @param stratum code of the stratum by row, from 0; one that no row has is a stratum without PSUs
 * @param psu code of the PSU by row, any integer
 * @returns design of `psu.length` rows
 * @throws where the columns differ in length or a stratum's code is below 0
 * @example designOf(Int32Array.of(0, 0, 1), Int32Array.of(7, 7, 7)).stratum // Int32Array [0, 1]: two PSUs
 */
export function designOf(stratum: Int32Array, psu: Int32Array): Design {
  if (stratum.length !== psu.length) throw new Error('designOf requires columns of equal length');
  if (stratum.some((code) => code < 0)) throw new Error('designOf requires codes of strata from 0');
  const stratumOfPsu: number[] = [];
  const numberOf = numbering(stratum, psu);
  const renumbered = new Int32Array(psu.length);
  for (let row = 0; row < psu.length; row++) {
    const number = numberOf(row, stratumOfPsu.length);
    if (number === stratumOfPsu.length) stratumOfPsu.push(stratum[row] as number);
    renumbered[row] = number;
  }
  return {
    psu: renumbered,
    stratum: Int32Array.from(stratumOfPsu),
    strata: stratumOfPsu.reduce((most, code) => Math.max(most, code + 1), 0),
  };
}

/** Up to this many possible pairs of stratum and PSU a table is faster than a map. */
const DENSE = 1 << 22;

/** Tells a row the number its PSU has, or gives it the next one. */
function numbering(stratum: Int32Array, psu: Int32Array): (row: number, next: number) => number {
  const [lowest, highest] = rangeOf(psu);
  const width = highest - lowest + 1;
  const last = rangeOf(stratum)[1];
  const keyOf = (row: number): number => (stratum[row] as number) * width + (psu[row] as number) - lowest;
  return (last + 1) * width <= DENSE ? byTable(keyOf, (last + 1) * width) : byMap(keyOf);
}

function byTable(keyOf: (row: number) => number, keys: number): (row: number, next: number) => number {
  const numbers = new Int32Array(keys);
  return (row, next) => {
    const key = keyOf(row);
    const known = numbers[key] as number;
    if (known > 0) return known - 1;
    numbers[key] = next + 1;
    return next;
  };
}

function byMap(keyOf: (row: number) => number): (row: number, next: number) => number {
  const numbers = new Map<number, number>();
  return (row, next) => {
    const key = keyOf(row);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, next);
    return next;
  };
}

function rangeOf(codes: Int32Array): [number, number] {
  let lowest = 0;
  let highest = 0;
  for (let row = 0; row < codes.length; row++) {
    lowest = Math.min(lowest, codes[row] as number);
    highest = Math.max(highest, codes[row] as number);
  }
  return [lowest, highest];
}

/**
 * Number of PSUs in each stratum.
 *
 * @param design strata numbered 0..strata-1
 * @returns counts by stratum; 0 for a stratum without PSUs
 * @example psusByStratum(designOf(Int32Array.of(0, 0, 1), Int32Array.of(1, 2, 1))) // Int32Array [2, 1]
 */
export function psusByStratum(design: Design): Int32Array {
  const counts = new Int32Array(design.strata);
  for (const stratum of design.stratum) counts[stratum] = (counts[stratum] as number) + 1;
  return counts;
}

/**
 * Degrees of freedom of the whole design: PSUs less strata, the same for every domain.
 * Source: Korn and Graubard, Analysis of Health Surveys (1999), section 2.4; R survey `degf`.
 *
 * @param design strata without PSUs count for nothing
 * @returns a count of 0 or more
 * @example degreesOfFreedom(designOf(Int32Array.of(0, 0, 1, 1), Int32Array.of(1, 2, 1, 2))) // 2
 */
export function degreesOfFreedom(design: Design): number {
  const strata = psusByStratum(design).filter((count) => count > 0).length;
  return design.stratum.length - strata;
}
