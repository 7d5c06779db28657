import { productOf } from './moments.js';
import type { Moments } from './moments.js';

/** Means, covariances and correlations of p items. */
export interface ItemCovariance {
  items: number;
  /** Rows they come from. */
  n: number;
  sumOfWeights: number;
  /** In units of the items; NaN where an item has no answer. */
  mean: Float64Array;
  /** In units of the items; 0 where an item is constant or has no answer. */
  sd: Float64Array;
  /** p x p by row; 0 for constant items; NaN where no row has an answer to both items. */
  covariance: Float64Array;
  /** p x p by row; 0 for constant items, on the diagonal too; NaN where the rows with an answer to both do not vary. */
  correlation: Float64Array;
}

export interface CovarianceOptions {
  /**
   * What stands for missing answers. `meanReplacement`: the item's mean over the answers there are. `pairwise`: each entry comes from the
   * rows with an answer to both its items; the matrix may then have negative eigenvalues. Without missing answers both are the same.
   */
  missing?: 'meanReplacement' | 'pairwise';
  /** Divisor of the sums of squares: the sum of weights (the default), or 1 less, as for an unweighted sample. */
  divisor?: 'weights' | 'weightsLessOne';
}

/** A sum of squares below this part of the one about the shift is rounding: the item is constant. */
const CONSTANT = 1e-12;

/**
 * Means, covariances and correlations from moments.
 * Source: R `cov.wt(method = 'ML')` for weights; `cov(use = 'pairwise.complete.obs')` for pairs, where means are those of the pair's rows.
 *
 * @param moments of rows taken as `complete` for listwise deletion, as `available` for the treatments here
 * @param options what stands for missing answers, and the divisor
 * @returns matrices of p x p; sums of weights and n count all rows taken
 * @throws where there is missing data and no treatment
 * @example of 1, 3 with weights 1 and 3: mean 2.5, covariance 0.75
 */
export function covarianceOf(
  moments: Moments,
  { missing, divisor = 'weights' }: CovarianceOptions = {},
): ItemCovariance {
  if (moments.gaps.length > 0 && !missing) throw new Error('covarianceOf requires a treatment of missing answers');
  const p = moments.items;
  const less = divisor === 'weights' ? 0 : 1;
  const constant = Array.from(moments.shift, (_, j) => isConstant(moments, j));
  const covariance = new Float64Array(p * p);
  const correlation = new Float64Array(p * p);
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) {
      if (constant[j] || constant[k]) continue;
      const { weight, product, squares } = (missing === 'pairwise' ? commonRows : replaced)(moments, j, k);
      const scale = Math.sqrt(squares[0] * squares[1]);
      covariance[j * p + k] = weight > 0 ? product / (weight - less) : Number.NaN;
      correlation[j * p + k] = scale > 0 ? (j === k ? 1 : product / scale) : Number.NaN;
    }
  }
  const mean = meansOf(moments);
  const sd = mean.map((_, j) => Math.sqrt(covariance[j * p + j] as number));
  return { items: p, n: moments.n, sumOfWeights: moments.sums[0] as number, mean, sd, covariance, correlation };
}

/**
 * Weighted means of items, each over the answers there are.
 *
 * @returns by item, in units of the items; NaN where an item has no answer
 * @example of 1, 3 with weights 1 and 3: 2.5
 */
export function meansOf(moments: Moments): Float64Array {
  return moments.shift.map((shift, j) => shift + meanOf(moments, j));
}

/** Sums of products about the mean of one pair of items. */
interface Pair {
  /** Sum of weights they come from. */
  weight: number;
  product: number;
  /** Of each of the two items. */
  squares: [number, number];
}

/** Missing answers at the item's mean: they add nothing to the sums about it. */
function replaced(moments: Moments, j: number, k: number): Pair {
  const about = (a: number, b: number): number => {
    const [one, other] = [meanOf(moments, a), meanOf(moments, b)];
    const { weight, first, second, product } = sumsOfPair(moments, a, b);
    return product - one * second - other * first + one * other * weight;
  };
  return { weight: moments.sums[0] as number, product: about(j, k), squares: [about(j, j), about(k, k)] };
}

/** Only the rows with an answer to both. */
function commonRows(moments: Moments, j: number, k: number): Pair {
  const { weight, first, second, product, firstSquare, secondSquare } = sumsOfPair(moments, j, k);
  const about = (square: number, sum: number): number => {
    const rest = square - (sum * sum) / weight;
    return rest <= CONSTANT * square ? 0 : rest;
  };
  return {
    weight,
    product: product - (first * second) / weight,
    squares: [about(firstSquare, first), about(secondSquare, second)],
  };
}

interface PairSums {
  weight: number;
  first: number;
  second: number;
  product: number;
  firstSquare: number;
  secondSquare: number;
}

/** Sums about the shift over the rows with an answer to both items: those of each item less those where the other is missing. */
function sumsOfPair(moments: Moments, j: number, k: number): PairSums {
  const { items: p, sums, gaps } = moments;
  const gap = (part: number, missing: number, item: number): number => gaps[(part * p + missing) * p + item] ?? 0;
  return {
    weight: (sums[0] as number) - gap(0, j, j) - gap(0, k, k) + gap(0, j, k),
    first: (sums[1 + j] as number) - gap(1, k, j),
    second: (sums[1 + k] as number) - gap(1, j, k),
    product: productOf(moments, j, k),
    firstSquare: productOf(moments, j, j) - gap(2, k, j),
    secondSquare: productOf(moments, k, k) - gap(2, j, k),
  };
}

/** Mean of the answers there are, about the shift. */
function meanOf(moments: Moments, j: number): number {
  const { weight, first } = sumsOfPair(moments, j, j);
  return weight > 0 ? first / weight : Number.NaN;
}

function isConstant(moments: Moments, j: number): boolean {
  const { weight, squares } = commonRows(moments, j, j);
  return !(weight > 0) || squares[0] === 0;
}
