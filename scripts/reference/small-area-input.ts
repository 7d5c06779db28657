import { numberColumn, objectOf, readTable, textColumn } from './case.js';
import type { Case, Table } from './case.js';

/** Areas as a case states them. */
export interface StatedAreas {
  areas: string[];
  direct: Float64Array;
  variance: Float64Array;
  /** Names of the covariates. */
  names: string[];
  /** Covariates by area. */
  rows: Float64Array[];
}

/** Areas from the data file, or from the figures a case gives beside its results; a sentence where neither tells them. */
export function areasOfCase(given: Case): StatedAreas | string {
  const { input, expected } = given;
  const inFile = typeof input['file'] === 'string' && !input['file'].startsWith('(');
  const table = inFile ? readTable(given) : undefined;
  const figures = table ? figuresOfFile(table, input) : figuresOfCase(expected);
  if (typeof figures === 'string') return figures;
  const matrix = table ? matrixOfFile(table, input, figures.direct.length) : undefined;
  const stated = matrix ?? matrixOfCase(expected);
  if (!stated) return `the covariates are not understood: ${JSON.stringify(input['covariate'] ?? input['covariates'])}`;
  const named = objectOf(expected['design_matrix'])['cols'];
  const names = Array.isArray(named) ? named.map(String) : stated.names;
  return { ...figures, areas: labelsOf(table, expected['areas'], figures.direct.length), rows: stated.rows, names };
}

/** Names under which a case may give the column of sampling variances. */
const varianceNames = ['sampling_variance', 'sampling_var', 'variance', 'vardir', 'var', 'D'];
const errorNames = ['sampling_sd', 'sampling_se', 'sd', 'se'];

const directNames = ['y', 'direct'];
const covariateNames = ['covariates', 'covariate', 'x'];

/** What a case's input may state. */
export const inputKeys = [
  'file',
  'method',
  ...directNames,
  ...varianceNames,
  ...errorNames,
  ...covariateNames,
  /^(area|domain|label|note|size)s?$/,
];

function figuresOfFile(
  table: Table,
  input: Record<string, unknown>,
): { direct: Float64Array; variance: Float64Array } | string {
  const column = (names: string[]): Float64Array | undefined => {
    const name = names.map((each) => input[each]).find((each) => typeof each === 'string');
    return name === undefined ? undefined : numberColumn(table, name);
  };
  const direct = column(directNames);
  const variance = column(varianceNames) ?? column(errorNames)?.map((each) => each ** 2);
  if (!direct) return 'the column of direct estimates is not named';
  if (!variance) return 'the column of sampling variances or errors is not named';
  return { direct, variance };
}

function figuresOfCase(expected: Record<string, unknown>): { direct: Float64Array; variance: Float64Array } | string {
  const [direct, variance] = [expected['direct'], expected['sampling_variance']];
  if (!Array.isArray(direct) || !Array.isArray(variance))
    return 'direct estimates and sampling variances are not given';
  return { direct: numbers(direct), variance: numbers(variance) };
}

interface StatedMatrix {
  names: string[];
  rows: Float64Array[];
}

/** `none`, names of columns, or `<column> as dummies against <level>`; nothing where it is another sentence. */
function matrixOfFile(table: Table, input: Record<string, unknown>, count: number): StatedMatrix | undefined {
  const stated = covariateNames.map((name) => input[name]).find((each) => each !== undefined) ?? 'none';
  const parts = (Array.isArray(stated) ? stated : [stated]).flatMap((each) => wordsOf(String(each)));
  const columns = parts.map((part) => columnsOf(table, part));
  if (columns.some((each) => !each)) return undefined;
  const all: [string, Float64Array][] = [
    ['intercept', new Float64Array(count).fill(1)],
    ...columns.flatMap((each) => each ?? []),
  ];
  const rows = Array.from({ length: count }, (_, d) => Float64Array.from(all, ([, values]) => values[d] as number));
  return { names: all.map(([name]) => name), rows };
}

function wordsOf(text: string): string[] {
  if (text === 'none' || text === '') return [];
  return text.split(/\s*(?:,|\+|;|\band\b)\s*/).filter((part) => part !== '' && part !== '1' && part !== 'intercept');
}

function columnsOf(table: Table, part: string): [string, Float64Array][] | undefined {
  if (part in table) return [[part, numberColumn(table, part)]];
  const [, name = '', , base = ''] = /^(\S+) as (dummies|factor)(?: against (\S+))?$/.exec(part) ?? [];
  if (!(name in table)) return undefined;
  const texts = textColumn(table, name);
  const levels = [...new Set(texts)].toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  return levels
    .filter((level) => level !== (base || levels[0]))
    .map((level) => [`${name}${level}`, Float64Array.from(texts, (text) => (text === level ? 1 : 0))]);
}

function matrixOfCase(expected: Record<string, unknown>): StatedMatrix | undefined {
  const { values, cols } = objectOf(expected['design_matrix']);
  if (!Array.isArray(values)) return undefined;
  return { rows: values.map(numbers), names: Array.isArray(cols) ? cols.map(String) : [] };
}

/** The labels of the areas: of the column of the file in which they stand, else row numbers; those of the case where it has no file. */
function labelsOf(table: Table | undefined, stated: unknown, count: number): string[] {
  const wanted = Array.isArray(stated) ? stated.map(String) : [];
  if (!table) return wanted;
  const column = Object.values(table).find((texts) => texts.every((text, d) => text === wanted[d]));
  return column ?? Array.from({ length: count }, (_, d) => String(d + 1));
}

function numbers(values: unknown): Float64Array {
  return Float64Array.from(Array.isArray(values) ? values : [], (value) =>
    typeof value === 'number' ? value : Number.NaN,
  );
}
