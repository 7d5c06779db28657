import { coordinatesOf, fittedByCell } from '../weighting/calibration.js';
import type { AuxiliaryCalibration, Calibration } from '../weighting/calibration.js';
import type { Design } from './design.js';
import { psuShares } from './psu-shares.js';
import type { PsuShares } from './psu-shares.js';

/** Rows with their design, final weights and, where the weights were calibrated, the regression that tells how. */
export interface Sample {
  design: Design;
  /** Final weights by row. */
  weight: Float64Array;
  calibration?: Calibration;
  /** Sums of final weights of each PSU in each coordinate of the calibration, as a list. */
  shares: PsuShares;
}

/** Rows sorted into at most one domain each; -1 = in none. All rows of a sample stay in it: PSUs without members count. */
export interface Domains {
  code: Int32Array;
  count: number;
}

/** Linearised totals of k = domains + 1 estimates; the last column is all domains pooled into one. */
export interface Totals {
  k: number;
  /** PSUs x k by row: sum of final weight x calibration residual of the linearised values. */
  totals: Float64Array;
  /** PSUs x k by row: 1 where the PSU has a member with a value. */
  members: Uint8Array;
}

/**
 * Joins a design, final weights and a calibration into what estimates are made from.
 *
 * @param weight final weights by row, finite; below 0 only where a calibration without bounds makes them so
 * @param calibration absent: the weights are taken as given
 * @returns what `domainMeans` and `linearisedTotals` work on
 * @throws where columns differ in length or a weight is not finite
 * @example sampleOf(design, weights).shares.psu.length // 0: nothing was calibrated
 */
export function sampleOf(design: Design, weight: Float64Array, calibration?: Calibration): Sample {
  if (design.psu.length !== weight.length) throw new Error('sampleOf requires a weight for every row of the design');
  if (!weight.every(Number.isFinite)) throw new Error('sampleOf requires finite weights');
  if (!calibration) return { design, weight, shares: psuShares(design, weight) };
  if (calibration.start.length !== weight.length) throw new Error('sampleOf requires start weights for every row');
  return { design, weight, calibration, shares: psuShares(design, weight, calibration) };
}

/**
 * PSU totals of the linearised value slope_d y + intercept_d of each row's own domain d, and of the pooled domain, 0 for rows
 * outside or without a value. With a calibration, the residual of the linearised values over **all** rows is totalled.
 * Source: Deville (1999) on linearisation; Saerndal, Swensson and Wretman (1992), section 6.6, on the residual.
 *
 * @param values by row, NaN = no value
 * @param domains domain of each row, -1 = none
 * @param line slope and intercept by estimate, k = domains + 1
 * @returns totals in units of the estimates; their covariance is `designCovariance(design, totals)`
 * @throws where columns differ in length
 * @example y 2 and 3 with weights 1 in one domain and two PSUs, slope 1 and intercept 0: totals [2, 2, 3, 3]
 */
export function linearisedTotals(
  sample: Sample,
  values: Float64Array,
  domains: Domains,
  line: { slope: Float64Array; intercept: Float64Array },
): Totals {
  const k = domains.count + 1;
  if (values.length !== sample.weight.length || domains.code.length !== values.length) {
    throw new Error('linearisedTotals requires a value and a domain for every row');
  }
  const psus = sample.design.stratum.length;
  const result: Totals = { k, totals: new Float64Array(psus * k), members: new Uint8Array(psus * k) };
  const rows = { sample, values, domains, line };
  const { calibration } = sample;
  const products = new Float64Array(calibration ? coordinatesOf(calibration) * k : 0);
  addRows(result, products, rows);
  if (!calibration) return result;
  if (!('cells' in calibration)) addBasisProducts(products, k, calibration, rows);
  subtractFitted(result, sample, 'cells' in calibration ? fittedByCell(calibration, products) : products);
  return result;
}

interface Rows {
  sample: Sample;
  values: Float64Array;
  domains: Domains;
  line: { slope: Float64Array; intercept: Float64Array };
}

/** One pass over the rows: PSU totals with final weights, cell products with start weights. */
function addRows(result: Totals, products: Float64Array, { sample, values, domains, line }: Rows): void {
  const { k, totals, members } = result;
  const { weight, calibration, design } = sample;
  const byCells = calibration && 'cells' in calibration ? calibration : undefined;
  const pooled = domains.count;
  for (let row = 0; row < values.length; row++) {
    const y = values[row] as number;
    const domain = domains.code[row] as number;
    if (domain < 0 || Number.isNaN(y)) continue;
    const own = (line.slope[domain] as number) * y + (line.intercept[domain] as number);
    const all = (line.slope[pooled] as number) * y + (line.intercept[pooled] as number);
    const at = (design.psu[row] as number) * k;
    const w = weight[row] as number;
    totals[at + domain] = (totals[at + domain] as number) + w * own;
    totals[at + pooled] = (totals[at + pooled] as number) + w * all;
    members[at + domain] = 1;
    members[at + pooled] = 1;
    if (!byCells) continue;
    const cell = (byCells.cells.cell[row] as number) * k;
    const start = byCells.start[row] as number;
    products[cell + domain] = (products[cell + domain] as number) + start * own;
    products[cell + pooled] = (products[cell + pooled] as number) + start * all;
  }
}

/** Start-weighted products of the basis with the linearised values; the basis being orthonormal, they are the slopes. */
function addBasisProducts(products: Float64Array, k: number, calibration: AuxiliaryCalibration, rows: Rows): void {
  const { values, domains, line } = rows;
  const pooled = domains.count;
  for (let row = 0; row < values.length; row++) {
    const y = values[row] as number;
    const domain = domains.code[row] as number;
    if (domain < 0 || Number.isNaN(y)) continue;
    const own = (line.slope[domain] as number) * y + (line.intercept[domain] as number);
    const all = (line.slope[pooled] as number) * y + (line.intercept[pooled] as number);
    for (const [coordinate, column] of calibration.basis.entries()) {
      const factor = (calibration.start[row] as number) * (column[row] as number);
      const at = coordinate * k;
      products[at + domain] = (products[at + domain] as number) + factor * own;
      products[at + pooled] = (products[at + pooled] as number) + factor * all;
    }
  }
}

/**
 * Makes PSU totals of linearised values those of their calibration residuals, in place.
 * Source: Saerndal, Swensson and Wretman (1992), section 6.6.
 *
 * @param totals PSUs x k by row
 * @param sample whose `shares` tell what each PSU holds of each coordinate of the calibration
 * @param fitted coordinates x k by row, in units of the linearised values
 * @example one PSU of weight 5 in one cell with fitted 2: totals [12] become [2]
 */
export function subtractFitted(
  { k, totals }: Pick<Totals, 'k' | 'totals'>,
  { shares }: Sample,
  fitted: Float64Array,
): void {
  for (let pair = 0; pair < shares.psu.length; pair++) {
    const psu = (shares.psu[pair] as number) * k;
    const cell = (shares.coordinate[pair] as number) * k;
    const weight = shares.weight[pair] as number;
    for (let a = 0; a < k; a++) {
      totals[psu + a] = (totals[psu + a] as number) - weight * (fitted[cell + a] as number);
    }
  }
}
