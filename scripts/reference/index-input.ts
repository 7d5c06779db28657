import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { codesOf, numberColumn, objectOf, sortedLabels, textColumn } from './case.js';
import type { Case, Table } from './case.js';
import { columnName } from './survey-design.js';

/** A survey of districts with an index tree, as `input` describes it. */
export interface IndexInput {
  weight: string;
  /** The column of the districts. */
  district: string;
  /** The column of the waves, if the file has one. */
  wave: string;
  /** What stands before a district's label in the names of the expected figures. */
  prefix: string;
  /** Text that means a missing answer, beside the empty cell. */
  missing: string;
  /** Columns whose crossing is the stratum. */
  strata: string[];
  psu: string;
  items: string[];
  scale: [number, number];
  sectorOfItem: string[];
  itemWeights: number[];
  sectors: string[];
  sectorWeights: number[];
  /** Population totals by column: of its levels in order, or by name. */
  margins: Record<string, Totals>;
}

type Totals = number[] | Record<string, number>;

export function indexInput({ input, expected }: Case): IndexInput {
  const strata = String(input['strata']).split(' x ');
  const margins = objectOf(input['margins']) as Record<string, Totals>;
  const district = input['district'] ?? strata.find((name) => name in margins) ?? Object.keys(margins)[0];
  return {
    weight: String(input['base_weight']),
    district: typeof district === 'string' ? district : '',
    wave: input['wave'] === undefined ? 'wave' : columnName(input['wave']),
    prefix: prefixOf(expected),
    missing: /-?\d+/.exec(String(input['missing']))?.[0] ?? '',
    strata,
    psu: columnName(input['psu']),
    items: input['items'] as string[],
    scale: input['scale'] as [number, number],
    sectorOfItem: input['sector_of_item'] as string[],
    itemWeights: input['item_weights'] as number[],
    sectors: input['sectors'] as string[],
    sectorWeights: input['sector_weights'] as number[],
    margins,
  };
}

/** `d` where the expected figures call their domains all, d1, d2, ...; nothing where they go by label alone. */
function prefixOf(expected: Record<string, unknown>): string {
  const [index = {}] = Object.values(expected).flatMap((part) => Object.values(objectOf(objectOf(part)['index'])));
  const names = Object.keys(objectOf(index)).filter((name) => name !== 'all');
  return names.every((name) => /^d\d/.test(name)) ? 'd' : '';
}

/** Totals given in order belong to levels 1, 2, ..., or to the column's own levels by size where these are others. */
export function marginOf(table: Table, name: string, totals: Totals): RakingMargin {
  const texts = textColumn(table, name);
  const counted = Object.keys(totals).map((_, at) => String(at + 1));
  const inOrder = texts.every((text) => counted.includes(text)) ? counted : sortedLabels(texts);
  const { codes, labels } = codesOf(texts, Array.isArray(totals) ? inOrder : Object.keys(totals));
  return { name, labels, codes, targets: Float64Array.from(Object.values(totals)) };
}

/** Answers to an item by row; NaN = missing. */
export function answersTo(table: Table, { missing }: IndexInput, item: string): Float64Array {
  const answers = numberColumn(table, item);
  return missing === '' ? answers : answers.map((each) => (each === Number(missing) ? Number.NaN : each));
}

/** A label as cases write it: a number where it is one. */
export function labelValue(label: string): string | number {
  return label !== '' && Number.isFinite(Number(label)) ? Number(label) : label;
}

interface Wave {
  /** `wave_1` for the first, and so on. */
  name: string;
  label: string;
  rows: Table;
}

/** The waves of a file in order of their labels; all rows are one wave where no column tells. */
export function wavesOf(table: Table, column: string): Wave[] {
  const texts = table[column];
  if (!texts) return [{ name: 'wave_1', label: '', rows: table }];
  return sortedLabels(texts).map((label, at) => ({
    name: `wave_${at + 1}`,
    label,
    rows: rowsWhere(table, column, [label]),
  }));
}

/** The rows of a table for which a column has one of some values. */
export function rowsWhere(table: Table, column: string, values: readonly string[]): Table {
  const wanted = textColumn(table, column).map((each) => values.includes(each));
  return Object.fromEntries(
    Object.entries(table).map(([name, texts]) => [name, texts.filter((_, row) => wanted[row])]),
  );
}
