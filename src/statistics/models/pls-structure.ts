import type { PathNetwork } from './path-model.js';
import { factorPivoted, solveFactored } from '../numbers/semidefinite-solve.js';

/** Effects between constructs, standardised. */
export interface Structure {
  /** J x J by row, from construct of the row to construct of the column; 0 where there is no path. */
  direct: Float64Array;
  /** J x J by row: direct and through others. */
  total: Float64Array;
  /** By construct; NaN for those nothing acts on. */
  r2: Float64Array;
  /** Constructs with predecessors of which one is a linear combination of the others; that one has effect 0. */
  collinear: number[];
}

/** Regression of one construct on its predecessors. */
export interface Regression {
  coefficients: Float64Array;
  r2: number;
  collinear: boolean;
}

/**
 * Regression of construct j on others from the correlations of constructs: solve(R[on, on], R[on, j]).
 *
 * @param correlation J x J by row
 * @param j construct that is explained
 * @param on one construct or more
 * @returns coefficients in order of `on`, and the share of the variance explained
 * @example correlation [1, .5, .5, 1], j 1, on [0]: coefficients [0.5], r2 0.25
 */
export function regressConstruct(correlation: Float64Array, j: number, on: readonly number[]): Regression {
  const count = Math.sqrt(correlation.length);
  const among = Float64Array.from(on.flatMap((a) => on.map((b) => correlation[a * count + b] as number)));
  const right = Float64Array.from(on, (a) => correlation[a * count + j] as number);
  const factor = factorPivoted(among, on.length);
  const coefficients = solveFactored(factor, right);
  const r2 = coefficients.reduce((sum, coefficient, at) => sum + coefficient * (right[at] as number), 0);
  return { coefficients, r2, collinear: factor.kept.length < on.length };
}

/**
 * Direct and total effects along the paths, and shares explained. Total effects are P + P^2 + ... of the direct effects P.
 * Source: Lohmoeller, Latent Variable Path Modeling with Partial Least Squares (1989), chapter 2; `c-pls` of the reference cases.
 *
 * @param correlation of the J constructs, J x J by row
 * @returns effects in standard deviations
 * @throws where the matrix is not finite or not J x J
 * @example A -> B -> C with correlations .5: direct A -> B .5, B -> C .5; total A -> C .25
 */
export function structureOf({ predecessors, order }: PathNetwork, correlation: Float64Array): Structure {
  const count = predecessors.length;
  if (correlation.length !== count * count || !correlation.every(Number.isFinite))
    throw new Error('structureOf requires a finite correlation of every two constructs');
  const direct = new Float64Array(count * count);
  const r2 = new Float64Array(count).fill(Number.NaN);
  const collinear: number[] = [];
  predecessors.forEach((on, j) => {
    if (on.length === 0) return;
    const regression = regressConstruct(correlation, j, on);
    on.forEach((i, at) => (direct[i * count + j] = regression.coefficients[at] as number));
    r2[j] = regression.r2;
    if (regression.collinear) collinear.push(j);
  });
  return { direct, total: totalOf(direct, predecessors, order), r2, collinear };
}

/** T = P + T P, construct after construct. */
function totalOf(direct: Float64Array, predecessors: readonly number[][], order: readonly number[]): Float64Array {
  const count = predecessors.length;
  const total = Float64Array.from(direct);
  for (const j of order) {
    for (let i = 0; i < count; i++) {
      for (const k of predecessors[j] ?? []) {
        const through = (total[i * count + k] as number) * (direct[k * count + j] as number);
        total[i * count + j] = (total[i * count + j] as number) + through;
      }
    }
  }
  return total;
}
