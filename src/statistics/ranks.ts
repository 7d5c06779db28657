/** How tied values share their ranks: standard competition (1, 2, 2, 4), the mean (1, 2.5, 2.5, 4) or the worst (1, 3, 3, 4). */
export type Ties = 'best' | 'mean' | 'worst';

/**
 * Ranks, 1 for the largest value.
 *
 * @param values finite; -0 ties with 0
 * @param ties how equal values share their ranks
 * @returns ranks 1..p in the order given
 * @example ranksOf([4, 7, 4]) // [2, 1, 2]
 */
export function ranksOf(values: readonly number[], ties: Ties = 'best'): number[] {
  return values.map((value) => {
    const above = values.filter((other) => other > value).length;
    const tied = values.filter((other) => other === value).length - 1;
    return 1 + above + { best: 0, mean: tied / 2, worst: tied }[ties];
  });
}
