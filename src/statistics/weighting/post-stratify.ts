import { rake } from './rake.js';
import type { Raked, RakingMargin } from './rake.js';

/** A categorical variable of the sample. */
export interface Categories {
  name: string;
  labels: readonly string[];
  /** Level of each row. */
  codes: Int32Array;
}

/** A population cell: one level of each variable and the number of units there. */
export interface PopulationCell {
  levels: readonly string[];
  total: number;
}

/**
 * Crosses variables to one margin whose levels are the population's cells. A combination that occurs in the sample and has no cell becomes
 * a level without a target, which raking refuses by name.
 * Source: Holt and Smith (1979), Post stratification.
 *
 * @param variables levels by row
 * @param cells numbers of the population, each combination once
 * @returns a margin named and labelled with ` x ` between the parts
 * @throws where there is no variable, columns differ in length, or a combination has two cells
 * @example variables sex and age, a row with codes 0 and 1: its level is that of the cell `m x 60+`
 */
export function crossedMargin(variables: readonly Categories[], cells: readonly PopulationCell[]): RakingMargin {
  const [first, ...others] = variables;
  if (!first) throw new Error('crossedMargin requires a variable');
  if (others.some(({ codes }) => codes.length !== first.codes.length)) {
    throw new Error('crossedMargin requires columns of equal length');
  }
  const known = cells.map(({ levels }) => levels.join(' x '));
  if (new Set(known).size < known.length) throw new Error('crossedMargin requires each combination once');
  const rows = Array.from(first.codes, (_, row) => labelOf(variables, row));
  const labels = [...new Set([...known, ...rows])];
  const numbers = new Map(labels.map((label, level) => [label, level]));
  return {
    name: variables.map(({ name }) => name).join(' x '),
    labels,
    codes: Int32Array.from(rows, (label) => numbers.get(label) as number),
    targets: Float64Array.from(labels, (_, level) => cells[level]?.total ?? Number.NaN),
  };
}

/**
 * Post-stratification: weights of each cell multiplied by population / weighted count. Errors take the residual from the cell mean: `calibrationOf`
 * with the cells returned.
 * Source: Holt and Smith (1979); R survey `postStratify`.
 *
 * @param start positive start weights by row
 * @param margin cells of the population, as `crossedMargin` makes them
 * @returns as `rake` with one margin
 * @throws naming the cell that the sample has and the population has not, or the other way round
 * @example start 1, 1, 2 in cells 0, 0, 1 with 10 and 6 units: weights 5, 5, 6
 */
export function postStratify(start: Float64Array, margin: RakingMargin): Raked {
  return rake(start, [margin]);
}

function labelOf(variables: readonly Categories[], row: number): string {
  return variables.map(({ labels, codes }) => labels[codes[row] as number] ?? '').join(' x ');
}
