import { textColumn } from './case.js';
import type { Table } from './case.js';

/** Whether an event happened in a row. */
type Test = (row: number) => boolean;
type Compare = (a: number, b: number) => boolean;

/** An event being read: the words still to come, and the columns it looked at so far. */
interface Reading {
  table: Table;
  words: string[];
  columns: Set<string>;
}

const word = /%in%|[=!<>]=|[<>!&|(),]|(["']).*?\1|[^\s=!<>&|(),%"']+/g;

/**
 * A column of 1 where an event happened, 0 where not, NaN where a column it looks at has no value: comparisons of a column with a number, a
 * quoted text or another column, with `%in% c(...)`, or a column of 0 and 1 alone, joined by !, & and | and parentheses, as in `ell == 0` or
 * `!(stype %in% c('E', 'M')) & meals > 50`. Absent where it is written in another way.
 */
export function eventColumn(table: Table, event: string): Float64Array | undefined {
  const words = event.match(word) ?? [];
  const reading: Reading = { table, words: words[0] === 'I' ? words.slice(1) : words, columns: new Set() };
  const test = anyOf(reading);
  if (!test || reading.words.length > 0) return undefined;
  const seen = [...reading.columns].map((column) => textColumn(table, column));
  const rows = Object.values(table)[0]?.length ?? 0;
  return Float64Array.from({ length: rows }, (_, row) =>
    seen.some((texts) => texts[row] === '') ? Number.NaN : Number(test(row)),
  );
}

function anyOf(reading: Reading): Test | undefined {
  const tests = joined(reading, '|', allOf);
  return tests && ((row) => tests.some((test) => test(row)));
}

function allOf(reading: Reading): Test | undefined {
  const tests = joined(reading, '&', single);
  return tests && ((row) => tests.every((test) => test(row)));
}

function joined(reading: Reading, sign: string, part: (reading: Reading) => Test | undefined): Test[] | undefined {
  const tests: Test[] = [];
  do {
    const test = part(reading);
    if (!test) return undefined;
    tests.push(test);
  } while (taken(reading, sign));
  return tests;
}

function single(reading: Reading): Test | undefined {
  if (taken(reading, '!')) {
    const test = single(reading);
    return test && ((row) => !test(row));
  }
  if (!taken(reading, '(')) return comparison(reading);
  const test = anyOf(reading);
  return taken(reading, ')') ? test : undefined;
}

function comparison(reading: Reading): Test | undefined {
  const left = operand(reading);
  const sign = reading.words[0] ?? '';
  if (!left) return undefined;
  if (taken(reading, '%in%')) {
    const set = setOf(reading);
    return set && ((row) => set.some((each) => isSame(left(row), each(row))));
  }
  if (!Object.hasOwn(signs, sign)) return (row) => Number(left(row)) === 1;
  reading.words.shift();
  const right = operand(reading);
  if (!right) return undefined;
  if (sign === '==') return (row) => isSame(left(row), right(row));
  if (sign === '!=') return (row) => !isSame(left(row), right(row));
  const compare = signs[sign] as Compare;
  return (row) => compare(Number(left(row)), Number(right(row)));
}

/** `c(...)`. */
function setOf(reading: Reading): Operand[] | undefined {
  if (!taken(reading, 'c') || !taken(reading, '(')) return undefined;
  const members: Operand[] = [];
  do {
    const member = operand(reading);
    if (!member) return undefined;
    members.push(member);
  } while (taken(reading, ','));
  return taken(reading, ')') ? members : undefined;
}

type Operand = (row: number) => string;

/** A number or a quoted text, or a column by name. */
function operand({ table, words, columns }: Reading): Operand | undefined {
  const [next = ''] = words;
  const quoted = /^(["'])(.*)\1$/.exec(next)?.[2];
  const constant = quoted ?? (Number.isFinite(Number(next)) && next !== '' ? next : undefined);
  const texts = table[next];
  if (constant === undefined && !texts) return undefined;
  words.shift();
  if (constant !== undefined) return () => constant;
  columns.add(next);
  return (row) => texts?.[row] ?? '';
}

/** The same text, or the same number written in another way. */
function isSame(a: string, b: string): boolean {
  return a === b || (a !== '' && b !== '' && Number(a) === Number(b));
}

function taken({ words }: Reading, wanted: string): boolean {
  const found = words[0] === wanted;
  if (found) words.shift();
  return found;
}

const signs: Record<string, Compare> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
};
