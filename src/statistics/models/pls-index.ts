import type { PathNetwork } from './path-model.js';
import type { Pls } from './pls.js';

/** Ends of an item's scale: what can be answered, not what was. */
export interface ScaleEnds {
  min: number;
  max: number;
}

/** What an index is made of, besides the weights. */
export interface IndexInput {
  /** Weights on the items as they were answered, from `unstandardisedWeights`; or those of a covariance run as they are. */
  weights: Float64Array;
  /** By item: of the whole sample, or of one district with the weights of all. */
  mean: Float64Array;
  /** By item. */
  ends: readonly ScaleEnds[];
}

/** Index of one construct. */
export interface ConstructIndex {
  construct: string;
  /** 0-100; absent where it is refused for weights of both signs, or an item has no mean. */
  value?: number;
  /** Standard deviation of people's own index, from scores of variance 1; absent with the value. */
  sd?: number;
  /** The construct has weights of both signs. */
  mixedSigns: boolean;
}

/**
 * Weights on the items as they were answered: standardised weight / sd.
 * Source: Fornell, Johnson, Anderson, Cha and Bryant, Journal of Marketing 60 (1996), 7-18.
 *
 * @param pls from correlations
 * @param sd by item, in units of the items; 0 = constant
 * @returns by item, in units of 1 / item; 0 for constant items
 * @example weight 0.3 and sd 2: 0.15
 */
export function unstandardisedWeights({ weights }: Pls, sd: Float64Array): Float64Array {
  return weights.map((weight, item) => (sd[item] === 0 ? 0 : weight / (sd[item] as number)));
}

/**
 * Index of every construct: 100 (sum w mean - sum w min) / (sum w max - sum w min). It is linear in the means, so the mean of people's own
 * indexes is the index of the means; people's own index is value + sd x score.
 * Source: Fornell et al. (1996), footnote 5.
 *
 * @param input weights, means and scale ends by item of the network
 * @param mixed what happens to a construct with weights of both signs, whose index can leave 0-100: `refuse` (the default) or `compute`
 * @returns one entry a construct, in order of the model
 * @throws where weights, means or ends are not by item, or a scale has no length
 * @example one item of mean 7.3 on 1-10: value 70
 */
export function indexesOf(
  network: PathNetwork,
  { weights, mean, ends }: IndexInput,
  mixed: 'refuse' | 'compute' = 'refuse',
): ConstructIndex[] {
  if ([weights, mean, ends].some(({ length }) => length !== network.items.length)) {
    throw new Error('indexesOf requires a weight, a mean and scale ends for every item');
  }
  if (!ends.every(({ min, max }) => max > min)) throw new Error('indexesOf requires scales that end above their start');
  return network.blocks.map((block, j) => {
    const used = block.filter((item) => weights[item] !== 0);
    const sum = (of: (item: number) => number): number =>
      used.reduce((total, item) => total + (weights[item] as number) * of(item), 0);
    const mixedSigns = new Set(used.map((item) => Math.sign(weights[item] as number))).size > 1;
    const length = sum((item) => (ends[item] as ScaleEnds).max - (ends[item] as ScaleEnds).min);
    const value = (100 * sum((item) => (mean[item] as number) - (ends[item] as ScaleEnds).min)) / length;
    const entry = { construct: network.ids[j] as string, mixedSigns };
    const refused = (mixedSigns && mixed === 'refuse') || !Number.isFinite(value);
    return refused ? entry : { ...entry, value, sd: 100 / length };
  });
}

/**
 * Scores of every row on every construct: sum of w (x - mean).
 *
 * @param columns one an item, of equal length; NaN = no answer
 * @param input weights on the items as they were answered, and their means
 * @param missing `replace`: a missing answer counts as the mean; `leave` (the default): the row has no score
 * @returns by construct a column of scores with variance 1, NaN = no score
 * @throws where columns differ in length, or an item has no column, weight or mean
 * @example one item of sd 2 and mean 7 answered 9: 1
 */
export function scoresOf(
  { blocks }: PathNetwork,
  columns: readonly Float64Array[],
  { weights, mean }: Pick<IndexInput, 'weights' | 'mean'>,
  missing: 'replace' | 'leave' = 'leave',
): Float64Array[] {
  const rows = columns[0]?.length ?? 0;
  const items = blocks.flat().length;
  if ([columns, weights, mean].some(({ length }) => length !== items))
    throw new Error('scoresOf requires a column, a weight and a mean for every item');
  if (columns.some(({ length }) => length !== rows)) throw new Error('scoresOf requires columns of equal length');
  return blocks.map((block) => {
    const scores = new Float64Array(rows);
    for (const item of block) {
      const weight = weights[item] as number;
      if (weight !== 0)
        addScores(scores, columns[item] as Float64Array, weight, { mean: mean[item] as number, missing });
    }
    return scores;
  });
}

function addScores(
  scores: Float64Array,
  column: Float64Array,
  weight: number,
  { mean, missing }: { mean: number; missing: 'replace' | 'leave' },
): void {
  for (let row = 0; row < scores.length; row++) {
    const value = column[row] as number;
    if (missing === 'replace' && Number.isNaN(value)) continue;
    scores[row] = (scores[row] as number) + weight * (value - mean);
  }
}
