import { degreesOfFreedom, designOf, psusByStratum } from '../../src/statistics/design/design.js';
import type { Design } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { designEffect, spreadOf } from '../../src/statistics/weighting/design-effect.js';
import { domainMeans, sumByDomain } from '../../src/statistics/estimation/domain-means.js';
import { linearisedTotals } from '../../src/statistics/design/sample.js';
import type { Domains, Sample } from '../../src/statistics/design/sample.js';
import { intervalFactor } from '../../src/statistics/numbers/student-t.js';
import { codesOf, numberColumn, textColumn } from './case.js';
import type { Case, Table } from './case.js';

/** The design that `input` describes: columns of strata, PSUs and population numbers of PSUs; absent = one stratum, rows, none. */
export function designOfCase({ input }: Case, table: Table, withFraction = true): Design {
  const rows = Object.values(table)[0]?.length ?? 0;
  const strata = input['strata'] ? codesOf(textColumn(table, columnName(input['strata']))).codes : new Int32Array(rows);
  const unit = input['psu'] ?? input['unit'] ?? 'row';
  const psus = columnName(unit) === 'row' ? rowNumbers(rows) : codesOf(textColumn(table, columnName(unit))).codes;
  const design = designOf(strata, psus);
  const population = input['fpc'] ?? input['fpc_stage1'];
  if (!withFraction || !population) return design;
  return { ...design, fraction: fractionOf(design, numberColumn(table, columnName(population))) };
}

/** Sampling fractions by stratum from population numbers by row; numbers of 1 or less are fractions already. */
export function fractionOf(design: Design, population: Float64Array): Float64Array {
  const counts = psusByStratum(design);
  const fraction = new Float64Array(design.strata);
  design.psu.forEach((psu, row) => {
    const stratum = design.stratum[psu] as number;
    const size = population[row] as number;
    fraction[stratum] = size <= 1 && (counts[stratum] as number) > size ? size : (counts[stratum] as number) / size;
  });
  return fraction;
}

/** The column an input names: its first word, the rest is explanation. */
export function columnName(value: unknown): string {
  return String(value).split(/[ ,]/)[0] ?? '';
}

export interface Figure {
  est: number;
  se: number;
  ci_low: number;
  ci_high: number;
  deff: number | undefined;
  deff_with_replacement: number | undefined;
  cv: number;
  n: number;
  total: number;
  total_se: number;
}

/** Mean, total and their errors in every domain; the last entry pools all. */
export function domainFigures(sample: Sample, values: Float64Array, domains: Domains): Figure[] {
  const means = domainMeans(sample, values, domains);
  const errors = standardErrors(designCovariance(sample.design, means.totals));
  const totals = totalFigures(sample, values, domains);
  const factor = intervalFactor(0.95, degreesOfFreedom(sample.design));
  return Array.from(means.mean, (est, d) => {
    const se = errors[d] as number;
    const inDomain = (row: number): boolean => d === domains.count || domains.code[row] === d;
    const spread = spreadOf(sample.weight, values, inDomain);
    return {
      est,
      se,
      ci_low: est - factor * se,
      ci_high: est + factor * se,
      deff: spread.variance === 0 ? 0 : designEffect(se * se, spread),
      deff_with_replacement: spread.variance === 0 ? 0 : designEffect(se * se, spread, true),
      cv: se / Math.abs(est),
      n: means.n[d] as number,
      total: totals[d]?.est as number,
      total_se: totals[d]?.se as number,
    };
  });
}

/** Total in every domain with interval and design effect; the last entry pools all. */
export function totalFigures(
  sample: Sample,
  values: Float64Array,
  domains: Domains,
): Pick<Figure, 'est' | 'se' | 'ci_low' | 'ci_high' | 'deff'>[] {
  const k = domains.count + 1;
  const line = { slope: new Float64Array(k).fill(1), intercept: new Float64Array(k) };
  const { totals } = linearisedTotals(sample, values, domains, line);
  const errors = standardErrors(designCovariance(sample.design, totals));
  const factor = intervalFactor(0.95, degreesOfFreedom(sample.design));
  const sums = sumByDomain(sample.weight, values, domains);
  return Array.from(sums.sumOfValues, (est, d) => {
    const se = errors[d] as number;
    const spread = spreadOf(sample.weight, values, (row) => d === domains.count || domains.code[row] === d);
    const variance = (se / spread.sumOfWeights) ** 2;
    return { est, se, ci_low: est - factor * se, ci_high: est + factor * se, deff: designEffect(variance, spread) };
  });
}

/** Roots of the diagonal. */
function standardErrors(covariance: Float64Array): number[] {
  const k = Math.sqrt(covariance.length);
  return Array.from({ length: k }, (_, d) => Math.sqrt(covariance[d * k + d] as number));
}

/** One domain that holds all rows. */
export function everybody(rows: number): Domains {
  return { code: new Int32Array(rows), count: 1 };
}

/** Rows of a matrix. */
export function matrixOf(values: Float64Array, k: number, size = k): number[][] {
  return Array.from({ length: size }, (_, j) => Array.from(values.subarray(j * k, j * k + size)));
}

function rowNumbers(rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}
