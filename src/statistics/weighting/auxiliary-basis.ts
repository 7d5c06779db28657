import type { Auxiliary, AuxiliaryFault } from './auxiliaries.js';

/** Auxiliaries as an orthonormal basis under the start weights, the ones that depend on those before them set aside. */
export interface AuxiliaryBasis {
  /** Rank x rows: sum over the rows of start x a x b is 1 where a is b, else 0. */
  columns: Float64Array[];
  /** Population total of each column. */
  totals: Float64Array;
  /** Auxiliaries whose totals no weights can meet. */
  faults: AuxiliaryFault[];
}

/** Below this share of its length a column is what those before it already say. */
const DEPENDENT = 1e-9;
/** Largest relative distance of the total of a dependent column from what the others demand. */
const AGREES = 1e-9;

/**
 * Orthonormalises auxiliaries one after the other (Gram-Schmidt, each column swept twice) with the start weights, their totals along with
 * them, so that columns of very different size or nearly constant ones lose no digits. Collinear auxiliaries, as the levels of two margins, are
 * set aside; one whose total contradicts those before it is a fault.
 * Source: Bjoerck, Numerical Methods for Least Squares Problems (1996), section 2.4.
 *
 * @param start weights of 0 or more by row
 * @param auxiliaries values by row, each with a total
 * @returns basis and its totals; faults by auxiliary, none where the totals can be met
 * @throws where a start weight is not finite or below 0, or an auxiliary has not one value a row
 * @example of [1, 1] with total 4 under weights 1, 1: columns [[0.7071, 0.7071]], totals [2.8284]
 */
export function auxiliaryBasis(start: Float64Array, auxiliaries: readonly Auxiliary[]): AuxiliaryBasis {
  if (!start.every((weight) => weight >= 0 && weight < Infinity)) {
    throw new Error('auxiliaryBasis requires start weights of 0 or more');
  }
  const basis: AuxiliaryBasis = { columns: [], totals: new Float64Array(), faults: [] };
  const totals: number[] = [];
  for (const auxiliary of auxiliaries) {
    if (auxiliary.values.length !== start.length) {
      throw new Error(`auxiliaryBasis requires a value of ${auxiliary.name} for every row`);
    }
    const kind = addColumn(basis.columns, totals, start, auxiliary);
    if (kind !== undefined) basis.faults.push({ kind, auxiliary: auxiliary.name });
  }
  return { ...basis, totals: Float64Array.from(totals) };
}

function addColumn(
  columns: Float64Array[],
  totals: number[],
  start: Float64Array,
  { values, total }: Auxiliary,
): AuxiliaryFault['kind'] | undefined {
  if (values.some((value) => !Number.isFinite(value))) return 'valueMissing';
  if (!Number.isFinite(total)) return 'totalMissing';
  const rest = values.slice();
  const length = Math.sqrt(product(start, rest, rest));
  const demanded = sweep(columns, totals, start, rest) + sweep(columns, totals, start, rest);
  const left = Math.sqrt(product(start, rest, rest));
  if (left > DEPENDENT * length) {
    columns.push(rest.map((value) => value / left));
    totals.push((total - demanded) / left);
    return undefined;
  }
  if (length === 0 && total !== 0) return 'absent';
  return Math.abs(total - demanded) > AGREES * Math.max(Math.abs(total), Math.abs(demanded))
    ? 'totalsDisagree'
    : undefined;
}

/** Takes the columns out of a variable; returns the total that what was taken out has. */
function sweep(columns: Float64Array[], totals: number[], start: Float64Array, rest: Float64Array): number {
  let demanded = 0;
  for (const [at, column] of columns.entries()) {
    const share = product(start, column, rest);
    demanded += share * (totals[at] as number);
    for (let row = 0; row < rest.length; row++) rest[row] = (rest[row] as number) - share * (column[row] as number);
  }
  return demanded;
}

function product(start: Float64Array, a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < start.length; row++) sum += (start[row] as number) * (a[row] as number) * (b[row] as number);
  return sum;
}
