import { textColumn } from './case.js';
import type { Table } from './case.js';

type Test = (text: string) => boolean;

/**
 * A column of 1 where an event happened, 0 where not, NaN where a column it looks at has no value: comparisons of a column with a number or a
 * quoted text, with `%in% c(...)`, joined by & and then by |, as in `ell == 0` or `stype %in% c('E', 'M') & meals > 50`; or the name of a
 * column of 0 and 1. Absent where it is written in another way.
 */
export function eventColumn(table: Table, event: string): Float64Array | undefined {
  const terms = event.split('|').map((each) => each.split('&').map((one) => comparisonOf(table, one.trim())));
  if (terms.some((each) => each.includes(undefined))) return undefined;
  const columns = terms as { column: string; test: Test }[][];
  const rows = Object.values(table)[0]?.length ?? 0;
  return Float64Array.from({ length: rows }, (_, row) => {
    const text = (column: string): string => textColumn(table, column)[row] ?? '';
    if (columns.flat().some(({ column }) => text(column) === '')) return Number.NaN;
    return columns.some((all) => all.every(({ column, test }) => test(text(column)))) ? 1 : 0;
  });
}

function comparisonOf(table: Table, text: string): { column: string; test: Test } | undefined {
  const bare = text.replace(/^I?\((.*)\)$/, '$1').trim();
  const parts = /^([\w.]+)\s*(==|!=|>=|<=|>|<|%in%)\s*(.+)$/.exec(bare);
  if (!parts) return bare in table ? { column: bare, test: (value) => Number(value) === 1 } : undefined;
  const [, column = '', sign = '', right = ''] = parts;
  const test = sign === '%in%' ? testOfSet(right) : testOf(sign, right);
  return column in table && test ? { column, test } : undefined;
}

function testOfSet(right: string): Test | undefined {
  const inside = /^c\((.*)\)$/.exec(right.trim())?.[1];
  const tests = inside?.split(',').map((each) => testOf('==', each.trim())) ?? [undefined];
  if (tests.includes(undefined)) return undefined;
  return (text) => (tests as Test[]).some((test) => test(text));
}

function testOf(sign: string, right: string): Test | undefined {
  const quoted = /^(["'])(.*)\1$/.exec(right)?.[2];
  if (quoted !== undefined) {
    if (sign === '==') return (text) => text === quoted;
    return sign === '!=' ? (text) => text !== quoted : undefined;
  }
  const number = Number(right);
  return right === '' || Number.isNaN(number) ? undefined : (text) => signs[sign]?.(Number(text), number) ?? false;
}

const signs: Record<string, (a: number, b: number) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
};
