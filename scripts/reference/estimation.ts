import { benjaminiHochberg, holm } from '../../src/statistics/adjust-p.js';
import { degreesOfFreedom } from '../../src/statistics/design.js';
import { designCovariance } from '../../src/statistics/design-covariance.js';
import { domainMeans } from '../../src/statistics/domain-means.js';
import { sampleOf } from '../../src/statistics/sample.js';
import type { Domains, Sample } from '../../src/statistics/sample.js';
import { twoSidedP } from '../../src/statistics/student-t.js';
import { numberColumn, objectOf, readTable } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { domainsOf, figuresBy } from './domains.js';
import { columnName, designOfCase, domainFigures, everybody, lonelyFigure, matrixOf } from './survey-design.js';

/** Means and totals of domains from a design, with their covariance. */
export function answerEstimation(given: Case): Answer | string {
  const { input, expected } = given;
  const lonely = ['remove', 'adjust', 'average'].some((key) => key in expected);
  if (!lonely && !('domain_covariance' in expected)) return 'only domain means with Taylor errors are covered so far';
  const table = readTable(given);
  const weight = numberColumn(table, columnName(input['weight']));
  const values = numberColumn(table, columnName(input['y']));
  const sample = sampleOf(designOfCase(given, table), weight);
  if (lonely) return lonelyAnswer(sample, values);
  const bare = sampleOf(designOfCase(given, table, false), weight);
  return {
    degf: degreesOfFreedom(sample.design),
    ...blockOf(sample, values, table, expected),
    without_fpc: blockOf(bare, values, table, objectOf(expected['without_fpc'])),
    domain_covariance: covarianceBlock(sample, values, table, expected),
  };
}

function blockOf(sample: Sample, values: Float64Array, table: Table, asked: Record<string, unknown>): Answer {
  const [overall] = domainFigures(sample, values, everybody(values.length));
  const names = Object.keys(objectOf(asked['overall']));
  return {
    overall: Object.fromEntries(names.map((name) => [name, overall])),
    by: figuresBy(sample, values, table, asked['by']),
  };
}

function lonelyAnswer(sample: Sample, values: Float64Array): Answer {
  const remove = lonelyFigure(sample, values, 'remove');
  const adjust = lonelyFigure(sample, values, 'adjust');
  return { remove, certainty: remove, adjust, average: lonelyFigure(sample, values, 'average') };
}

/** Means, covariance and pairwise tests of the domains that a case lists; their column is the one whose entries carry these labels. */
function covarianceBlock(
  sample: Sample,
  values: Float64Array,
  table: Table,
  expected: Record<string, unknown>,
): Answer {
  const asked = objectOf(expected['domain_covariance']);
  const labels = (asked['domains'] as unknown[]).map(String);
  const column = columnOfLabels(objectOf(expected['by']), labels);
  const domains = domainsOf(table, [column], labels);
  const { mean, totals } = domainMeans(sample, values, domains);
  const covariance = designCovariance(sample.design, totals);
  const k = labels.length;
  return {
    domains: labels,
    estimate: Array.from(mean.subarray(0, k)),
    covariance: matrixOf(covariance, k + 1, k),
    pairwise: pairwise(labels, domains, { mean, covariance, df: degreesOfFreedom(sample.design) }),
  };
}

function columnOfLabels(by: Record<string, unknown>, labels: string[]): string {
  const found = Object.entries(by).find(
    ([column, entries]) =>
      (entries as unknown[]).map((entry) => String(objectOf(entry)[column])).join() === labels.join(),
  );
  if (!found) throw new Error('columnOfLabels requires domains that are listed in by');
  return found[0];
}

interface Estimated {
  mean: Float64Array;
  covariance: Float64Array;
  df: number;
}

/** Differences of all pairs with t tests and adjusted p values. */
export function pairwise(
  labels: readonly unknown[],
  { count }: Domains,
  { mean, covariance, df }: Estimated,
): object[] {
  const k = count + 1;
  const entry = (j: number, i: number): number => covariance[j * k + i] as number;
  const pairs = labels.flatMap((a, j) =>
    labels.slice(j + 1).map((b, offset) => {
      const i = j + 1 + offset;
      const diff = (mean[j] as number) - (mean[i] as number);
      const se = Math.sqrt(entry(j, j) + entry(i, i) - 2 * entry(j, i));
      const p = twoSidedP(diff / se, df);
      return { a, b, diff, se, t: diff / se, df, p, p_t: p };
    }),
  );
  const p = pairs.map((pair) => pair.p);
  const families = { p_holm: holm(p), p_bh: benjaminiHochberg(p) };
  return pairs.map((pair, at) => ({ ...pair, p_holm: families.p_holm[at], p_bh: families.p_bh[at] }));
}
