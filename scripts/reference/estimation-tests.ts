import { differenceTest } from '../../src/statistics/testing/difference-test.js';
import { independenceTests } from '../../src/statistics/testing/independence-tests.js';
import type { FTest } from '../../src/statistics/testing/wald-test.js';
import { equalityTest } from '../../src/statistics/testing/wald-test.js';
import { rankScores } from '../../src/statistics/testing/rank-scores.js';
import type { RankScore } from '../../src/statistics/testing/rank-scores.js';
import type { Domains } from '../../src/statistics/design/sample.js';
import { confidenceOf } from './asked.js';
import { codesOf, numberColumn, objectOf, sortedLabels, textColumn } from './case.js';
import { domainsOf } from './domains.js';
import { domainList, figuresOf } from './estimation-figures.js';
import type { Block, Figures } from './estimation-figures.js';
import { columnName, everybody, matrixOf } from './survey-design.js';

/** A ratio of two columns, of all rows and by domain. */
export function ratioFigures(block: Block, asked: unknown): Figures {
  const { numerator, denominator, by } = objectOf(asked);
  const y = numberColumn(block.table, String(numerator));
  const x = numberColumn(block.table, String(denominator));
  const overall = figuresOf(block, { kind: 'ratio', y, x }, everybody(y.length))[0];
  return { numerator, denominator, overall, ...(by ? { by: domainList(block, by, { kind: 'ratio', y, x }) } : {}) };
}

interface CrossTable {
  rows: string[];
  columns: string[];
  domains: Domains;
  cells: Float64Array;
  covariance: Float64Array;
}

/** Sums of weights by the two columns that the case names `row` and `col`. */
function crossTable({ given, table, estimator }: Block): CrossTable {
  const named = (key: 'row' | 'col'): string =>
    columnName(given.input[key] ?? objectOf(given.options)[key] ?? given.expected[key]);
  const rows = levelsOf(textColumn(table, named('row')));
  const columns = levelsOf(textColumn(table, named('col')));
  const labels = rows.flatMap((row) => columns.map((column) => `${row}\n${column}`));
  const domains = domainsOf(table, [named('row'), named('col')], labels);
  const ones = new Float64Array(estimator.weight.length).fill(1);
  const { k, estimate, covariance } = estimator.estimate({ kind: 'total', y: ones }, domains);
  const size = labels.length;
  const inner = Float64Array.from(matrixOf(covariance, k, size).flat());
  return { rows, columns, domains, cells: estimate.slice(0, size), covariance: inner };
}

export function tableFigures(block: Block): Figures {
  const { rows, columns, cells } = crossTable(block);
  const values = rows.map((_, a) => Array.from(cells.subarray(a * columns.length, (a + 1) * columns.length)));
  return { rows, cols: columns, values };
}

export function independenceFigures(block: Block): Figures {
  const { rows, columns, cells, covariance } = crossTable(block);
  const table = { rows: rows.length, columns: columns.length, cells, covariance };
  const { estimator } = block;
  const tests = independenceTests(table, estimator.weight.length, estimator.df);
  return {
    F: tests.raoScott ?? {},
    Chisq: { statistic: tests.pearson, ddf: tests.meanAdjusted?.df, ...tests.meanAdjusted },
    Wald: tests.wald ?? {},
    adjWald: tests.adjustedWald ?? {},
  };
}

interface Groups {
  domains: Domains;
  y: Float64Array;
  /** PSUs less strata among those with rows in the test. */
  df: number;
}

/** The rows of a test: the groups of a column, rows without a value in none of them. */
function groupsOf({ table, estimator }: Block, y: Float64Array, column: string): Groups {
  const texts = textColumn(table, column);
  const { codes, labels } = codesOf(texts, levelsOf(texts));
  const code = codes.map((each, row) => (Number.isNaN(y[row]) ? -1 : each));
  const psus = new Set(estimator.design.psu.filter((_, row) => (code[row] as number) >= 0));
  const strata = new Set([...psus].map((psu) => estimator.design.stratum[psu]));
  return { domains: { code, count: labels.length }, y, df: psus.size - strata.size };
}

/** Means of the groups and their covariance, without the pooled one. */
function groupMeans({ estimator }: Block, { domains, y }: Groups): { means: Float64Array; covariance: Float64Array } {
  const { k, estimate, covariance } = estimator.estimate({ kind: 'mean', y }, domains);
  const inner = Float64Array.from(matrixOf(covariance, k, domains.count).flat());
  return { means: estimate.slice(0, domains.count), covariance: inner };
}

/** t test of two groups: second less first, in order of their labels. */
export function tTestFigures(block: Block, asked: unknown): Figures {
  const { y, group } = objectOf(asked);
  const groups = groupsOf(block, numberColumn(block.table, String(y)), String(group));
  return { y, group, result: tTestResult(block, groups) };
}

function tTestResult(block: Block, groups: Groups): Figures {
  const { means, covariance } = groupMeans(block, groups);
  const found = differenceTest(means, covariance, groups.df - 1, confidenceOf(block.given));
  if (!found) return {};
  const { t, df, p, estimate, se, low, high } = found;
  return { t, df, p, estimate, se, ci: [low, high], ci_low: low, ci_high: high };
}

export function equalityFigures(block: Block, asked: unknown): Figures {
  const { y, group } = objectOf(asked);
  const groups = groupsOf(block, numberColumn(block.table, String(y)), String(group));
  const { means, covariance } = groupMeans(block, groups);
  return { y, group, ...namedStatistic('wald_F', equalityTest(means, covariance, groups.df)) };
}

const scoresByName: Record<string, RankScore> = {
  rank_test: 'wilcoxon',
  rank_test_wilcoxon: 'wilcoxon',
  rank_test_kruskal_wallis: 'wilcoxon',
  rank_test_van_der_waerden: 'normal',
  rank_test_median: 'median',
};

export function isRankTest(key: string): boolean {
  return Object.hasOwn(scoresByName, key);
}

/** Rank test of the groups it names itself, or of those whose means the case tests for equality. */
export function rankFigures(block: Block, key: string, asked: unknown): Figures {
  const named = { ...objectOf(block.given.expected['equality_of_domain_means']), ...objectOf(asked) };
  const y = numberColumn(block.table, String(named['y']));
  const rows = groupsOf(block, y, String(named['group']));
  const used = y.map((value, row) => ((rows.domains.code[row] as number) < 0 ? Number.NaN : value));
  const groups = { ...rows, y: rankScores(block.estimator.weight, used, scoresByName[key] ?? 'wilcoxon') };
  const { means, covariance } = groupMeans(block, groups);
  const test = equalityTest(means, covariance, groups.df);
  const pair = groups.domains.count === 2 ? tTestResult(block, groups) : {};
  const told = { y: named['y'], group: named['group'] };
  return { ...told, ...pair, ...(test ? { ...test, F: test.statistic, chisq: test.statistic * test.ndf } : {}) };
}

function namedStatistic(name: string, test: FTest | undefined): Figures {
  return test ? { [name]: test.statistic, ndf: test.ndf, ddf: test.ddf, p: test.p } : {};
}

/** Labels of a column in order, without the missing ones. */
function levelsOf(texts: readonly string[]): string[] {
  return sortedLabels(texts.filter((text) => text !== ''));
}
