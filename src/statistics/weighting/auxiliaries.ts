import type { RakingMargin } from './rake.js';

/** A number known of every row and, as a total, of the population. */
export interface Auxiliary {
  name: string;
  /** By row, finite. */
  values: Float64Array;
  /** Total over the population. */
  total: number;
}

/** Why totals cannot be met by any weights. */
export interface AuxiliaryFault {
  kind: 'valueMissing' | 'totalMissing' | 'absent' | 'totalsDisagree';
  auxiliary: string;
}

/**
 * The levels of a categorical variable as auxiliaries: 1 in the rows of the level, 0 in all others.
 * Source: Saerndal, Swensson and Wretman (1992), section 7.6, group counts as auxiliary totals.
 *
 * @param margin levels by row and their totals; a code outside the levels is in none
 * @returns one auxiliary a level, named `margin: level`
 * @example levelAuxiliaries({ name: 'sex', labels: ['m', 'f'], codes: Int32Array.of(1), targets: Float64Array.of(2, 3) })[1] // { name: 'sex: f', values: [1], total: 3 }
 */
export function levelAuxiliaries({ name, labels, codes, targets }: RakingMargin): Auxiliary[] {
  return labels.map((label, level) => ({
    name: `${name}: ${label}`,
    values: Float64Array.from(codes, (code) => (code === level ? 1 : 0)),
    total: targets[level] ?? Number.NaN,
  }));
}

/**
 * The auxiliary that is 1 in every row: its total is the size of the population.
 * Source: Saerndal, Swensson and Wretman (1992), section 6.5, the intercept of the regression.
 *
 * @param rows number of rows, 0 or more
 * @param size units in the population
 * @returns the auxiliary, named `all`
 * @example everyRow(2, 10) // { name: 'all', values: [1, 1], total: 10 }
 */
export function everyRow(rows: number, size: number): Auxiliary {
  return { name: 'all', values: new Float64Array(rows).fill(1), total: size };
}
