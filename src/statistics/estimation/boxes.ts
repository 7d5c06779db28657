/**
 * A box of a scale as a column: 1 for answers from `low` to `high`, 0 for others. Its mean (`domainMeans`, `shareOf`) is the share of the
 * box, with its error; the top two of 1-10 are 9 to 10, the bottom two 1 to 2.
 * Source: Morgan and Rego (2006), on top-two-box scores.
 *
 * @param values answers by row, NaN = no answer
 * @param low lowest answer in the box
 * @param high highest answer in the box, low or more
 * @returns by row 0 or 1, NaN = no answer: such rows leave the denominator
 * @throws where the box is empty
 * @example boxOf(Float64Array.of(8, 9, 10), 9, 10) // [0, 1, 1]
 */
export function boxOf(values: Float64Array, low: number, high: number): Float64Array {
  if (!(high >= low)) throw new Error('boxOf requires a highest answer that is not below the lowest');
  return values.map((value) => (Number.isNaN(value) ? Number.NaN : value >= low && value <= high ? 1 : 0));
}

/**
 * Net promoter score as a column: +100 for promoters, -100 for detractors, 0 between. The score is the mean of the column, and its error is
 * that of this mean, which two separate shares would not give.
 * Source: Reichheld (2003); Rocks (2016), on its variance.
 *
 * @param values answers by row, NaN = no answer
 * @param limits lowest answer of promoters and highest of detractors; 9 and 6 on scales that end at 10
 * @returns by row -100, 0 or 100, NaN = no answer
 * @throws where somebody would be both
 * @example promoterScore(Float64Array.of(10, 8, 3)) // [100, 0, -100]
 */
export function promoterScore(
  values: Float64Array,
  { promotersFrom, detractorsTo } = { promotersFrom: 9, detractorsTo: 6 },
): Float64Array {
  if (!(promotersFrom > detractorsTo)) throw new Error('promoterScore requires promoters above detractors');
  return values.map((value) => {
    if (Number.isNaN(value)) return Number.NaN;
    return value >= promotersFrom ? 100 : value <= detractorsTo ? -100 : 0;
  });
}

/**
 * Weighted share of each answer that was given.
 * Source: R survey `svymean(~factor(x), na.rm = TRUE)`.
 *
 * @param weight by row, 0 or more
 * @param values answers by row, NaN = no answer
 * @returns shares that sum to 1 by answer, in ascending order; empty where nobody with a weight answered
 * @throws where columns differ in length, or a weight is negative or not finite
 * @example answerShares(Float64Array.of(1, 3), Float64Array.of(8, 9)) // Map { 8 => 0.25, 9 => 0.75 }
 */
export function answerShares(weight: Float64Array, values: Float64Array): Map<number, number> {
  if (weight.length !== values.length) throw new Error('answerShares requires a weight for every answer');
  if (!weight.every((each) => each >= 0 && each < Infinity))
    throw new Error('answerShares requires finite weights of 0 or more');
  const sums = new Map<number, number>();
  let total = 0;
  values.forEach((value, row) => {
    const w = weight[row] as number;
    if (Number.isNaN(value) || w === 0) return;
    sums.set(value, (sums.get(value) ?? 0) + w);
    total += w;
  });
  return new Map([...sums].toSorted(([a], [b]) => a - b).map(([value, sum]) => [value, sum / total]));
}
