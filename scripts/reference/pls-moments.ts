import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import type { Moments } from '../../src/statistics/models/moments.js';
import type { PlsScope } from './pls-scope.js';
import { matrixOf } from './survey-design.js';

/** Divisors of a covariance by what cases call them, as what is taken off the sum of weights. */
const divisors: Record<string, number> = { n: 0, n_minus_1: 1, sum_w: 0, sum_w_minus_1: 1 };

/** Whether a figure needs no more than the moments of the items. */
export function isMomentFigure(key: string, { model }: PlsScope): boolean {
  return (
    /^(items|reversed_items|missing_cells|complete_rows|sum_w|mean|cor|cov_divisor_\w+)$/.test(key) ||
    (key === 'n' && !model)
  );
}

/** A figure that comes straight from the moments; lists and matrices in order of the items. */
export function answerMoments(key: string, scope: PlsScope, moments: Moments): unknown {
  const treated = scope.missing && scope.missing !== 'listwise' ? { missing: scope.missing } : {};
  const rows = [...(scope.columns[0] ?? []).keys()];
  const missingIn = (row: number): number => scope.columns.filter((column) => Number.isNaN(column[row])).length;
  if (key === 'items') return scope.items;
  if (key === 'reversed_items') return scope.reversed;
  if (key === 'missing_cells') return rows.reduce((sum, row) => sum + missingIn(row), 0);
  if (key === 'complete_rows') return rows.filter((row) => missingIn(row) === 0).length;
  const divisor = divisors[key.replace('cov_divisor_', '')] === 1 ? 'weightsLessOne' : 'weights';
  const items = covarianceOf(moments, { ...treated, divisor });
  if (key === 'n') return items.n;
  if (key === 'sum_w') return items.sumOfWeights;
  if (key === 'mean') return Array.from(items.mean);
  return matrixOf(key === 'cor' ? items.correlation : items.covariance, items.items);
}
