import type { ItemCovariance } from '../models/item-covariance.js';

/** How well items measure one thing together. */
export interface Alpha {
  /** From covariances; at most 1, negative where items contradict one another. */
  raw: number;
  /** From correlations. */
  standardised: number;
  /** Mean correlation between two items. */
  averageCorrelation: number;
  /** In the order of the items. */
  items: AlphaItem[];
}

/** One item beside the others. */
export interface AlphaItem {
  /** Raw alpha of the others; absent where only one is left. */
  rawIfDropped?: number;
  /** Correlation with the sum of the others; absent where that sum does not vary. */
  correctedCorrelation?: number;
}

/**
 * Cronbach's alpha: raw = k/(k-1) (1 - sum of variances / variance of the sum); standardised = k r/(1 + (k-1) r), r the mean correlation.
 * The divisor of the covariances cancels.
 * Source: Cronbach (1951); R psych `alpha`; R survey `svycralpha`.
 *
 * @param items two or more, all pointing the same way; of complete rows, weighted for weighted figures
 * @returns nothing where an item or the sum of the items does not vary: say so, and leave the item out
 * @throws where there is one item: it has no alpha
 * @example two items with variances 1 and covariance 0.5: raw and standardised 0.666667
 */
export function cronbachAlpha(items: ItemCovariance): Alpha | undefined {
  const k = items.items;
  if (k < 2) throw new Error('cronbachAlpha requires two items or more');
  const all = Array.from({ length: k }, (_, j) => j);
  const raw = rawAlpha(items, all);
  if (raw === undefined || !items.sd.every((sd) => sd > 0)) return undefined;
  const correlations = sumOver(items.correlation, k, all) - k;
  const averageCorrelation = correlations / (k * (k - 1));
  return {
    raw,
    standardised: (k * averageCorrelation) / (1 + (k - 1) * averageCorrelation),
    averageCorrelation,
    items: all.map((item) => besideOthers(items, item)),
  };
}

function besideOthers(items: ItemCovariance, item: number): AlphaItem {
  const k = items.items;
  const others = Array.from({ length: k }, (_, j) => j).filter((j) => j !== item);
  const spread = sumOver(items.covariance, k, others);
  const common = others.reduce((sum, j) => sum + (items.covariance[item * k + j] as number), 0);
  const rawIfDropped = others.length > 1 ? rawAlpha(items, others) : undefined;
  return {
    ...(rawIfDropped === undefined ? {} : { rawIfDropped }),
    ...(spread > 0 ? { correctedCorrelation: common / ((items.sd[item] as number) * Math.sqrt(spread)) } : {}),
  };
}

function rawAlpha({ items: k, covariance }: ItemCovariance, members: number[]): number | undefined {
  const total = sumOver(covariance, k, members);
  const own = members.reduce((sum, j) => sum + (covariance[j * k + j] as number), 0);
  return total > 0 ? (members.length / (members.length - 1)) * (1 - own / total) : undefined;
}

/** Sum of the entries of a k x k matrix where both row and column are members. */
function sumOver(matrix: Float64Array, k: number, members: number[]): number {
  return members.reduce((sum, j) => members.reduce((rest, l) => rest + (matrix[j * k + l] as number), sum), 0);
}
