import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { designEffect, spreadOf } from '../../src/statistics/weighting/design-effect.js';
import { sumByDomain } from '../../src/statistics/estimation/domain-means.js';
import type { Domains } from '../../src/statistics/design/sample.js';
import { intervalFactor } from '../../src/statistics/numbers/student-t.js';
import { confidenceOf } from './asked.js';
import { numberColumn, objectOf } from './case.js';
import type { Case, Table } from './case.js';
import { domainColumns, domainsOf } from './domains.js';
import type { Estimand, Estimated, Estimator } from './estimator.js';
import { pairwise } from './pairwise.js';
import { columnName, everybody, matrixOf } from './survey-design.js';

/** What the figures of one block are made from. */
export interface Block {
  given: Case;
  table: Table;
  estimator: Estimator;
  /** Half-width of an interval in standard errors. */
  factor: number;
}

export type Figures = Record<string, unknown>;

/** The factor of t intervals, of normal ones without degrees of freedom, at the confidence of the case. */
export function factorOf(given: Case, df = Infinity): number {
  const confidence = confidenceOf(given);
  return Number.isFinite(df) ? intervalFactor(confidence, df) : normalQuantile((1 + confidence) / 2, 0, 1);
}

/** The column a case estimates: the one a key names, that of `input`, or the first one whose mean or total is asked for. */
export function outcomeOf({ given, table }: Block, name?: string): Float64Array {
  const { input, expected } = given;
  const asked = ['overall', 'mean', 'total'].flatMap((key) => Object.keys(objectOf(expected[key])));
  const own = input['y'] === undefined ? asked : [columnName(input['y'])];
  return numberColumn(table, name !== undefined && name in table ? name : (own[0] ?? 'y'));
}

/** Estimate, error, interval and design effect in every domain; the last entry pools all. */
export function figuresOf(block: Block, what: Estimand, domains: Domains): Figures[] {
  const { estimator, factor } = block;
  const estimated = estimator.estimate(what, domains);
  return Array.from(estimated.estimate, (est, d) => {
    const se = errorOf(estimated, d);
    const [low, high] = [est - factor * se, est + factor * se];
    const shown = { est, se, ci_low: low, ci_high: high, ci_t: [low, high], cv: se / Math.abs(est) };
    return { ...shown, ...effectsOf(block, what, domains, { d, se }) };
  });
}

function errorOf({ k, covariance }: Estimated, d: number): number {
  return Math.sqrt(covariance[d * k + d] as number);
}

function effectsOf(
  { estimator }: Block,
  { kind, y }: Estimand,
  domains: Domains,
  { d, se }: { d: number; se: number },
): Figures {
  const spread = spreadOf(estimator.weight, y, (row) => d === domains.count || domains.code[row] === d);
  const variance = kind === 'total' ? (se / spread.sumOfWeights) ** 2 : se * se;
  if (kind === 'ratio' || spread.variance === 0) return { deff: 0, deff_with_replacement: 0 };
  return { deff: designEffect(variance, spread), deff_with_replacement: designEffect(variance, spread, true) };
}

/** Figures of the whole sample by the variables a case lists. */
export function overallFigures(block: Block, kind: 'mean' | 'total', asked: unknown): Figures {
  const names = Object.keys(objectOf(asked));
  const figure = (name: string): unknown => {
    const y = outcomeOf(block, name);
    return figuresOf(block, { kind, y }, everybody(y.length))[0];
  };
  return Object.fromEntries(names.map((name) => [name, figure(name)]));
}

/** Domain means with their totals, or ratios, in the order in which a case lists them. */
export function domainList(block: Block, asked: unknown, what: Estimand): Figures[] {
  const listed = Array.isArray(asked) ? asked.map(objectOf) : [];
  const { domains, columns } = listedDomains(block.table, listed);
  const figures = figuresOf(block, what, domains);
  const totals = figuresOf(block, { kind: 'total', y: what.y }, domains);
  const counts = sumByDomain(block.estimator.weight, what.y, domains).n;
  return listed.map((entry, d) => ({
    ...figures[d],
    n: counts[d],
    total: totals[d]?.['est'],
    total_se: totals[d]?.['se'],
    ...Object.fromEntries(columns.map((column) => [column, entry[column]])),
  }));
}

/** Domains named by the columns of the data file that the entries carry. */
function listedDomains(
  table: Table,
  listed: readonly Record<string, unknown>[],
): { domains: Domains; columns: string[] } {
  const columns = domainColumns(table, listed);
  if (columns.length === 0) throw new Error('listedDomains requires entries that name a column of the data file');
  const labels = listed.map((entry) => columns.map((column) => String(entry[column])).join('\n'));
  return { domains: domainsOf(table, columns, labels), columns };
}

/** A list of domains, or several lists by name. */
export function byFigures(block: Block, asked: unknown): unknown {
  const what: Estimand = { kind: 'mean', y: outcomeOf(block) };
  if (Array.isArray(asked)) return domainList(block, asked, what);
  const lists = Object.entries(objectOf(asked));
  return Object.fromEntries(lists.map(([name, list]) => [name, domainList(block, list, what)]));
}

/** Means, covariance and pairwise tests of the domains that a case lists; their column is the one that has these labels. */
export function covarianceFigures(block: Block, asked: unknown): Figures {
  const named = objectOf(asked)['domains'] as unknown[];
  const labels = named.map(String);
  const domains = domainsOf(block.table, [columnOfLabels(block, labels)], labels);
  const { k, estimate, covariance } = block.estimator.estimate({ kind: 'mean', y: outcomeOf(block) }, domains);
  const compared = { mean: estimate, covariance, df: block.estimator.df };
  return {
    domains: named,
    estimate: Array.from(estimate.subarray(0, labels.length)),
    covariance: matrixOf(covariance, k, labels.length),
    pairwise: pairwise(named, domains, compared),
  };
}

/** The column named `domain` where it has the labels; else the first one whose labels are these. */
function columnOfLabels({ given, table }: Block, labels: readonly string[]): string {
  const wanted = labels.toSorted().join('\n');
  const has = ([, texts]: [string, string[]]): boolean =>
    [...new Set(texts)]
      .filter((text) => text !== '')
      .toSorted()
      .join('\n') === wanted;
  const own = given.input['domain'] === undefined ? '' : columnName(given.input['domain']);
  const listed = Object.keys(objectOf(given.expected['by']));
  const order = Object.entries(table).toSorted(([a], [b]) => preference(b) - preference(a));
  const found = order.find(has);
  if (!found) throw new Error('columnOfLabels requires a column of the file with the labels of the domains');
  return found[0];

  function preference(column: string): number {
    return column === own ? 2 : listed.includes(column) ? 1 : 0;
  }
}
