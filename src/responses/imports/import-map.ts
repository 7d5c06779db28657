import { Ajv2020 } from 'ajv/dist/2020.js';
import { shapeFaults } from '../../definition/shape-faults.js';
import type { Answer, Fault, Language, MissingCode, Mode, Value } from '../../definition/types.js';

/** Which question a column answers, and what its own codes mean. */
export interface ColumnMap {
  question: string;
  /** From what the column holds to the answer. */
  values?: Record<string, Value>;
  /** From what the column holds (`""` for an empty cell) to a stated non-answer. */
  missing?: Record<string, MissingCode>;
}

/** Facts of an interview that are no answers, each in a column of its own. */
export const rowFields = ['startedAt', 'enumerator', 'site', 'case', 'stratum', 'baseWeight'] as const;
export type RowField = (typeof rowFields)[number];

/** How a file is to be read (schemas/http/import-map.json). Without one, columns are named as the questions are. */
export interface ImportMap extends Partial<Record<RowField, string>> {
  wave?: string;
  sampleSource?: string;
  mode?: Mode;
  language?: Language;
  columns?: Record<string, string | ColumnMap>;
  /** The same answer for every row. */
  constants?: Record<string, Answer>;
  /** Columns that make a row the same interview as one imported before. */
  identity?: string[];
}

export type ParsedMap = { map: ImportMap } | { faults: Fault[] };

/** Compiles the schema once; the parser takes the text of a map file. */
export function importMapParser(schema: object): (text: string) => ParsedMap {
  const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile<ImportMap>(schema);
  return (text) => {
    const read = readJson(text);
    if (!read) return { faults: [{ code: 'map.notJson', path: '', params: {} }] };
    return validate(read.json) ? { map: read.json } : { faults: shapeFaults(validate.errors ?? []) };
  };
}

function readJson(text: string): { json: unknown } | undefined {
  try {
    // Windows editors put a byte order mark before JSON as well.
    return { json: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return undefined;
  }
}
