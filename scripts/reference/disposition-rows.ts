import { dispositions } from '../../src/statistics/estimation/aapor.js';
import { numberColumn, objectOf, readTable, textColumn } from './case.js';
import type { Case, Table } from './case.js';
import { columnName } from './survey-design.js';

/** Final dispositions of a data file's cases, or of some of them. */
export interface Rows {
  table: Table;
  /** Place in `dispositions`; -1 = none, or not among the rows taken. */
  code: Int32Array;
  weight: Float64Array | undefined;
  /** The column that the case names for its groups. */
  groups: string | undefined;
}

const known: readonly string[] = dispositions;

/** Reads the data file of a case; a text says what of it is not understood. */
export function dispositionRows(given: Case): Rows | string {
  const { input } = given;
  const table = readTable(given);
  const options = objectOf(given.options);
  const named = (...names: string[]) =>
    names
      .flatMap((name) => [input[name], options[name]])
      .map(columnName)
      .find((name) => name in table);
  const column = named('disposition', 'outcome', 'code', 'x') ?? dispositionColumn(table);
  if (column === undefined) return 'none of the columns of its file holds dispositions I, P, R, NC, O, UH, UO, NE';
  const texts = textColumn(table, column);
  const unknown = texts.find((text) => text !== '' && !known.includes(text));
  if (unknown !== undefined) return `the disposition ${unknown} is none of I, P, R, NC, O, UH, UO, NE`;
  const weight = named('weight', 'weights');
  return {
    table,
    code: Int32Array.from(texts, (text) => known.indexOf(text)),
    weight: weight === undefined ? undefined : numberColumn(table, weight),
    groups: named('by', 'group', 'groups', 'domain', 'domains', 'strata'),
  };
}

/** The only column of which every value is a disposition. */
function dispositionColumn(table: Table): string | undefined {
  const all = Object.entries(table).filter(([, texts]) => texts.every((text) => text === '' || known.includes(text)));
  return all.length === 1 ? all[0]?.[0] : undefined;
}

/** The column that groups are of: the one the case names, or the only one with exactly their labels, or with all of them. */
export function groupColumn({ table, groups }: Rows, labels: readonly string[]): string | undefined {
  if (groups !== undefined) return groups;
  const all = Object.entries(table).filter(([, texts]) => labels.every((label) => texts.includes(label)));
  const exact = all.filter(([, texts]) => new Set(texts).size === labels.length);
  const [only] = exact.length > 0 ? exact : all;
  return exact.length === 1 || (exact.length === 0 && all.length === 1) ? only?.[0] : undefined;
}

/** The rows of one group. */
export function within(rows: Rows, column: string, label: string): Rows {
  const texts = textColumn(rows.table, column);
  return { ...rows, code: rows.code.map((code, row) => (texts[row] === label ? code : -1)) };
}
