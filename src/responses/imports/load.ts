import { CsvError, parse } from 'csv-parse';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import type { Fault } from '../../definition/types.js';
import { encodingOf, separatorOf, type Bytes, type Encoding } from './encoding.js';

/** A row of a table, numbered as in the file: the header is row 1. A fault ends the table. */
export type TableRow = { row: number; cells: string[] } | { row: number; fault: Fault };

export interface Table {
  header: string[];
  encoding: Encoding;
  separator: string;
  /** Every row below the header, read anew each time. */
  rows(): AsyncGenerator<TableRow, void>;
}

const mostColumns = 2000;
/** A quote that is never closed would else swallow the rest of the file. */
const longestRow = 1_000_000;

export function fileBytes(path: string): Bytes {
  return () => createReadStream(path);
}

/** The schema of a map file, of the folder with all schemas. */
export function loadImportMapSchema(schemas: string): object {
  return JSON.parse(readFileSync(join(schemas, 'http/import-map.json'), 'utf8')) as object;
}

/** Opens a CSV file: encoding and separator are found out, the header is read; the rows are streamed. */
export async function openTable(bytes: Bytes): Promise<{ table: Table } | { faults: Fault[] }> {
  const encoding = await encodingOf(bytes);
  if (!encoding) return faulty((await isEmpty(bytes)) ? 'file.empty' : 'file.notText');
  const separator = separatorOf(await beginning(bytes, encoding));
  const first = (await rowsOf(bytes, encoding, separator).next()).value;
  if (!first) return faulty('file.empty');
  if ('fault' in first) return { faults: [first.fault] };
  const header = first.cells.map((cell) => cell.trim());
  if (header.length > mostColumns) return faulty('file.tooManyColumns', { columns: header.length, most: mostColumns });
  if (header.every((name) => name === '')) return faulty('file.noHeader');
  return { table: { header, encoding, separator, rows: () => belowHeader(rowsOf(bytes, encoding, separator)) } };
}

function faulty(code: string, params: Fault['params'] = {}): { faults: Fault[] } {
  return { faults: [{ code, path: '', params }] };
}

async function* belowHeader(rows: AsyncGenerator<TableRow, void>): AsyncGenerator<TableRow, void> {
  for await (const row of rows) if (row.row > 1) yield row;
}

async function* rowsOf(bytes: Bytes, encoding: Encoding, separator: string): AsyncGenerator<TableRow, void> {
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: longestRow,
  });
  // The parser hands a failure of any part on to whoever reads it.
  pipeline(Readable.from(decoded(bytes, encoding)), parser, () => {});
  let row = 0;
  try {
    for await (const cells of parser) yield { row: ++row, cells: cells as string[] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'file.rowTooLong' : 'file.badQuote';
    // Rows that were read but not yet handed on are lost with the stream, so the parser's own count is asked.
    const broken = ((error as CsvError & { records?: number }).records ?? row) + 1;
    yield { row: broken, fault: { code, path: '', params: { row: broken } } };
  }
}

async function* decoded(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function isEmpty(bytes: Bytes): Promise<boolean> {
  for await (const chunk of bytes()) if (chunk.length > 0) return false;
  return true;
}

async function beginning(bytes: Bytes, encoding: Encoding): Promise<string> {
  for await (const text of decoded(bytes, encoding)) return text;
  return '';
}
