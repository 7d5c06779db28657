import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Pls } from './pls.js';

/** How well the items of a construct go together. Constant items are left out; a single item has 1 everywhere by convention. */
export interface Reliability {
  construct: string;
  /** Items that vary. */
  items: number;
  /** Standardised Cronbach's alpha, at most 1, may be negative; absent where the items' correlations sum to 0. */
  alpha?: number;
  /** Joereskog's composite reliability from the loadings. */
  rhoC: number;
  /** Dijkstra and Henseler's reliability of the score. */
  rhoA: number;
  /** Average variance extracted: mean squared loading. */
  ave: number;
  /** Largest and second largest eigenvalue of the items' correlations; 0 for the second of a single item. */
  eigenvalues: [number, number];
  /** Dillon and Goldstein's rho from the first principal component. */
  rhoOfFirstComponent: number;
}

/**
 * Reliability of every construct.
 * Source: Tenenhaus et al. (2005); Dijkstra and Henseler, MIS Quarterly 39 (2015), 297-316, on rhoA.
 *
 * @param pls from correlations
 * @param correlation of the items, p x p by row: what `plsOf` was given
 * @returns one entry a construct, in order of the model
 * @throws where the matrix is not finite or not p x p
 * @example two items that correlate .5, both loading .866: alpha .6667, rhoC .8571, ave .75, eigenvalues [1.5, .5]
 */
export function reliabilityOf(pls: Pls, correlation: Float64Array): Reliability[] {
  const { network, constant } = pls;
  if (correlation.length !== network.items.length ** 2 || !correlation.every(Number.isFinite))
    throw new Error('reliabilityOf requires a finite correlation of every two items');
  return network.blocks.map((block, j) => {
    const items = block.filter((item) => !constant.includes(item));
    const construct = network.ids[j] as string;
    const among = blockOf(correlation, network.items.length, items);
    return items.length < 2 ? { construct, ...single } : { construct, ...severalOf(pls, j, items, among) };
  });
}

const single: Omit<Reliability, 'construct'> = {
  items: 1,
  alpha: 1,
  rhoC: 1,
  rhoA: 1,
  ave: 1,
  eigenvalues: [1, 0],
  rhoOfFirstComponent: 1,
};

function severalOf(pls: Pls, j: number, items: readonly number[], among: Matrix): Omit<Reliability, 'construct'> {
  const k = items.length;
  const loadings = items.map((item) => pls.crossLoadings[item * pls.network.ids.length + j] as number);
  const weights = items.map((item) => pls.weights[item] as number);
  const { values, first } = components(among);
  const sum = among.sum();
  return {
    items: k,
    ...(sum === 0 ? {} : { alpha: (k / (k - 1)) * (1 - k / sum) }),
    rhoC: compositeOf(loadings),
    rhoA: dijkstraHenseler(weights, among),
    ave: squaresOf(loadings) / k,
    eigenvalues: [values[0] as number, values[1] as number],
    rhoOfFirstComponent: compositeOf(first),
  };
}

/** (sum l)^2 / ((sum l)^2 + sum(1 - l^2)). */
function compositeOf(loadings: readonly number[]): number {
  const square = loadings.reduce((sum, loading) => sum + loading, 0) ** 2;
  return square / (square + loadings.length - squaresOf(loadings));
}

/** (w'w)^2 w'(S - diag S)w / w'(ww' - diag ww')w. */
function dijkstraHenseler(weights: readonly number[], among: Matrix): number {
  let apart = 0;
  weights.forEach((w, a) => weights.forEach((v, b) => (apart += a === b ? 0 : w * v * among.get(a, b))));
  const squares = squaresOf(weights);
  const fourth = weights.reduce((sum, w) => sum + w ** 4, 0);
  return (squares * squares * apart) / (squares * squares - fourth);
}

/** Eigenvalues in descending order, and the correlations of the items with the first principal component. */
function components(among: Matrix): { values: number[]; first: number[] } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(among, { assumeSymmetric: true });
  const values = realEigenvalues.toSorted((a, b) => b - a);
  const root = Math.sqrt(values[0] as number);
  const first = eigenvectorMatrix.getColumn(realEigenvalues.indexOf(values[0] as number));
  return { values, first: first.map((entry) => entry * root) };
}

function blockOf(matrix: Float64Array, p: number, items: readonly number[]): Matrix {
  return new Matrix(items.map((a) => items.map((b) => matrix[a * p + b] as number)));
}

function squaresOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/**
 * Smallest eigenvalue of a symmetric matrix: below 0 where pairwise correlations contradict each other.
 *
 * @param matrix p x p by row, finite
 * @returns in units of the matrix
 * @throws where the matrix is not square, empty or not finite
 * @example smallestEigenvalue(Float64Array.of(1, 0.5, 0.5, 1)) // 0.5
 */
export function smallestEigenvalue(matrix: Float64Array): number {
  const p = Math.sqrt(matrix.length);
  if (!Number.isInteger(p) || p < 1 || !matrix.every(Number.isFinite))
    throw new Error('smallestEigenvalue requires a square matrix of finite numbers');
  const all = blockOf(matrix, p, [...Array(p).keys()]);
  return Math.min(...new EigenvalueDecomposition(all, { assumeSymmetric: true }).realEigenvalues);
}
