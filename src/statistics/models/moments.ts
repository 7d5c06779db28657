/**
 * Weighted sums of p items about a shift: all that means, covariances and correlations need. Sums of disjoint rows add up, and those of
 * some of the rows can be taken away again.
 */
export interface Moments {
  /** Number of items, p. */
  items: number;
  /** What was taken off each item before summing: a value inside its scale, so that no digits are lost. */
  shift: Float64Array;
  /** Rows of a weight above 0. */
  n: number;
  /** 1 + p + p(p+1)/2 sums: w, w x by item, w x x' (upper triangle by row). A missing answer adds 0. */
  sums: Float64Array;
  /**
   * What the sums lack where answers are missing: 3 x p x p by row; row k is summed over the rows where item k is missing: w where item
   * j is missing too, w x_j, w x_j^2. Empty where nothing is missing.
   */
  gaps: Float64Array;
}

/**
 * Moments without rows.
 *
 * @param shift by item, finite, in units of the items
 * @returns sums of 0
 * @example noMoments(Float64Array.of(5, 5)).sums.length // 6
 */
export function noMoments(shift: Float64Array): Moments {
  const items = shift.length;
  const sums = new Float64Array(1 + items + (items * (items + 1)) / 2);
  return { items, shift, n: 0, sums, gaps: new Float64Array() };
}

/**
 * Moments of all the rows of several groups: sum of factor x moments. A factor of 0 leaves a group out, so that a jackknife replicate costs
 * nothing but this; -1 takes rows away again.
 *
 * @param groups one or more, of disjoint rows, of the same items about the same shift
 * @param factors by group; absent: 1 each
 * @returns moments; n counts the rows of groups with a factor above 0
 * @throws where there is no group, items, shifts or the number of factors differ, or a factor is not finite
 * @example poolMoments(momentsByGroup(columns, groups, { weight })) // momentsOf(columns, { weight })
 */
export function poolMoments(groups: readonly Moments[], factors?: ArrayLike<number>): Moments {
  const [first] = groups;
  if (!first || groups.some((group) => !sameShift(group, first))) {
    throw new Error('poolMoments requires groups of the same items about the same shift');
  }
  if (factors && factors.length !== groups.length) throw new Error('poolMoments requires a factor for every group');
  if (factors && !Array.from(factors).every(Number.isFinite)) throw new Error('poolMoments requires finite factors');
  const gapped = groups.find((group) => group.gaps.length > 0);
  const result = { ...noMoments(first.shift), gaps: new Float64Array(gapped?.gaps.length ?? 0) };
  groups.forEach((group, g) => addTimes(result, group, factors?.[g] ?? 1));
  return result;
}

/**
 * Sum of w x_j x_k about the shift.
 *
 * @param j @param k numbers of two items, in any order
 * @returns in squared units of the items
 * @example productOf(momentsOf([Float64Array.of(6, 7)], { shift: Float64Array.of(5) }), 0, 0) // 5
 */
export function productOf({ items, sums }: Moments, j: number, k: number): number {
  const [row, column] = j < k ? [j, k] : [k, j];
  return sums[1 + items + row * items - (row * (row - 1)) / 2 + column - row] as number;
}

function addTimes(result: Moments, { n, sums, gaps }: Moments, factor: number): void {
  if (factor === 0) return;
  if (factor > 0) result.n += n;
  for (let at = 0; at < sums.length; at++) {
    result.sums[at] = (result.sums[at] as number) + factor * (sums[at] as number);
  }
  for (let at = 0; at < gaps.length; at++) {
    result.gaps[at] = (result.gaps[at] as number) + factor * (gaps[at] as number);
  }
}

function sameShift(one: Moments, other: Moments): boolean {
  return one.items === other.items && one.shift.every((shift, item) => shift === other.shift[item]);
}
