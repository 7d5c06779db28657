/** A column that enters a person's score. */
export interface ScoredColumn {
  /** By row, NaN = no answer. */
  values: Float64Array;
  /** Above 0. */
  weight: number;
}

/**
 * Scores by row: the weighted mean of the columns that the row has an answer to, where it has answers to at least a share of them. Used twice,
 * it climbs from items to sectors to a person's index. The mean of such scores is another number than the index of item means where
 * answers are missing.
 * Source: the mean over available items with a least number, as in Schafer and Graham (2002), section 3.
 *
 * @param columns of equal length, on one scale
 * @param leastShare of the columns, from 0 to 1; the number it makes is rounded up, one answer at the least
 * @returns by row in units of the columns; NaN where too few are answered
 * @throws where there are no columns, they differ in length, a weight is not above 0, or the least share is not one
 * @example columns [2, NaN] and [4, 6] of weights 3 and 1 with leastShare 0.5: [2.5, 6]
 */
export function answeredMeans(columns: readonly ScoredColumn[], leastShare: number): Float64Array {
  const rows = columns[0]?.values.length;
  if (rows === undefined || columns.some(({ values }) => values.length !== rows)) {
    throw new Error('answeredMeans requires columns of equal length');
  }
  if (!(leastShare >= 0 && leastShare <= 1)) throw new Error('answeredMeans requires a least share from 0 to 1');
  if (columns.some(({ weight }) => !(weight > 0))) throw new Error('answeredMeans requires weights above 0');
  const least = Math.max(1, Math.ceil(leastShare * columns.length - 1e-9));
  return Float64Array.from({ length: rows }, (_, row) => {
    let [answered, sum, weights] = [0, 0, 0];
    for (const { values, weight } of columns) {
      const value = values[row] as number;
      if (Number.isNaN(value)) continue;
      answered += 1;
      sum += weight * value;
      weights += weight;
    }
    return answered < least ? Number.NaN : sum / weights;
  });
}
