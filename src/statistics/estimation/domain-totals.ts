import { sumByDomain } from './domain-means.js';
import { linearisedTotals } from '../design/sample.js';
import type { Domains, Sample, Totals } from '../design/sample.js';

/** Weighted totals of one variable in k = domains + 1 domains, the last one all of them pooled. */
export interface DomainTotals extends Totals {
  /** sum w y; 0 where no row of the domain has a value. */
  total: Float64Array;
  /** Rows with a value. */
  n: Int32Array;
  sumOfWeights: Float64Array;
}

/**
 * Domain totals sum w y over the rows with a value, with their PSU totals (calibration residual included). A variable of ones gives the size
 * of the domains.
 * Source: Saerndal, Swensson and Wretman (1992), section 5.8; R survey `svyby(svytotal)`.
 *
 * @param values by row, NaN = no value
 * @returns totals in units of y; their covariance is `designCovariance(design, totals)`
 * @throws where columns differ in length
 * @example y 1, 3 with weights 1, 3 in one domain: total [10, 10]
 */
export function domainTotals(sample: Sample, values: Float64Array, domains: Domains): DomainTotals {
  const { sumOfValues, n, sumOfWeights } = sumByDomain(sample.weight, values, domains);
  const k = domains.count + 1;
  const line = { slope: new Float64Array(k).fill(1), intercept: new Float64Array(k) };
  return { ...linearisedTotals(sample, values, domains, line), total: sumOfValues, n, sumOfWeights };
}
