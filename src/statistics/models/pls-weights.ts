import type { PathNetwork } from './path-model.js';
import { regressConstruct } from './pls-structure.js';

/** What the neighbours of a construct count for in its inner estimate. */
export type Scheme = 'path' | 'centroid' | 'factorial';

/** Outer weights when the rounds have ended. */
export interface OuterWeights {
  /** By item; scores made with them have variance 1. */
  weights: Float64Array;
  rounds: number;
  converged: boolean;
}

/**
 * Why there are no weights: the items of a construct do not vary (or cancel out), or have nothing to do with those of its neighbours; or no
 * rows have varying answers to an item of it and another item.
 */
export interface PlsFault {
  code: 'noVariance' | 'noRelation' | 'noCommonRows';
  construct: string;
}

const MOST_ROUNDS = 10_000;
/** A score's variance below this part of what its items bring is rounding: they cancel out. */
const NOTHING = 1e-12;

/**
 * Outer weights of mode A: all start at +1; in each round the weights of an item are its covariance with the inner estimate of its
 * construct, a sum of its neighbours; until no absolute weight changes by the tolerance (1e-12).
 * Source: Wold (1982); Lohmoeller (1989), section 2.3; Tenenhaus, Esposito Vinzi, Chatelin and Lauro, Computational Statistics and Data
 * Analysis 48 (2005), 159-205.
 *
 * @param matrix correlations or covariances of the items, p x p by row, finite; rows and columns of constant items are 0
 * @returns weights with the signs they came by, 0 for constant items; or why there are none
 * @throws where the matrix is not p x p, or the tolerance is below 0 or not a number
 * @example two constructs of an item each, A -> B, correlation of the items -.5: weights [1, 1] after one round
 */
export function outerWeights(
  network: PathNetwork,
  matrix: Float64Array,
  { scheme = 'path', tolerance = 1e-12 }: { scheme?: Scheme; tolerance?: number },
): OuterWeights | PlsFault {
  if (matrix.length !== network.items.length ** 2)
    throw new Error('outerWeights requires a row and a column for every item');
  if (!(tolerance >= 0)) throw new Error('outerWeights requires a tolerance of 0 or more');
  let weights: Float64Array = new Float64Array(network.items.length).fill(1);
  const short = scaleBlocks(network, matrix, weights);
  if (short !== undefined) return { code: 'noVariance', construct: network.ids[short] as string };
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds++) {
    const correlation = constructCorrelation(network, matrix, weights);
    const next = outerStep(network, matrix, weights, innerWeights(network, correlation, scheme));
    const lost = scaleBlocks(network, matrix, next);
    if (lost !== undefined) return { code: 'noRelation', construct: network.ids[lost] as string };
    const change = next.reduce(
      (most, w, i) => Math.max(most, Math.abs(Math.abs(w) - Math.abs(weights[i] as number))),
      0,
    );
    weights = next;
    if (change < tolerance) return { weights, rounds, converged: true };
  }
  return { weights, rounds: MOST_ROUNDS, converged: false };
}

/**
 * Covariance of every item with every construct's score: S W.
 *
 * @param matrix p x p by row
 * @param weights by item
 * @returns p x J by row; correlations where the matrix holds correlations and the scores have variance 1
 * @example two constructs of an item each with weights 1: the matrix itself
 */
export function itemsByConstruct({ blocks }: PathNetwork, matrix: Float64Array, weights: Float64Array): Float64Array {
  const p = weights.length;
  const result = new Float64Array(p * blocks.length);
  for (let item = 0; item < p; item++) {
    blocks.forEach((block, j) => {
      let sum = 0;
      for (const other of block) sum += (matrix[item * p + other] as number) * (weights[other] as number);
      result[item * blocks.length + j] = sum;
    });
  }
  return result;
}

/**
 * Covariances of the constructs' scores, W' S W: correlations where the scores have variance 1.
 *
 * @param matrix p x p by row
 * @param weights by item
 * @returns J x J by row
 * @example two items a construct, .5 within and .3 between, weights 1/sqrt(3): [1, .4, .4, 1]
 */
export function constructCorrelation(network: PathNetwork, matrix: Float64Array, weights: Float64Array): Float64Array {
  const count = network.blocks.length;
  const loaded = itemsByConstruct(network, matrix, weights);
  const result = new Float64Array(count * count);
  network.blocks.forEach((block, i) => {
    for (let j = 0; j < count; j++) {
      let sum = 0;
      for (const item of block) sum += (weights[item] as number) * (loaded[item * count + j] as number);
      result[i * count + j] = sum;
    }
  });
  return result;
}

/** J x J: column j holds what each neighbour counts for in the inner estimate of construct j. */
function innerWeights(
  { predecessors, followers }: PathNetwork,
  correlation: Float64Array,
  scheme: Scheme,
): Float64Array {
  const count = predecessors.length;
  const inner = new Float64Array(count * count);
  for (let j = 0; j < count; j++) {
    const before = predecessors[j] ?? [];
    for (const i of [...before, ...(followers[j] ?? [])]) {
      const r = correlation[i * count + j] as number;
      inner[i * count + j] = scheme === 'centroid' ? Math.sign(r) : r;
    }
    if (scheme !== 'path' || before.length === 0) continue;
    const { coefficients } = regressConstruct(correlation, j, before);
    before.forEach((i, at) => (inner[i * count + j] = coefficients[at] as number));
  }
  return inner;
}

/** S W E, each item's entry for its own construct. */
function outerStep(
  network: PathNetwork,
  matrix: Float64Array,
  weights: Float64Array,
  inner: Float64Array,
): Float64Array {
  const count = network.blocks.length;
  const loaded = itemsByConstruct(network, matrix, weights);
  const next = new Float64Array(weights.length);
  network.blocks.forEach((block, j) => {
    for (const item of block) {
      for (let i = 0; i < count; i++) {
        next[item] = (next[item] as number) + (loaded[item * count + i] as number) * (inner[i * count + j] as number);
      }
    }
  });
  return next;
}

/** Brings the variance of every construct's score to 1, in place; returns the first construct that has none. */
function scaleBlocks({ blocks }: PathNetwork, matrix: Float64Array, weights: Float64Array): number | undefined {
  const p = weights.length;
  for (const [j, block] of blocks.entries()) {
    let variance = 0;
    let squares = 0;
    for (const a of block) {
      squares += (weights[a] as number) ** 2 * (matrix[a * p + a] as number);
      for (const b of block) {
        variance += (weights[a] as number) * (matrix[a * p + b] as number) * (weights[b] as number);
      }
    }
    if (!(variance > NOTHING * squares)) return j;
    for (const item of block) weights[item] = (weights[item] as number) / Math.sqrt(variance);
  }
  return undefined;
}
