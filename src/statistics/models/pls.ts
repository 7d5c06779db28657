import { networkOf } from './path-model.js';
import type { PathModel, PathNetwork } from './path-model.js';
import { structureOf } from './pls-structure.js';
import type { Structure } from './pls-structure.js';
import { constructCorrelation, itemsByConstruct, outerWeights } from './pls-weights.js';
import type { PlsFault, Scheme } from './pls-weights.js';

export interface PlsOptions {
  /** `path` where nothing is said. */
  scheme?: Scheme;
  /** Rounds end when no absolute weight changes by this much; 1e-12 where nothing is said. */
  tolerance?: number;
  /**
   * Outer weights by item of another run, as of the whole sample in a replicate: every construct is turned to agree with them. Absent:
   * a construct is turned where its weights sum to less than 0.
   */
  signsOf?: Float64Array;
}

/** A path model estimated by partial least squares, mode A. Items are in order of `itemsOf`, constructs in order of the model. */
export interface Pls {
  network: PathNetwork;
  /** By item: standardised from a correlation matrix, in units of 1 / item from a covariance matrix; 0 for a constant item. */
  weights: Float64Array;
  /** p x J by row: correlation of every item with every construct's score. */
  crossLoadings: Float64Array;
  /** J x J by row: correlations of the constructs. */
  correlation: Float64Array;
  structure: Structure;
  rounds: number;
  /** Whether the weights came to rest within 10,000 rounds. */
  converged: boolean;
  /** Constructs that were turned round to have the sign asked for. */
  turned: number[];
  /** Items that do not vary and so were left out. */
  constant: number[];
  /** Constructs with weights of both signs: an index from 0 to 100 cannot be made of them. */
  mixedSigns: number[];
}

/**
 * Partial least squares path model from the correlations (or covariances) of the items alone.
 * Source: Tenenhaus, Esposito Vinzi, Chatelin and Lauro, Computational Statistics and Data Analysis 48 (2005), 159-205.
 *
 * @param matrix correlations or covariances of the items in order of `itemsOf(model)`, p x p by row; rows of constant items are 0
 * @returns the estimates; or, where the data do not allow any, why
 * @throws where the model cannot be estimated whatever the data (`networkOf`), or the matrix is not p x p
 * @example A (a) -> B (b), correlation of a and b 0.5: weights [1, 1], direct effect 0.5, r2 [NaN, 0.25]
 */
export function plsOf(model: PathModel, matrix: Float64Array, options: PlsOptions = {}): Pls | PlsFault {
  const network = networkOf(model);
  const p = network.items.length;
  if (matrix.length !== p * p) throw new Error('plsOf requires a row and a column for every item of the model');
  const unknown = network.blocks.findIndex((block) => block.some((item) => !finiteRow(matrix, p, item)));
  if (unknown >= 0) return { code: 'noCommonRows', construct: network.ids[unknown] as string };
  const outer = outerWeights(network, matrix, options);
  if (isPlsFault(outer)) return outer;
  const { rounds, converged } = outer;
  const turned = toTurn(network, outer.weights, options.signsOf);
  const weights = Float64Array.from(outer.weights);
  for (const j of turned) for (const item of network.blocks[j] ?? []) weights[item] = -(weights[item] as number);
  const correlation = constructCorrelation(network, matrix, weights);
  return {
    network,
    weights,
    crossLoadings: crossLoadingsOf(network, matrix, weights),
    correlation,
    structure: structureOf(network, correlation),
    rounds,
    converged,
    turned,
    constant: network.items.flatMap((_, item) => (matrix[item * p + item] === 0 ? [item] : [])),
    mixedSigns: network.blocks.flatMap((block, j) => (hasBothSigns(block, weights) ? [j] : [])),
  };
}

/**
 * Whether a result is the reason why there is no estimate.
 *
 * @param result of `plsOf`, `runPls`, `plsErrors` or `outerWeights`
 * @example isPlsFault({ code: 'noVariance', construct: 'A' }) // true
 */
export function isPlsFault(result: object): result is PlsFault {
  return 'code' in result;
}

function finiteRow(matrix: Float64Array, p: number, item: number): boolean {
  return matrix.subarray(item * p, (item + 1) * p).every(Number.isFinite);
}

/** Constructs whose weights point the other way. */
function toTurn({ blocks }: PathNetwork, weights: Float64Array, signsOf?: Float64Array): number[] {
  const along = (item: number): number => (weights[item] as number) * (signsOf?.[item] ?? 1);
  return blocks.flatMap((block, j) => (block.reduce((sum, item) => sum + along(item), 0) < 0 ? [j] : []));
}

function hasBothSigns(block: readonly number[], weights: Float64Array): boolean {
  return block.some((item) => (weights[item] as number) < 0) && block.some((item) => (weights[item] as number) > 0);
}

function crossLoadingsOf(network: PathNetwork, matrix: Float64Array, weights: Float64Array): Float64Array {
  const count = network.blocks.length;
  const p = weights.length;
  return itemsByConstruct(network, matrix, weights).map((covariance, at) => {
    const item = Math.floor(at / count);
    const sd = Math.sqrt(matrix[item * p + item] as number);
    return sd === 0 ? 0 : covariance / sd;
  });
}
