import type { Domains, Sample } from '../../src/statistics/design/sample.js';
import { objectOf, textColumn } from './case.js';
import type { Table } from './case.js';
import { domainFigures } from './survey-design.js';

/** Domain figures in the order in which a case lists them: each entry names its domain by columns of the data file. */
export function figuresBy(sample: Sample, values: Float64Array, table: Table, by: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(objectOf(by)).map(([name, entries]) => [name, entriesOf(sample, values, table, entries)]),
  );
}

function entriesOf(sample: Sample, values: Float64Array, table: Table, entries: unknown): object[] {
  const listed = Array.isArray(entries) ? entries.map(objectOf) : [];
  const columns = domainColumns(table, listed);
  const labels = listed.map((entry) => columns.map((column) => String(entry[column])).join('\n'));
  const figures = domainFigures(sample, values, domainsOf(table, columns, labels));
  return listed.map((entry, d) => ({
    ...figures[d],
    ...Object.fromEntries(columns.map((column) => [column, entry[column]])),
  }));
}

/** What an entry of a list of domains tells beside the columns that name its domain. */
const figureKeys = new Set(
  'est se ci_low ci_high ci_t deff deff_with_replacement cv n total total_se median p t df change level_1 level_2'.split(
    ' ',
  ),
);

/** The columns of the data file by which the entries of a list name their domains. */
export function domainColumns(table: Table, [first]: readonly unknown[]): string[] {
  return Object.keys(objectOf(first)).filter((key) => key in table && !figureKeys.has(key));
}

/** Domains of the labels (joined by line ends where they cross several columns); other rows are in none. */
export function domainsOf(table: Table, columns: readonly string[], labels: readonly string[]): Domains {
  const texts = columns.map((column) => textColumn(table, column));
  const rows = texts[0]?.length ?? 0;
  const code = Int32Array.from({ length: rows }, (_, row) => labels.indexOf(texts.map((each) => each[row]).join('\n')));
  return { code, count: labels.length };
}
