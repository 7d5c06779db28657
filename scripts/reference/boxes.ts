import { answerShares, boxOf, promoterScore } from '../../src/statistics/estimation/boxes.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { spreadOf } from '../../src/statistics/weighting/design-effect.js';
import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { performanceOf } from '../../src/statistics/models/importance-performance.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import type { Sample } from '../../src/statistics/design/sample.js';
import { shareInterval, shareMethods } from '../../src/statistics/estimation/share-interval.js';
import { shareOf, workingShare } from '../../src/statistics/estimation/share.js';
import { intervalFactor } from '../../src/statistics/numbers/student-t.js';
import { weightedOrder, weightedQuantile } from '../../src/statistics/estimation/weighted-quantile.js';
import { confidenceOf, lonelyOf } from './asked.js';
import { codesOf, numberColumn, objectOf, textColumn } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { answerColumn } from './missing-codes.js';
import { columnName, designOfCase } from './survey-design.js';

interface Boxes {
  given: Case;
  table: Table;
  sample: Sample;
  scale: { min: number; max: number };
}

/** Boxes, promoter score, mean and spread of every item that the case names, overall and by domain. */
export function answerBoxes(given: Case, table: Table): Answer | string {
  const names = Object.keys(given.expected).filter((name) => name !== 'degf' && name !== 'n');
  const unknown = names.find((name) => !(name in table));
  if (unknown !== undefined) return `the item ${unknown} is not a column of the file`;
  const [min = 1, max = 10] = ([given.input['scale'], objectOf(given.options)['scale']].find(Array.isArray) ?? []).map(
    Number,
  );
  const rows = Object.values(table)[0]?.length ?? 0;
  const weight = given.input['weight']
    ? numberColumn(table, columnName(given.input['weight']))
    : new Float64Array(rows).fill(1);
  const sample = sampleOf(designOfCase(given, table), weight);
  const boxes: Boxes = { given, table, sample, scale: { min, max } };
  const answers: Answer = {};
  for (const name of names) {
    const answer = itemFigures(boxes, name);
    if (typeof answer === 'string') return answer;
    answers[name] = answer;
  }
  return { degf: degreesOfFreedom(sample.design), n: rows, ...answers };
}

function itemFigures(boxes: Boxes, name: string): Answer | string {
  const { given, table, sample } = boxes;
  const values = answerColumn(given, table, name);
  const answer: Answer = {
    n: values.filter((value) => !Number.isNaN(value)).length,
    distribution_percent: Object.fromEntries(
      [...answerShares(sample.weight, values)].map(([code, share]) => [code, 100 * share]),
    ),
    sd: Math.sqrt(spreadOf(sample.weight, values).variance),
    median: weightedQuantile(weightedOrder(values, sample.weight), 0.5),
  };
  for (const [figure, asked] of Object.entries(objectOf(given.expected[name]))) {
    if (figure in answer) continue;
    const column = columnOf(figure.replace(/_ci$/, ''), values, boxes.scale);
    if (!column) return `the figure ${figure} of ${name} is not understood`;
    answer[figure] = figure.endsWith('_ci') ? intervals(boxes, column, asked) : estimates(boxes, column, asked);
  }
  return answer;
}

/** The column whose mean is the figure; shares in percent. Answers beyond the scale are in its outermost boxes, as in the programs' comparisons. */
function columnOf(figure: string, values: Float64Array, { min, max }: Boxes['scale']): Float64Array | undefined {
  const [, end, count = '1'] = /^(top|bottom)(\d*)_?box$/.exec(figure) ?? [];
  const wide = Number(count || 1) - 1;
  if (end === 'top') return boxOf(values, max - wide, Infinity).map((each) => 100 * each);
  if (end === 'bottom') return boxOf(values, -Infinity, min + wide).map((each) => 100 * each);
  if (figure === 'nps' && max === 10) return promoterScore(values);
  if (figure === 'mean') return values;
  return figure === 'mean_0_100' ? values.map((value) => performanceOf(value, { min, max })) : undefined;
}

/** Mean with error and interval, overall and in the domains that the case lists. */
function estimates({ given, table, sample }: Boxes, column: Float64Array, asked: unknown): Answer {
  const listed = objectOf(asked)['by'];
  const entries = Array.isArray(listed) ? listed.map(objectOf) : [];
  const by = Object.keys(entries[0] ?? {}).filter((key) => key in table);
  const labels = entries.map((entry) => by.map((key) => String(entry[key])).join('\n'));
  const texts =
    column.length > 0 ? Array.from(column, (_, row) => by.map((key) => textColumn(table, key)[row]).join('\n')) : [];
  const { codes } = codesOf(texts, labels);
  const everybody = domainMeans(sample, column, { code: new Int32Array(column.length), count: 1 });
  const means = domainMeans(sample, column, { code: codes, count: labels.length });
  const errorsOf = (totals: Float64Array, k: number): number[] => {
    const covariance = designCovariance(sample.design, totals, lonelyOf(given));
    return Array.from({ length: k }, (_, d) => Math.sqrt(covariance[d * k + d] as number));
  };
  const est = everybody.mean[0] as number;
  const [se = 0] = errorsOf(everybody.totals, everybody.k);
  const half = intervalFactor(confidenceOf(given), degreesOfFreedom(sample.design)) * se;
  const errors = errorsOf(means.totals, means.k);
  const shown = (entry: Record<string, unknown>, d: number): Answer => ({
    ...Object.fromEntries(by.map((key) => [key, entry[key]])),
    ...(means.n[d] === 0 ? {} : { est: means.mean[d], se: errors[d], n: means.n[d] }),
  });
  return {
    overall: { est, se, n: everybody.n[0], ci_t: [est - half, est + half], ci_low: est - half, ci_high: est + half },
    by: entries.map(shown),
  };
}

/**
 * Intervals of a share in percent, with the degrees of freedom of the whole design. Where answers are missing the program gives none by
 * some methods; ours are then not held against its empty ends.
 */
function intervals({ given, sample }: Boxes, percent: Float64Array, asked: unknown): Answer {
  const events = percent.map((each) => each / 100);
  const share = shareOf(sample, events, undefined, lonelyOf(given));
  const someMissing = events.some(Number.isNaN);
  return Object.fromEntries(
    shareMethods.map((method) => {
      const empty = objectOf(asked)[method];
      if (!share || (someMissing && Array.isArray(empty) && empty.every((each) => each === null)))
        return [method, [undefined, undefined]];
      const full = { ...share, df: degreesOfFreedom(sample.design), fitted: workingShare(events, sample.weight) };
      const { low, high } = shareInterval(full, method, confidenceOf(given));
      return [method, [low, high].map((each) => (each === undefined ? undefined : 100 * each))];
    }),
  );
}
