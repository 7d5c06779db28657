/**
 * How tied values share their ranks: the best of the places they take (1, 2, 2, 4), their mean (1, 2.5, 2.5, 4) or the worst
 * (1, 3, 3, 4); a number from 0 to 1 is the way from the best to the worst.
 */
export type Ties = 'best' | 'mean' | 'worst' | number;

/**
 * Ranks, 1 for the largest value.
 * Source: Mogstad, Romano, Shaikh and Wilhelm (2024); R csranks `irank`, whose omega is `ties` as a number.
 *
 * @param values not NaN; -0 ties with 0
 * @param ties how equal values share their ranks
 * @returns ranks 1..p in the order given
 * @throws where a value is NaN or the way from best to worst lies outside 0 to 1
 * @example ranksOf([4, 7, 4]) // [2, 1, 2]
 */
export function ranksOf(values: readonly number[], ties: Ties = 'best'): number[] {
  const omega = typeof ties === 'number' ? ties : { best: 0, mean: 0.5, worst: 1 }[ties];
  if (!(omega >= 0 && omega <= 1)) throw new Error('ranksOf requires ties from 0 to 1');
  if (values.some(Number.isNaN)) throw new Error('ranksOf requires values that are numbers');
  return values.map((value) => {
    const above = values.filter((other) => other > value).length;
    const tied = values.filter((other) => other === value).length - 1;
    return 1 + above + omega * tied;
  });
}
