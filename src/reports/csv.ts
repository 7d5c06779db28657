import { stringify } from 'csv-stringify/sync';

export type CsvValue = string | number | undefined;

/** The mark by which spreadsheet programs know UTF-8. */
export const byteOrderMark = '\uFEFF';

/** Lines of CSV: formulas are made harmless, numbers keep their full precision, nothing is written for undefined. */
export function csvLines(rows: readonly (readonly CsvValue[])[]): string {
  return stringify(rows as CsvValue[][], { escape_formulas: true, record_delimiter: '\r\n' });
}

/** A whole CSV file. */
export function csvFile(head: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return byteOrderMark + csvLines([head, ...rows]);
}
