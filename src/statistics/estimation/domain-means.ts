import { linearisedTotals } from '../design/sample.js';
import type { Domains, Sample, Totals } from '../design/sample.js';

/** Weighted means of one variable in k = domains + 1 domains, the last one all of them pooled. */
export interface Means extends Totals {
  /** NaN where no row of the domain has a value and a weight. */
  mean: Float64Array;
  /** Rows with a value. */
  n: Int32Array;
  sumOfWeights: Float64Array;
  sumOfSquaredWeights: Float64Array;
}

/**
 * Domain means sum w y / sum w over the rows with a value, with their linearised PSU totals: z = (y - mean) / sum w, calibration
 * residual included. A domain is never filtered: its z is 0 outside.
 * Source: Saerndal, Swensson and Wretman (1992), sections 5.7 and 5.8; R survey `svyby(svymean)` after `calibrate`.
 *
 * @param values by row, NaN = no value
 * @returns means in units of y
 * @throws where columns differ in length
 * @example y 1, 3 with weights 1, 3 in one domain: mean [2.5, 2.5]
 */
export function domainMeans(sample: Sample, values: Float64Array, domains: Domains): Means {
  const sums = sumByDomain(sample.weight, values, domains);
  const mean = sums.sumOfValues.map((sum, d) =>
    sums.n[d] === 0 ? Number.NaN : sum / (sums.sumOfWeights[d] as number),
  );
  const slope = sums.sumOfWeights.map((sum) => (sum === 0 ? 0 : 1 / sum));
  const intercept = slope.map((each, d) => (each === 0 ? 0 : -each * (mean[d] as number)));
  const linearised = linearisedTotals(sample, values, domains, { slope, intercept });
  const { n, sumOfWeights, sumOfSquaredWeights } = sums;
  return { ...linearised, mean, n, sumOfWeights, sumOfSquaredWeights };
}

interface Sums {
  n: Int32Array;
  sumOfValues: Float64Array;
  sumOfWeights: Float64Array;
  sumOfSquaredWeights: Float64Array;
}

/**
 * Counts and weighted sums of the rows with a value.
 *
 * @param weight by row, 0 or more
 * @param values by row, NaN = no value
 * @param domains domain of each row, -1 = none
 * @returns by domain, the last entry all of them pooled; 0 where no row has a value
 * @throws where columns differ in length or a domain is not below their number
 * @example weights 1, 3 and values 1, 3 in one domain: n [2, 2], sumOfValues [10, 10], sumOfWeights [4, 4]
 */
export function sumByDomain(weight: Float64Array, values: Float64Array, { code, count }: Domains): Sums {
  if (weight.length !== values.length || code.length !== values.length) {
    throw new Error('sumByDomain requires a weight and a domain for every value');
  }
  const k = count + 1;
  const n = new Int32Array(k);
  const sumOfValues = new Float64Array(k);
  const sumOfWeights = new Float64Array(k);
  const sumOfSquaredWeights = new Float64Array(k);
  for (let row = 0; row < values.length; row++) {
    const y = values[row] as number;
    const d = code[row] as number;
    if (d >= count) throw new Error(`sumByDomain requires domains below ${count}`);
    if (d < 0 || Number.isNaN(y)) continue;
    const w = weight[row] as number;
    n[d] = (n[d] as number) + 1;
    sumOfValues[d] = (sumOfValues[d] as number) + w * y;
    sumOfWeights[d] = (sumOfWeights[d] as number) + w;
    sumOfSquaredWeights[d] = (sumOfSquaredWeights[d] as number) + w * w;
  }
  for (let d = 0; d < count; d++) {
    n[count] = (n[count] as number) + (n[d] as number);
    sumOfValues[count] = (sumOfValues[count] as number) + (sumOfValues[d] as number);
    sumOfWeights[count] = (sumOfWeights[count] as number) + (sumOfWeights[d] as number);
    sumOfSquaredWeights[count] = (sumOfSquaredWeights[count] as number) + (sumOfSquaredWeights[d] as number);
  }
  return { n, sumOfValues, sumOfWeights, sumOfSquaredWeights };
}
