import { alphaError } from '../../src/statistics/estimation/alpha-error.js';
import { cronbachAlpha } from '../../src/statistics/estimation/alpha.js';
import type { AlphaItem } from '../../src/statistics/estimation/alpha.js';
import type { Design } from '../../src/statistics/design/design.js';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import type { ItemCovariance } from '../../src/statistics/models/item-covariance.js';
import { jackknife } from '../../src/statistics/design/jackknife.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { levelKeys, lonelyOf, unknownKey } from './asked.js';
import { answerBoxes } from './boxes.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { readJoinedTable } from './joined-table.js';
import { answerColumn, missingKeys } from './missing-codes.js';
import { columnName, designOfCase } from './survey-design.js';

const inputKeys = [
  'file',
  'design_file',
  'weights_file',
  'weight',
  'strata',
  'psu',
  'fpc',
  'domain',
  'scale',
  missingKeys,
  /^notes?$/,
];

/** Names under which a case may list the items of its scales. */
const listNames = ['scales', 'constructs', 'blocks', 'items'];

/** Scales: alpha where a part of the case lists items, boxes and promoter scores where it is named after one. */
export function answerScales(given: Case): Answer | string {
  const unknown =
    unknownKey('options', given.options, [...listNames, ...levelKeys, 'scale', missingKeys, /^lonely/]) ??
    unknownKey('input', given.input, [...inputKeys, ...listNames]);
  if (unknown !== undefined) return unknown;
  const table = readJoinedTable(given);
  if (typeof table === 'string') return table;
  const parts = Object.entries(given.expected);
  const scales = parts.filter(([name, part]) => itemsOf(given, name, part).length > 0);
  if (scales.length === 0) return answerBoxes(given, table);
  const missing = scales.flatMap(([name, part]) => itemsOf(given, name, part)).find((item) => !(item in table));
  if (missing !== undefined) return `the item ${missing} is not a column of the file`;
  return Object.fromEntries(
    scales.map(([name, part]) => [name, alphaFigures(given, table, itemsOf(given, name, part))]),
  );
}

/** Items of a scale: listed beside its figures, or by the input or options under the name of the scale. */
function itemsOf({ input, options }: Case, name: string, part: unknown): string[] {
  const stated = [input, objectOf(options)].flatMap((each) => listNames.map((key) => objectOf(each[key])[name]));
  const listed = [objectOf(part)['items'], ...stated].find(Array.isArray);
  return (listed ?? []).map(String);
}

function alphaFigures(given: Case, table: Table, names: string[]): Answer {
  const columns = names.map((name) => answerColumn(given, table, name));
  const plain = covarianceOf(momentsOf(columns), { divisor: 'weightsLessOne' });
  const unweighted = {
    ...figuresOf(plain, names),
    item_mean: byItem(names, plain.mean),
    item_sd: byItem(names, plain.sd),
  };
  if (!given.input['weight']) return { items: names, unweighted };
  const weight = numberColumn(table, columnName(given.input['weight']));
  const items = covarianceOf(momentsOf(columns, { weight }));
  const design: Design = designOfCase(given, table);
  const error = alphaError(columns, { design, weight }, jackknife(design, lonelyOf(given)));
  const weighted = {
    ...figuresOf(items, names),
    raw_alpha_se_jkn: error.raw,
    standardised_alpha_se_jkn: error.standardised,
    item_mean: byItem(names, items.mean),
    item_sd: byItem(names, items.sd),
  };
  return { items: names, weighted, unweighted };
}

function figuresOf(items: ItemCovariance, names: string[]): Answer {
  const alpha = cronbachAlpha(items);
  const each = (figure: keyof AlphaItem): Answer =>
    Object.fromEntries(names.map((name, item) => [name, alpha?.items[item]?.[figure]]));
  return {
    n: items.n,
    raw_alpha: alpha?.raw,
    standardised_alpha: alpha?.standardised,
    average_r: alpha?.averageCorrelation,
    raw_alpha_if_item_dropped: each('rawIfDropped'),
    item_total_r_corrected: each('correctedCorrelation'),
  };
}

function byItem(names: string[], values: Float64Array): Answer {
  return Object.fromEntries(names.map((name, item) => [name, values[item]]));
}
