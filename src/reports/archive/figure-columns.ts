import type { Figure, RankRow } from '../../measurement/wave-measurement.js';
import type { CsvValue } from '../csv.js';

/** Columns of a figure, of which `figureValues` makes the values. */
export const figureHead = [
  'status',
  'estimate',
  'se',
  'ci_low',
  'ci_high',
  'n',
  'effective_n',
  'psus',
  'df',
  'marks',
  'reasons',
];

export function figureValues({ status, estimate, error, n, effectiveN, psus, df, marks, reasons }: Figure): CsvValue[] {
  const codes = reasons.map(({ code }) => code).join(' ');
  return [status, estimate, error?.se, error?.low, error?.high, n, effectiveN, psus, df, marks.join(' '), codes];
}

/** Columns of a rank, of which `rankValues` makes the values. */
export const rankHead = [
  'rank',
  'rank_set_best',
  'rank_set_worst',
  'rank_marginal_best',
  'rank_marginal_worst',
  'tier',
];

/** Empty where a district is not ranked. */
export function rankValues(row: RankRow | undefined): CsvValue[] {
  if (!row) return rankHead.map(() => undefined);
  const { rank, set, marginal, tier } = row;
  return [rank, set.best, set.worst, marginal.best, marginal.worst, tier];
}
