import { numberColumn, objectOf, readTable } from './case.js';
import type { Case, Table } from './case.js';
import { columnName } from './survey-design.js';

/** What the ranks of a case are made from. */
export interface RankingInput {
  names: string[];
  /** As the case gives them. */
  estimates: number[];
  /** p x p by row. */
  covariance: Float64Array;
  coverage: number;
  /** Rank 1 is the smallest estimate. */
  smallestFirst?: boolean;
}

const inputs = new Set(['file', 'estimate', 'se', 'variance', 'Sigma', 'name', 'names', 'note']);
const options = new Set(['coverage', 'order', 'p', 'tau', 'R', 'seed', 'seeds']);

/** Estimates, covariance and coverage of a case, or the sentence that is not understood. */
export function rankingInput(given: Case): RankingInput | string {
  const asked = objectOf(given.options);
  const strange = [...unknownKeys(given.input, inputs, 'input'), ...unknownKeys(asked, options, 'options')];
  if (strange.length > 0) return `it is not known what ${strange.join(', ')} mean`;
  const order = asked['order'] ?? 'rank 1 = largest estimate';
  const first = /^"rank 1 = (largest|smallest)( estimate)?"$/.exec(JSON.stringify(order))?.[1];
  if (first === undefined) return `the order ${JSON.stringify(order)} is not known`;
  const table = given.input['file'] === undefined ? {} : readTable(given);
  const estimates = valuesOf(given.input['estimate'], table);
  const names = namesOf(given, table, estimates.length);
  const covariance = covarianceOf(given, table, names);
  if (typeof covariance === 'string') return covariance;
  return ranked({
    names,
    estimates,
    covariance,
    coverage: Number(asked['coverage'] ?? 0.95),
    smallestFirst: first === 'smallest',
  });
}

/** Without the units that have no estimate, which have no rank. */
function ranked(input: RankingInput): RankingInput {
  const { names, estimates, covariance } = input;
  const units = [...estimates.keys()].filter((unit) => !Number.isNaN(estimates[unit]));
  const entry = (j: number, k: number): number => covariance[j * estimates.length + k] as number;
  return {
    ...input,
    names: units.map((unit) => names[unit] as string),
    estimates: units.map((unit) => estimates[unit] as number),
    covariance: Float64Array.from(units.flatMap((j) => units.map((k) => entry(j, k)))),
  };
}

function unknownKeys(found: Record<string, unknown>, known: Set<string>, where: string): string[] {
  return Object.keys(found).flatMap((key) => (known.has(key) ? [] : [`${where}.${key}`]));
}

/** Numbers that the case lists itself, or those of the column it names. */
function valuesOf(value: unknown, table: Table): number[] {
  return Array.isArray(value) ? value.map(Number) : [...numberColumn(table, columnName(value))];
}

/** The names listed, of the column named, or of the first column of words. */
function namesOf({ input, expected }: Case, table: Table, p: number): string[] {
  const listed = input['names'] ?? input['name'];
  if (Array.isArray(listed)) return listed.map(String);
  const words = (column: string[]): boolean => column.some((text) => text !== '' && Number.isNaN(Number(text)));
  const column = listed === undefined ? Object.values(table).find(words) : table[columnName(listed)];
  if (column) return column;
  const wanted = expected['names'];
  return Array.isArray(wanted) ? wanted.map(String) : Array.from({ length: p }, (_, unit) => String(unit + 1));
}

/**
 * `diag(se^2)`, `diag(variance)`, the columns of a prefix (`columns cov_*`), of which `diagonal ... only` takes the diagonal, or a matrix
 * in the case.
 */
function covarianceOf({ input }: Case, table: Table, names: string[]): Float64Array | string {
  const asked = input['Sigma'] ?? (input['se'] === undefined ? 'diag(variance)' : 'diag(se^2)');
  const listed = Array.isArray(asked) ? asked : objectOf(asked)['values'];
  if (Array.isArray(listed)) return Float64Array.from((listed as number[][]).flat());
  const text = typeof asked === 'string' ? asked : JSON.stringify(asked);
  const [, prefix] = /columns? (\w+)\*/.exec(text) ?? [];
  if (prefix !== undefined) return ofColumns(table, prefix, names, /diag/.test(text));
  const [, role, square] = /^diag\((\w+)(\^2)?\)$/.exec(text) ?? [];
  if (role === undefined) return `the covariance is not known from ${text}`;
  return diagonal(valuesOf(input[role] ?? role, table).map((each) => (square ? each * each : each)));
}

function ofColumns(table: Table, prefix: string, names: string[], diagonalOnly: boolean): Float64Array {
  const byName = names.map((name) => prefix + name);
  const inOrder = Object.keys(table).filter((name) => name.startsWith(prefix));
  const columns = (byName.every((name) => table[name]) ? byName : inOrder).map((name) => numberColumn(table, name));
  const rows = names.map((_, j) => columns.map((column, k) => (diagonalOnly && j !== k ? 0 : (column[j] as number))));
  return Float64Array.from(rows.flat());
}

function diagonal(variances: number[]): Float64Array {
  return Float64Array.from(variances.flatMap((each, j) => variances.map((_, k) => (j === k ? each : 0))));
}
