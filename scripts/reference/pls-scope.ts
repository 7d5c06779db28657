import type { MomentsOptions } from '../../src/statistics/models/moments-pass.js';
import type { PlsSettings } from '../../src/statistics/models/pls-run.js';
import type { PlsCase } from './pls-input.js';

/** A part of a case: the rows, weights and method its figures are made with. */
export interface PlsScope extends PlsCase {
  /** Absent: 1 each. */
  weight?: Float64Array;
  missing?: Missing;
  metric: 'correlation' | 'covariance';
  /** Items turned round before anything else. */
  reversed: string[];
}

export type Missing = 'meanReplacement' | 'pairwise' | 'listwise';

/** Columns of a scope, items turned round where it says so. */
export function columnsOfScope({ columns, items, ends, reversed }: PlsScope): Float64Array[] {
  return columns.map((column, at) => {
    const { min = Number.NaN, max = Number.NaN } = ends[at] ?? {};
    return reversed.includes(items[at] as string) ? column.map((value) => min + max - value) : column;
  });
}

/** How the rows of a scope are taken into moments. */
export function rowsOfScope({ missing, weight }: PlsScope): MomentsOptions {
  return { rows: missing === 'listwise' ? 'complete' : 'available', ...(weight ? { weight } : {}) };
}

/** Columns of the rows that go into the estimation. */
export function usedColumns(scope: PlsScope): Float64Array[] {
  const columns = columnsOfScope(scope);
  if (scope.missing !== 'listwise') return columns;
  return columns.map((column) => column.filter((_, row) => columns.every((each) => !Number.isNaN(each[row]))));
}

/** A sentence where answers are missing and the case does not say what becomes of them. */
export function missingUntold({ columns, missing }: PlsScope): string | undefined {
  const told = missing || !columns.some((column) => column.some(Number.isNaN));
  return told ? undefined : 'answers are missing and the case does not say what becomes of them';
}

/** How the model of a scope is estimated. */
export function settingsOf({ missing, scheme, metric, ends, weight }: PlsScope): PlsSettings {
  return {
    scheme,
    metric,
    ends,
    mixed: 'compute',
    divisor: weight ? 'weights' : 'weightsLessOne',
    ...(missing && missing !== 'listwise' ? { missing } : {}),
  };
}
