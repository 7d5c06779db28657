import { Matrix, inverse } from 'ml-matrix';
import type { Areas } from '../../src/statistics/estimation/area-regression.js';
import type { BetweenMethod } from '../../src/statistics/estimation/between-variance.js';

/** The relative change at which the program stops unless told otherwise. */
export const DEFAULT_PRECISION = 1e-4;

/** Where a program's scoring ended. */
interface Scoring {
  variance: number;
  iterations: number;
}

/**
 * Fisher scoring as R sae does it, for the figures that tell of its path rather than of the areas: it starts at the median sampling
 * variance, goes on below 0, even where variances of areas become negative, and sets the root to 0 at the end.
 */
export function programScoring(areas: Areas, method: BetweenMethod): (precision: number) => Scoring {
  return (precision) => {
    let variance = median(areas.variance);
    for (let iterations = 1; iterations <= 2000; iterations++) {
      const next = variance + stepOf(areas, method, variance);
      const change = Math.abs((next - variance) / variance);
      variance = next;
      if (!(change > precision)) return { variance: Math.max(variance, 0), iterations };
    }
    return { variance: Math.max(variance, 0), iterations: 2000 };
  };
}

function stepOf({ direct, variance, covariates }: Areas, method: BetweenMethod, between: number): number {
  const m = direct.length;
  const x = Matrix.from1DArray(m, covariates.length / m, covariates);
  const y = Matrix.columnVector(direct);
  const weight = variance.map((each) => 1 / (between + each));
  const weighted = x.clone().mulColumnVector(weight);
  const q = inverse(x.transpose().mmul(weighted));
  const p = Matrix.sub(Matrix.diag(Array.from(weight)), weighted.mmul(q).mmul(weighted.transpose()));
  const residual = p.mmul(y).to1DArray();
  const squares = residual.reduce((sum, each) => sum + each ** 2, 0);
  const powers = (power: number): number => weight.reduce((sum, each) => sum + each ** power, 0);
  if (method === 'REML') return (squares - p.trace()) / p.dot(p);
  if (method === 'ML') return (squares - powers(1)) / powers(2);
  const spread = residual.reduce((sum, each, d) => sum + each ** 2 / (weight[d] as number), 0);
  return (spread - (m - x.columns)) / powers(1);
}

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2;
}
