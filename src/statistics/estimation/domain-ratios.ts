import { sumByDomain } from './domain-means.js';
import { linearisedTotals } from '../design/sample.js';
import type { Domains, Sample, Totals } from '../design/sample.js';

/** Ratios of two totals in k = domains + 1 domains, the last one all of them pooled. */
export interface Ratios extends Totals {
  /** NaN where the domain has no row with both values, or its denominator is 0. */
  ratio: Float64Array;
  /** Rows with both values. */
  n: Int32Array;
}

/**
 * Domain ratios R = sum w y / sum w x over the rows with both values, with their linearised PSU totals: z = (y - R x) / sum w x,
 * calibration residual included.
 * Source: Saerndal, Swensson and Wretman (1992), section 5.6; R survey `svyby(svyratio)`.
 *
 * @param numerator y by row, NaN = no value
 * @param denominator x by row, NaN = no value
 * @returns ratios in units of y per unit of x; totals of a ratio that is NaN are 0
 * @throws where columns differ in length
 * @example y 1, 3 and x 2, 2 with weights 1, 1 in one domain: ratio [1, 1]
 */
export function domainRatios(
  sample: Sample,
  { numerator, denominator }: { numerator: Float64Array; denominator: Float64Array },
  domains: Domains,
): Ratios {
  if (numerator.length !== denominator.length) throw new Error('domainRatios requires columns of equal length');
  const y = numerator.map((value, row) => (Number.isNaN(denominator[row]) ? Number.NaN : value));
  const x = denominator.map((value, row) => (Number.isNaN(numerator[row]) ? Number.NaN : value));
  const above = sumByDomain(sample.weight, y, domains);
  const below = sumByDomain(sample.weight, x, domains).sumOfValues;
  const ratio = above.sumOfValues.map((sum, d) => (below[d] === 0 ? Number.NaN : sum / (below[d] as number)));
  const intercept = new Float64Array(ratio.length);
  const upper = { slope: below.map((sum) => (sum === 0 ? 0 : 1 / sum)), intercept };
  const lower = { slope: upper.slope.map((slope, d) => (slope === 0 ? 0 : slope * (ratio[d] as number))), intercept };
  const linearised = linearisedTotals(sample, y, domains, upper);
  const { totals } = linearisedTotals(sample, x, domains, lower);
  return {
    ...linearised,
    totals: linearised.totals.map((total, at) => total - (totals[at] as number)),
    ratio,
    n: above.n,
  };
}
