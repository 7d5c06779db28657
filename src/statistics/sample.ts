import { fittedByCell } from './calibration.js';
import type { Calibration } from './calibration.js';
import type { Design } from './design.js';

/** Rows with their design, final weights and, where the weights were calibrated, the regression that tells how. */
export interface Sample {
  design: Design;
  /** Final weights by row. */
  weight: Float64Array;
  calibration?: Calibration;
  /** Sums of final weights of each PSU in each calibration cell, as a list. */
  shares: PsuCells;
}

export interface PsuCells {
  psu: Int32Array;
  cell: Int32Array;
  weight: Float64Array;
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
 * @param weight final weights by row, 0 or more
 * @param calibration absent: the weights are taken as given
 * @returns what `domainMeans` and `linearisedTotals` work on
 * @throws where columns differ in length
 * @example sampleOf(design, weights).shares.psu.length // 0: nothing was calibrated
 */
export function sampleOf(design: Design, weight: Float64Array, calibration?: Calibration): Sample {
  if (design.psu.length !== weight.length) throw new Error('sampleOf requires a weight for every row of the design');
  if (!calibration) return { design, weight, shares: emptyShares };
  if (calibration.start.length !== weight.length) throw new Error('sampleOf requires start weights for every row');
  return { design, weight, calibration, shares: psuCellsOf(design, weight, calibration) };
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
  if (values.length !== sample.weight.length) throw new Error('linearisedTotals requires a value for every row');
  const psus = sample.design.stratum.length;
  const result: Totals = { k, totals: new Float64Array(psus * k), members: new Uint8Array(psus * k) };
  const products = new Float64Array((sample.calibration?.cells.count ?? 0) * k);
  addRows(result, products, { sample, values, domains, line });
  if (sample.calibration) subtractFitted(result, sample, fittedByCell(sample.calibration, products));
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
    if (!calibration) continue;
    const cell = (calibration.cells.cell[row] as number) * k;
    const start = calibration.start[row] as number;
    products[cell + domain] = (products[cell + domain] as number) + start * own;
    products[cell + pooled] = (products[cell + pooled] as number) + start * all;
  }
}

function subtractFitted({ k, totals }: Totals, { shares }: Sample, fitted: Float64Array): void {
  for (let pair = 0; pair < shares.psu.length; pair++) {
    const psu = (shares.psu[pair] as number) * k;
    const cell = (shares.cell[pair] as number) * k;
    const weight = shares.weight[pair] as number;
    for (let a = 0; a < k; a++) {
      totals[psu + a] = (totals[psu + a] as number) - weight * (fitted[cell + a] as number);
    }
  }
}

const emptyShares: PsuCells = { psu: new Int32Array(), cell: new Int32Array(), weight: new Float64Array() };

/** Above this many PSU x cell combinations the rows themselves are the list. */
const DENSE = 1 << 22;

function psuCellsOf(design: Design, weight: Float64Array, { cells }: Calibration): PsuCells {
  const combinations = design.stratum.length * cells.count;
  if (combinations > DENSE) return { psu: design.psu, cell: cells.cell, weight };
  const sums = new Float64Array(combinations);
  for (let row = 0; row < weight.length; row++) {
    const at = (design.psu[row] as number) * cells.count + (cells.cell[row] as number);
    sums[at] = (sums[at] as number) + (weight[row] as number);
  }
  const pairs: number[] = [];
  sums.forEach((sum, at) => sum !== 0 && pairs.push(at));
  return {
    psu: Int32Array.from(pairs, (at) => Math.floor(at / cells.count)),
    cell: Int32Array.from(pairs, (at) => at % cells.count),
    weight: Float64Array.from(pairs, (at) => sums[at] as number),
  };
}
