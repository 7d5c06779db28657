import quantile from '@stdlib/stats-base-dists-normal-quantile';

/** What a rank is turned into: its share, its normal quantile, or whether it lies above the middle. */
export type RankScore = 'wilcoxon' | 'normal' | 'median';

/**
 * Scores of rows by their weighted rank among the rows with a value: rank = cumulated weight less half the row's own, averaged over ties;
 * share = rank / sum of weights. Their domain means are compared with `equalityTest`. Ties of rows with other weights are averaged plainly
 * in the order given, as the peer program does: with weights that differ among ties the rank depends on that order.
 * Source: Lumley and Scott (2013), Two-sample rank tests under complex sampling; R survey `svyranktest`.
 *
 * @param weight by row, 0 or more
 * @param values by row, NaN = no value
 * @param score `wilcoxon` (also Kruskal-Wallis), `normal` (van der Waerden), `median`
 * @returns scores by row, 0 to 1 for `wilcoxon` and `median`; NaN where there is no value
 * @throws where columns differ in length or no weight is above 0
 * @example rankScores(Float64Array.of(1, 1, 2), Float64Array.of(5, 5, 9)) // [0.25, 0.25, 0.75]
 */
export function rankScores(weight: Float64Array, values: Float64Array, score: RankScore = 'wilcoxon'): Float64Array {
  if (weight.length !== values.length) throw new Error('rankScores requires columns of equal length');
  const order = Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]));
  order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const total = order.reduce((sum, row) => sum + (weight[row] as number), 0);
  if (!(total > 0)) throw new Error('rankScores requires rows with a value and a weight above 0');
  const ranks = averagedOverTies(order, weight, values);
  return ranks.map((rank) => scoreOf(rank / total, score));
}

function averagedOverTies(order: readonly number[], weight: Float64Array, values: Float64Array): Float64Array {
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  let cumulated = 0;
  for (let from = 0; from < order.length;) {
    const value = values[order[from] as number];
    let sum = 0;
    let to = from;
    for (; to < order.length && values[order[to] as number] === value; to++) {
      const own = weight[order[to] as number] as number;
      sum += cumulated + own / 2;
      cumulated += own;
    }
    for (let at = from; at < to; at++) ranks[order[at] as number] = sum / (to - from);
    from = to;
  }
  return ranks;
}

function scoreOf(share: number, score: RankScore): number {
  if (Number.isNaN(share) || score === 'wilcoxon') return share;
  return score === 'normal' ? quantile(share, 0, 1) : Number(share > 0.5);
}
