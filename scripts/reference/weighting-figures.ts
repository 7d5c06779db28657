import type { Design } from '../../src/statistics/design/design.js';
import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { designEffect, spreadOf } from '../../src/statistics/weighting/design-effect.js';
import { kish } from '../../src/statistics/weighting/kish.js';
import { linearisedTotals, sampleOf } from '../../src/statistics/design/sample.js';
import type { Sample } from '../../src/statistics/design/sample.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { domainColumns, domainsOf, figuresBy } from './domains.js';
import { columnName, domainFigures, everybody, totalFigures } from './survey-design.js';

/** Means, totals and domain means of `y`, else of the first mean's variable, as one block of a case asks for them. */
export function blockOf(asked: Record<string, unknown>, sample: Sample, table: Table, y?: string): Answer {
  const means = Object.keys(objectOf(asked['mean']));
  const totals = Object.keys(objectOf(asked['total']));
  const all = everybody(sample.weight.length);
  const column = (name: string): Float64Array => numberColumn(table, name);
  return {
    degf: degreesOfFreedom(sample.design),
    mean: Object.fromEntries(means.map((name) => [name, domainFigures(sample, column(name), all)[0]])),
    total: Object.fromEntries(totals.map((name) => [name, totalFigures(sample, column(name), all)[0]])),
    by: asked['by'] ? figuresBy(sample, column(y ?? means[0] ?? ''), table, asked['by']) : {},
  };
}

/** The variable whose domain means a case asks for, where it names one. */
export function outcomeName({ input }: Case, table: Table): string | undefined {
  const named = columnName(input['y']);
  return named in table ? named : undefined;
}

/** How a program makes errors that are not those of a sample: estimates with `weight`, the variance from linearised values by row. */
export interface RowErrors {
  weight: Float64Array;
  design: Design;
  variance: (linearised: Float64Array) => number;
  /** Standard errors to each side of an interval. */
  factor: number;
}

/** A block as `blockOf`, with such errors. */
export function rowBlockOf(asked: Record<string, unknown>, errors: RowErrors, table: Table, y?: string): Answer {
  const means = Object.keys(objectOf(asked['mean']));
  const totals = Object.keys(objectOf(asked['total']));
  const column = (name: string): Float64Array => numberColumn(table, name);
  const outcome = column(y ?? means[0] ?? totals[0] ?? '');
  return {
    degf: degreesOfFreedom(errors.design),
    mean: Object.fromEntries(means.map((name) => [name, meanFigure(errors, column(name))])),
    total: Object.fromEntries(totals.map((name) => [name, totalFigure(errors, column(name))])),
    by: Object.fromEntries(
      Object.entries(objectOf(asked['by'])).map(([name, entries]) => [
        name,
        entriesOf(errors, outcome, table, entries),
      ]),
    ),
  };
}

function entriesOf(errors: RowErrors, y: Float64Array, table: Table, entries: unknown): object[] {
  return domainEntries(table, entries).map(({ isMember, labels }) => ({
    ...meanFigure(errors, y, isMember),
    ...labels,
  }));
}

interface DomainEntry {
  isMember: (row: number) => boolean;
  labels: Record<string, unknown>;
}

/** Domains that a list of entries names by columns of the data file. */
export function domainEntries(table: Table, entries: unknown): DomainEntry[] {
  const listed = Array.isArray(entries) ? entries.map(objectOf) : [];
  const columns = domainColumns(table, listed);
  const labels = listed.map((entry) => columns.map((name) => String(entry[name])).join('\n'));
  const { code } = domainsOf(table, columns, labels);
  return listed.map((entry, d) => ({
    isMember: (row) => code[row] === d,
    labels: Object.fromEntries(columns.map((name) => [name, entry[name]])),
  }));
}

const everywhere = (): boolean => true;

function meanFigure(errors: RowErrors, y: Float64Array, isMember: (row: number) => boolean = everywhere): Answer {
  const { weight } = errors;
  const counts = (row: number): boolean => isMember(row) && !Number.isNaN(y[row]);
  const size = weight.reduce((sum, each, row) => (counts(row) ? sum + each : sum), 0);
  const est = weight.reduce((sum, each, row) => (counts(row) ? sum + each * (y[row] as number) : sum), 0) / size;
  const variance = errors.variance(y.map((value, row) => (counts(row) ? (value - est) / size : 0)));
  return figure(est, variance, errors.factor, designEffect(variance, spreadOf(weight, y, isMember)));
}

function totalFigure(errors: RowErrors, y: Float64Array): Answer {
  const known = y.map((value) => (Number.isNaN(value) ? 0 : value));
  const est = known.reduce((sum, value, row) => sum + value * (errors.weight[row] as number), 0);
  const variance = errors.variance(known);
  const spread = spreadOf(errors.weight, y);
  return figure(est, variance, errors.factor, designEffect(variance / spread.sumOfWeights ** 2, spread));
}

function figure(est: number, variance: number, factor: number, deff: number | undefined): Answer {
  const se = Math.sqrt(variance);
  return { est, se, ci_low: est - factor * se, ci_high: est + factor * se, deff };
}

/** Variance of the total of linearised values by row, the sample's calibration taken into account. */
export function varianceOfRows(sample: Sample, linearised: Float64Array): number {
  const line = { slope: new Float64Array(2).fill(1), intercept: new Float64Array(2) };
  const { totals } = linearisedTotals(sample, linearised, everybody(linearised.length), line);
  return designCovariance(sample.design, totals)[0] as number;
}

/** Variance with the weights taken as given. */
export function varianceAsGiven(design: Design, weight: Float64Array): (linearised: Float64Array) => number {
  const sample = sampleOf(design, weight);
  return (linearised) => varianceOfRows(sample, linearised);
}

/** Kish's effect as cases name it. */
export function kishAnswer(weights: Float64Array): Answer {
  const { n, sum, sumOfSquares, effectiveN, deff } = kish(weights);
  return { n, sum_w: sum, sum_w2: sumOfSquares, n_eff: effectiveN, deff_kish: deff };
}
