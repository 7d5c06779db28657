import type { Changes } from '../statistics/estimation/change-between.js';
import { intervalFactor, twoSidedP } from '../statistics/numbers/student-t.js';
import type { Change } from './wave-change.js';

/** Rounding leaves about this share of the variances where both waves are the same. */
const noVariance = 1e-12;

/**
 * The change of a weighted sum of estimates, with its error from their full covariance.
 *
 * @param found changes of k estimates
 * @param weights by estimate: 1 for one of them and 0 elsewhere, or shares; estimates of weight 0 may lack a value
 * @param confidence of the interval
 * @returns not yet adjusted or judged; nothing where the change has no error
 * @example changes 2 and 4 with variances 1, uncorrelated, weights 0.5: change 3 with se sqrt(0.5)
 */
export function changeFigure(found: Changes, weights: Float64Array, confidence: number): Change | undefined {
  const k = weights.length;
  const levels = (row: number, column: number): number => form(found.levels, weights, { width: 2 * k, row, column });
  const [before, now] = [levels(0, 0), levels(k, k)];
  const variance = form(found.covariance, weights, { width: k, row: 0, column: 0 });
  if (!(variance > noVariance * (before + now)) || found.df < 1) return undefined;
  const se = Math.sqrt(variance);
  const estimate = used(weights).reduce((sum, a) => sum + (weights[a] as number) * (found.change[a] as number), 0);
  const half = intervalFactor(confidence, found.df) * se;
  const p = twoSidedP(estimate / se, found.df);
  return {
    estimate,
    error: { se, low: estimate - half, high: estimate + half },
    earlierSe: Math.sqrt(before),
    laterSe: Math.sqrt(now),
    covariance: levels(0, k),
    t: estimate / se,
    p,
    adjusted: p,
    verdict: 'open',
  };
}

interface Block {
  width: number;
  row: number;
  column: number;
}

/** weights' x block of the matrix x weights. */
function form(matrix: Float64Array, weights: Float64Array, { width, row, column }: Block): number {
  const own = used(weights);
  const inner = (a: number): number =>
    own.reduce((sum, b) => sum + (weights[b] as number) * (matrix[(row + a) * width + column + b] as number), 0);
  return own.reduce((sum, a) => sum + (weights[a] as number) * inner(a), 0);
}

function used(weights: Float64Array): number[] {
  return [...weights.keys()].filter((at) => weights[at] !== 0);
}
