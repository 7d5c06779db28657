import { fittedByCell } from '../weighting/calibration.js';
import type { CellCalibration } from '../weighting/calibration.js';
import { domainMeans } from './domain-means.js';
import type { Means } from './domain-means.js';
import { columnSums } from './column-sums.js';
import type { ColumnSums, GroupSums } from './group-sums.js';
import { subtractFitted } from '../design/sample.js';
import type { Domains, Sample } from '../design/sample.js';

/**
 * `domainMeans` of many variables in one pass over the rows: design, weights and domains are read once for all of them. The PSU totals of
 * a linear value follow from the PSU totals of the variable and of the weights, so that the means need not be known before the pass.
 * Source: as `domainMeans`.
 *
 * @param columns variables by row, NaN = no value
 * @returns means of each variable, equal to those of `domainMeans` up to rounding
 * @throws where columns differ in length
 * @example domainMeansOf(sample, [y, z], domains)[1].mean // domainMeans(sample, z, domains).mean
 */
export function domainMeansOf(sample: Sample, columns: readonly Float64Array[], domains: Domains): Means[] {
  const { calibration, weight } = sample;
  if ([...columns, domains.code].some(({ length }) => length !== weight.length))
    throw new Error('domainMeansOf requires a value and a domain for every row');
  if (calibration && !('cells' in calibration)) return columns.map((values) => domainMeans(sample, values, domains));
  const sums = columnSums(sample, columns, domains, calibration);
  return sums.columns.map((column) => meansOf(column, sums, { sample, k: domains.count + 1, calibration }));
}

interface Setting {
  sample: Sample;
  k: number;
  calibration: CellCalibration | undefined;
}

function meansOf(column: ColumnSums, sums: GroupSums, { sample, k, calibration }: Setting): Means {
  const { shift, missing } = column;
  const count = less(sums.psu.count, missing?.psu.count);
  const weight = less(sums.psu.weight, missing?.psu.weight, count);
  const n = Int32Array.from(byDomain(count, k));
  const sumOfWeights = byDomain(weight, k);
  const sumOfSquaredWeights = byDomain(less(sums.psu.squared, missing?.psu.squared, count), k);
  const shifted = byDomain(column.psu, k).map((sum, d) =>
    n[d] === 0 ? Number.NaN : sum / (sumOfWeights[d] as number),
  );
  const slope = sumOfWeights.map((sum) => (sum === 0 ? 0 : 1 / sum));
  const line = { slope, mean: shifted.map((each, d) => (slope[d] === 0 ? 0 : each)), k };
  const totals = linear(column.psu, weight, line);
  if (calibration) {
    const products = linear(column.cell, less(sums.cell, missing?.cell), line);
    subtractFitted({ k, totals }, sample, fittedByCell(calibration, products));
  }
  const members = Uint8Array.from(pooledIn(count, k), (each) => (each > 0 ? 1 : 0));
  return { k, totals, members, mean: shifted.map((each) => each + shift), n, sumOfWeights, sumOfSquaredWeights };
}

/** What is left without the rows that have no value: exactly 0 where no row is left. */
function less<Sums extends Float64Array | Int32Array>(all: Sums, missing: Sums | undefined, count?: Int32Array): Sums {
  const left = all.slice() as Sums;
  if (!missing) return left;
  for (let at = 0; at < left.length; at++) {
    left[at] = count && count[at] === 0 ? 0 : (all[at] as number) - (missing[at] as number);
  }
  return left;
}

/** Sums over all groups of a domain, the last one over all domains. */
function byDomain(groups: Float64Array | Int32Array, k: number): Float64Array {
  const sums = new Float64Array(k);
  for (let at = 0; at < groups.length; at += k) {
    for (let d = 0; d < k - 1; d++) sums[d] = (sums[d] as number) + (groups[at + d] as number);
  }
  for (let d = 0; d < k - 1; d++) sums[k - 1] = (sums[k - 1] as number) + (sums[d] as number);
  return sums;
}

/** The last column of every group becomes the sum of the others. */
function pooledIn<Sums extends Float64Array | Int32Array>(groups: Sums, k: number): Sums {
  for (let at = 0; at < groups.length; at += k) {
    let pooled = 0;
    for (let d = 0; d < k - 1; d++) pooled += groups[at + d] as number;
    groups[at + k - 1] = pooled;
  }
  return groups;
}

/** Sums of weight x slope (y - mean) from those of weight x y and of the weights. */
function linear(
  values: Float64Array,
  weights: Float64Array,
  { slope, mean, k }: { slope: Float64Array; mean: Float64Array; k: number },
): Float64Array {
  pooledIn(values, k);
  pooledIn(weights, k);
  return values.map((value, at) => {
    const d = at % k;
    return (slope[d] as number) * (value - (mean[d] as number) * (weights[at] as number));
  });
}
