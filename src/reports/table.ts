import type { Reader } from './reader.js';

/** A table as every report page prints it. */
export interface Table {
  id: string;
  caption: string;
  head: Column[];
  rows: Row[];
}

export interface Column {
  text: string;
  numeric?: boolean;
}

export interface Row {
  head: Cell;
  cells: Cell[];
  kind?: 'total' | 'muted';
  /** Heading of the rows that begin with this one. */
  group?: string;
}

export interface Cell {
  text: string;
  /** A second, smaller line. */
  small?: string;
  href?: string;
  numeric?: boolean;
  /** A few words that stay on one line. */
  short?: boolean;
  tags?: Tag[];
}

/** A short mark beside a number, and what it means. */
export interface Tag {
  text: string;
  meaning: string;
}

type Words = Pick<Reader, 't'>;

/** Heads of columns of words and of numbers, by their key in `reports.column`. */
export const wordsColumn = ({ t }: Words, name: string): Column => ({ text: t(`reports.column.${name}`) });
export const numbersColumn = (words: Words, name: string): Column => ({ ...wordsColumn(words, name), numeric: true });

export const numeric = (text: string, rest: Partial<Cell> = {}): Cell => ({ text, numeric: true, ...rest });
export const plain = (text: string): Cell => ({ text, short: true });
export const prose = (text: string): Cell => ({ text });

/** A line of a list of facts. */
export interface Fact {
  label: string;
  value: string;
  note?: string;
}
