import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A case as its file states it. */
export interface Case {
  id: string;
  title: string;
  input: Record<string, unknown>;
  options?: Record<string, unknown>;
  expected: Record<string, unknown>;
  tolerance: Record<string, unknown>;
  /** The call made in the program behind the case, and what it says beside its figures. */
  call?: unknown;
  notes?: unknown;
  /** Folder of the case: its data files lie beside it. */
  folder: string;
}

/** Columns of a data file as text; '' = missing. */
export type Table = Record<string, string[]>;

/** What the engine makes of a case: a tree of the same keys as `expected`, with fewer branches where it does not cover one. */
export type Answer = Record<string, unknown>;

/** Reads the case of one JSON file. */
export function readCase(folder: string, file: string): Case {
  const read = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
  return { ...read, folder };
}

/** Where a data file of a case lies: beside it, else in the folder `data-only` beside the folder of its topic. */
export function dataPath({ folder }: Case, file: string): string {
  return (
    [folder, join(folder, '..', 'data-only')].map((each) => join(each, file)).find(existsSync) ?? join(folder, file)
  );
}

/** Reads the data file of a case. */
export function readTable(given: Case): Table {
  const rows: string[][] = parse(readFileSync(dataPath(given, String(given.input['file'])), 'utf8'));
  const [header = [], ...body] = rows;
  return Object.fromEntries(header.map((name, at) => [name, body.map((row) => row[at] ?? '')]));
}

/** A column of text by name. */
export function textColumn(table: Table, name: string): string[] {
  const column = table[name];
  if (!column) throw new Error(`textColumn requires a column of the file, not ${name}`);
  return column;
}

/** A column of numbers by name; NaN = missing. */
export function numberColumn(table: Table, name: string): Float64Array {
  return Float64Array.from(textColumn(table, name), (text) => (text === '' ? Number.NaN : Number(text)));
}

/** The labels in a column in order, numbers by size. */
export function sortedLabels(texts: readonly string[]): string[] {
  const labels = [...new Set(texts)];
  const numbers = labels.every((label) => label !== '' && Number.isFinite(Number(label)));
  return numbers ? labels.toSorted((a, b) => Number(a) - Number(b)) : labels.toSorted();
}

/** Codes 0, 1, ... of texts, in the order of `labels` (sorted where none are given). */
export function codesOf(
  texts: readonly string[],
  labels = sortedLabels(texts),
): { codes: Int32Array; labels: string[] } {
  return { codes: Int32Array.from(texts, (text) => labels.indexOf(text)), labels };
}

/** An object of a case, empty where there is none. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
