import { numberColumn, sortedLabels, textColumn } from './case.js';
import type { Table } from './case.js';

/** A column of a model matrix, named as R names it. */
interface ModelColumn {
  name: string;
  values: Float64Array;
}

/** The model matrix of a formula such as `~stype + api99`, with treatment contrasts; a text says what is not understood of the formula. */
export function modelMatrix(formula: string, table: Table): ModelColumn[] | string {
  const terms = termsOf(formula);
  const hasIntercept = !terms.some((term) => term === '0' || term === '-1');
  const rows = Object.values(table)[0]?.length ?? 0;
  const wanted = terms.filter((term) => !/^-?[01]$/.test(term)).flatMap(expanded);
  const unknown = wanted.flat().find((name) => !(variableOf(name) in table));
  if (unknown !== undefined) return `the part ${unknown} of the formula ${formula} is not understood`;
  const inOrder = unique(wanted.map((term) => term.join(':')))
    .map((term) => term.split(':'))
    .toSorted((a, b) => a.length - b.length);
  const all = hasIntercept ? [[], ...inOrder] : inOrder;
  const one: ModelColumn = { name: '', values: new Float64Array(rows).fill(1) };
  return all.flatMap((term) =>
    term.length === 0
      ? [{ ...one, name: '(Intercept)' }]
      : term.reduce<ModelColumn[]>((columns, name) => crossed(columns, codings(name, term, all, table)), [one]),
  );
}

/** Signed parts of the right-hand side. */
function termsOf(formula: string): string[] {
  return formula
    .replaceAll(/[~\s]/g, '')
    .replaceAll('-', '+-')
    .split('+')
    .filter((term) => term !== '');
}

/** `a*b` as a, b and a:b. */
function expanded(term: string): string[][] {
  return term.split('*').reduce<string[][]>((sets, part) => {
    const names = part.split(':');
    return [...sets, names, ...sets.map((set) => [...set, ...names])];
  }, []);
}

function crossed(columns: ModelColumn[], others: ModelColumn[]): ModelColumn[] {
  return others.flatMap((other) =>
    columns.map((column) => ({
      name: column.name === '' ? other.name : `${column.name}:${other.name}`,
      values: column.values.map((value, row) => value * (other.values[row] as number)),
    })),
  );
}

/** A number as it is; a factor as dummies, without its first level where the term without the factor is in the model. */
function codings(name: string, term: string[], all: string[][], table: Table): ModelColumn[] {
  const variable = variableOf(name);
  const texts = textColumn(table, variable);
  if (name === variable && texts.every((text) => text !== '' && Number.isFinite(Number(text)))) {
    return [{ name, values: numberColumn(table, variable) }];
  }
  const labels = sortedLabels(texts.filter((text) => text !== ''));
  const rest = term.filter((each) => each !== name);
  const isMarginal = all.some((each) => each.length === rest.length && rest.every((part) => each.includes(part)));
  return labels.slice(isMarginal ? 1 : 0).map((label) => ({
    name: `${name}${label}`,
    values: Float64Array.from(texts, (text) => (text === '' ? Number.NaN : text === label ? 1 : 0)),
  }));
}

/** The column in `factor(column)`. */
function variableOf(name: string): string {
  return /^(?:as\.)?factor\((.+)\)$/.exec(name)?.[1] ?? name;
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
