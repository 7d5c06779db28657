import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Answer, Fault } from '../../definition/types.js';
import { rowFields, type ColumnMap, type ImportMap, type RowField } from './import-map.js';

export interface MappedColumn {
  column: string;
  /** Position in a row. */
  at: number;
}

export interface AnswerColumn extends MappedColumn, Pick<ColumnMap, 'values' | 'missing'> {
  /** Id of the question or item. */
  id: string;
}

/** Where everything stands in the rows of one file. */
export interface Mapping {
  width: number;
  answers: AnswerColumn[];
  constants: Record<string, Answer>;
  fields: Partial<Record<RowField, MappedColumn>>;
  identity: MappedColumn[];
  /** Columns that nothing is taken from. */
  unused: string[];
}

/** Finds the columns of a file by the map; a column that the map does not name answers the question of its own name. */
export function mappingOf(
  { answerables }: Questionnaire,
  header: string[],
  map: ImportMap,
): { mapping: Mapping } | { faults: Fault[] } {
  const columns = columnsOf(header);
  const wanted = wantedColumns(answerables, columns, map);
  const constants = map.constants ?? {};
  const fieldColumns = rowFields.flatMap((field) => (map[field] === undefined ? [] : [[field, map[field]] as const]));
  const taken = [...wanted.map(({ column }) => column), ...fieldColumns.map(([, column]) => column)];
  const used = [...taken, ...(map.identity ?? [])].map((column) => column.trim());
  const faults = [
    ...columnFaults(columns, used),
    ...targetFaults(answerables, [...wanted.map(({ question }) => question), ...Object.keys(constants)]),
    ...(wanted.length === 0 ? [fault('map.noAnswers', { columns: header.slice(0, 5).join(', ') })] : []),
  ];
  if (faults.length > 0) return { faults };
  const place = (column: string) => ({ column, at: columns.get(column.trim())?.[0] ?? 0 });
  const mapping: Mapping = {
    width: header.length,
    answers: wanted.map(({ column, question, ...codes }) => ({ ...place(column), id: question, ...codes })),
    constants,
    fields: Object.fromEntries(fieldColumns.map(([field, column]) => [field, place(column)])),
    identity: (map.identity ?? []).map(place),
    unused: header.filter((column) => column !== '' && !used.includes(column)),
  };
  return { mapping };
}

/** Columns that hold answers: those of the map, then those that bear the name of a question. */
function wantedColumns(
  answerables: Questionnaire['answerables'],
  columns: Map<string, number[]>,
  map: ImportMap,
): (ColumnMap & { column: string })[] {
  const named = new Map(Object.entries(map.columns ?? {}).map(([column, target]) => [column.trim(), target]));
  const byName = [...columns.keys()].filter((column) => answerables.has(column) && !named.has(column));
  return [
    ...Array.from(named, ([column, target]) => ({ column, ...columnMap(target) })),
    ...byName.map((column) => ({ column, question: column })),
  ];
}

function fault(code: string, params: Fault['params']): Fault {
  return { code, path: '', params };
}

function columnMap(target: string | ColumnMap): ColumnMap {
  return typeof target === 'string' ? { question: target } : target;
}

/** Positions by name. */
function columnsOf(header: string[]): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  header.forEach((name, at) => {
    if (name !== '') columns.set(name, [...(columns.get(name) ?? []), at]);
  });
  return columns;
}

function columnFaults(columns: Map<string, number[]>, used: string[]): Fault[] {
  return [...new Set(used)].flatMap((column) => {
    const places = columns.get(column)?.length ?? 0;
    if (places === 0) return [fault('map.unknownColumn', { column })];
    return places > 1 ? [fault('map.duplicateColumn', { column })] : [];
  });
}

function targetFaults(answerables: Questionnaire['answerables'], targets: string[]): Fault[] {
  return [...new Set(targets)].flatMap((question) => {
    if (!answerables.has(question)) return [fault('map.unknownQuestion', { question })];
    return targets.filter((other) => other === question).length > 1 ? [fault('map.answeredTwice', { question })] : [];
  });
}
