/** Spread of the rows with a value in one domain. */
export interface Spread {
  n: number;
  /** sum w (y - m)^2 / sum w x n/(n-1). */
  variance: number;
  sumOfWeights: number;
}

/** A sum of weights that were scaled to the number of rows misses it by about as much. */
const ROUNDING = 1e-9;

/**
 * Design effect of a mean: its variance over that of a simple random sample of n rows, with (1 - n/N) unless told `withReplacement`. N is
 * the sum of the weights, so weights must be on the scale of the population.
 * Source: Kish (1965), section 8.2; R survey `deff = TRUE`.
 *
 * @param varianceOfMean design variance of the mean, in squared units of the values
 * @param spread from `spreadOf`
 * @returns 1 where the design costs nothing, more where it costs; `undefined` where a simple random sample would have no error: a spread of
 * 0, or no more people than rows
 * @example designEffect(2, { n: 10, variance: 10, sumOfWeights: 100 }) // 2.2222
 */
export function designEffect(varianceOfMean: number, spread: Spread, withReplacement = false): number | undefined {
  const unseen = withReplacement ? 1 : 1 - spread.n / spread.sumOfWeights;
  if (!(unseen > ROUNDING && spread.variance > 0)) return undefined;
  return varianceOfMean / ((spread.variance / spread.n) * unseen);
}

/**
 * Weighted variance of the rows of one domain, with n/(n-1).
 *
 * Source: R survey `svyvar`.
 *
 * @param weight by row, 0 or more; rows of weight 0 are left out
 * @param values by row, NaN = no value
 * @param inDomain by row
 * @returns variance in squared units of the values; n 0 and variance 0 where no row has a value
 * @throws where columns differ in length
 * @example spreadOf(Float64Array.of(1, 1), Float64Array.of(1, 3)) // { n: 2, variance: 2, sumOfWeights: 2 }
 */
export function spreadOf(
  weight: Float64Array,
  values: Float64Array,
  inDomain: (row: number) => boolean = () => true,
): Spread {
  if (weight.length !== values.length) throw new Error('spreadOf requires a weight for every value');
  let n = 0;
  let sum = 0;
  let mean = 0;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const y = values[row] as number;
    const w = weight[row] as number;
    if (w === 0 || Number.isNaN(y) || !inDomain(row)) continue;
    n += 1;
    sum += w;
    const shift = y - mean;
    mean += (w / sum) * shift;
    squares += w * shift * (y - mean);
  }
  return { n, variance: n < 2 ? 0 : (squares / sum) * (n / (n - 1)), sumOfWeights: sum };
}
