import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { quantileIntervals } from '../../src/statistics/estimation/quantile-interval.js';
import type { QuantileFigure } from '../../src/statistics/estimation/quantile-interval.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import type { Sample } from '../../src/statistics/design/sample.js';
import { shareMethods } from '../../src/statistics/estimation/share-interval.js';
import type { ShareMethod } from '../../src/statistics/estimation/share-interval.js';
import { quantileRules, weightedOrder, weightedQuantile } from '../../src/statistics/estimation/weighted-quantile.js';
import type { QuantileRule } from '../../src/statistics/estimation/weighted-quantile.js';
import { confidenceOf, levelKeys, lonelyOf, unknownKey } from './asked.js';
import { numberColumn, objectOf, readTable, textColumn } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { domainColumns } from './domains.js';
import { weightsOfCase } from './estimation-design.js';
import { columnName, designOfCase } from './survey-design.js';

const intervalsKey = /^intervals_([a-z0-9]+)_rule$/;
const byDomainKey = /^(\w+)_by_domain$/;

/** Whether a case asks for weighted quantiles. */
export function asksQuantiles({ expected }: Case): boolean {
  return Object.keys(expected).some(
    (key) => key === 'points_by_rule' || intervalsKey.test(key) || key === 'median_by_domain',
  );
}

interface Asked {
  given: Case;
  table: Table;
  sample: Sample;
  values: Float64Array;
  p: number[];
}

/** Quantiles by rule, with Woodruff intervals by kind, and by domain. */
export function answerQuantiles(given: Case): Answer | string {
  const { input, expected } = given;
  const unknown =
    unknownKey('expected', expected, ['degf', 'p', 'points_by_rule', intervalsKey, byDomainKey]) ??
    unknownKey('points_by_rule', expected['points_by_rule'], quantileRules) ??
    unknownKey('options', given.options, ['p', 'quantiles', 'lonely', 'lonely_psu', 'rule', 'interval', ...levelKeys]);
  if (unknown) return unknown;
  const table = readTable(given);
  const design = designOfCase(given, table);
  const sample = sampleOf(design, weightsOfCase(given, table, design));
  const asked = { given, table, sample, values: numberColumn(table, columnName(input['y'])), p: sharesOf(given) };
  const answers = Object.keys(expected).map((key) => [key, answerOf(key, asked)] as const);
  const failed = answers.find(([, answer]) => typeof answer === 'string');
  return failed ? String(failed[1]) : Object.fromEntries(answers);
}

function sharesOf({ input, options, expected }: Case): number[] {
  const { p: own, quantiles = own } = { ...input, ...objectOf(options) };
  const stated = expected['p'] ?? quantiles ?? 0.5;
  return Array.isArray(stated) ? stated.map(Number) : [Number(stated)];
}

function answerOf(key: string, asked: Asked): unknown {
  const { given, sample, values, p } = asked;
  const rule = intervalsKey.exec(key)?.[1];
  if (key === 'degf') return degreesOfFreedom(sample.design);
  if (key === 'p') return Array.isArray(given.expected['p']) ? p : p[0];
  if (rule !== undefined) return intervalsBy(rule, objectOf(given.expected[key]), asked);
  const middle = byDomainKey.exec(key)?.[1];
  if (middle !== undefined) return byDomain(middle, given.expected[key], asked);
  const order = weightedOrder(values, sample.weight);
  return Object.fromEntries(
    Object.keys(objectOf(given.expected[key])).map((each) => [
      each,
      p.map((share) => weightedQuantile(order, share, each as QuantileRule)),
    ]),
  );
}

function intervalsBy(rule: string, kinds: Record<string, unknown>, { given, sample, values, p }: Asked): unknown {
  if (!isRule(rule)) return `the quantile rule ${rule} is not known here`;
  const unknown = unknownKey(`intervals_${rule}_rule`, kinds, shareMethods);
  if (unknown) return unknown;
  const options = { rule, confidence: confidenceOf(given), lonely: lonelyOf(given) };
  return Object.fromEntries(
    Object.keys(kinds).map((interval) => {
      const figures = quantileIntervals(sample, values, p, { ...options, interval: interval as ShareMethod });
      return [interval, figures.map(shown)];
    }),
  );
}

/** A list of domains named by columns of the file; the quantile of each is the median, or the case's own share. */
function byDomain(name: string, entries: unknown, { given, table, sample, values, p }: Asked): unknown {
  if (!Array.isArray(entries)) return `${name}_by_domain is not a list`;
  const { rule = 'math', interval = 'mean' } = objectOf(given.options);
  if (!isRule(rule) || !shareMethods.some((each) => each === interval))
    return 'its rule of quantiles is not known here';
  const shares = name === 'median' ? [0.5] : p;
  const listed = entries.map(objectOf);
  const columns = domainColumns(table, listed);
  return listed.map((entry) => {
    const [figure] = quantileIntervals(sample, values, typeof entry['p'] === 'number' ? [entry['p']] : shares, {
      rule,
      interval: interval as ShareMethod,
      confidence: confidenceOf(given),
      lonely: lonelyOf(given),
      inDomain: (row) => columns.every((column) => textColumn(table, column)[row] === String(entry[column])),
    });
    const own = Object.fromEntries(columns.map((column) => [column, entry[column]]));
    return figure ? { ...shown(figure), [name]: figure.estimate, ...own } : own;
  });
}

function isRule(rule: unknown): rule is QuantileRule {
  return quantileRules.some((each) => each === rule);
}

function shown({ p, estimate, low, high, error, df }: QuantileFigure): Answer {
  return { p, est: estimate, ci_low: low, ci_high: high, se: error, df };
}
