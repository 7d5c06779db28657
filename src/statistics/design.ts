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
 * @param stratum code of the stratum by row, 0..strata-1
 * @param psu code of the PSU by row, any integer
 * @returns design of `psu.length` rows
 * @throws where the columns differ in length
 * @example designOf(Int32Array.of(0, 0, 1), Int32Array.of(7, 7, 7)).stratum // Int32Array [0, 1]: two PSUs
 */
export function designOf(stratum: Int32Array, psu: Int32Array): Design {
  if (stratum.length !== psu.length) throw new Error('designOf requires columns of equal length');
  const numbers = new Map<string, number>();
  const stratumOfPsu: number[] = [];
  const renumbered = psu.map((code, row) => {
    const key = `${stratum[row]}/${code}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, stratumOfPsu.length);
    return stratumOfPsu.push(stratum[row] as number) - 1;
  });
  return { psu: renumbered, stratum: Int32Array.from(stratumOfPsu), strata: new Set(stratumOfPsu).size };
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
