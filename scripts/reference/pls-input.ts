import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { itemsOf } from '../../src/statistics/models/path-model.js';
import type { PathModel } from '../../src/statistics/models/path-model.js';
import type { ScaleEnds } from '../../src/statistics/models/pls-index.js';
import type { Scheme } from '../../src/statistics/models/pls-weights.js';
import { unknownKey } from './asked.js';
import { objectOf, readCase } from './case.js';
import type { Case, Table } from './case.js';
import { readJoinedTable } from './joined-table.js';
import { answersOf, listOf, scaleEnds } from './pls-answers.js';

/** What a case about a path model (or the moments of its items) gives. */
export interface PlsCase {
  table: Table;
  /** Absent where only moments are asked for. */
  model?: PathModel;
  /** Items in order of the model, or as the case lists them. */
  items: string[];
  /** By item, NaN = missing. */
  columns: Float64Array[];
  ends: ScaleEnds[];
  scheme: Scheme;
}

/** Reads model, items and options of a case; a sentence where something is not understood. */
export function readPlsCase(given: Case): PlsCase | string {
  const options = objectOf(given.options);
  const unknown =
    unknownKey('options', options, [
      'scheme',
      'mode',
      'replicate_factors',
      'level',
      'metric',
      /^(missing|na_|na$|scale$|reversed)/,
    ]) ?? modeFault(options);
  if (unknown) return unknown;
  const table = readJoinedTable(given);
  if (typeof table === 'string') return table;
  const model = modelOfCase(given);
  if (typeof model === 'string') return model;
  const items = model ? itemsOf(model.model) : listOf(given.input['items'] ?? given.expected['items']);
  const absent = items.find((item) => !(item in table));
  if (items.length === 0) return 'neither a model nor items are stated';
  if (absent !== undefined) return `the item ${absent} is not in its data file`;
  const scheme = options['scheme'] ?? model?.scheme ?? 'path';
  if (!isScheme(scheme)) return `the scheme ${JSON.stringify(scheme)} is not known here`;
  const columns = answersOf(given, table, { items, ...(model ? { model: model.model } : {}) });
  if (typeof columns === 'string') return columns;
  const ends = scaleEnds(given, items, model?.scale);
  if (typeof ends === 'string') return ends;
  return {
    table,
    items,
    columns,
    ends,
    scheme,
    ...(model ? { model: model.model } : {}),
  };
}

/** Whether a text names a scheme of inner weights. */
export function isScheme(name: unknown): name is Scheme {
  return name === 'path' || name === 'centroid' || name === 'factorial';
}

function modeFault({ mode = 'A' }: Record<string, unknown>): string | undefined {
  const known = [mode].flat().every((each) => each === 'A' || each === 'mode_A');
  return known ? undefined : `mode ${JSON.stringify(mode)} is not covered`;
}

interface FoundModel {
  model: PathModel;
  scheme?: unknown;
  scale?: unknown;
}

/** The model a case states, or that of the case it names (in its model, else in its call); nothing where neither is there. */
export function modelOfCase(given: Case): FoundModel | string | undefined {
  const stated = given.input['model'];
  if (typeof stated === 'object' && stated !== null) return { model: modelOf(objectOf(stated)) };
  const named = /\b[a-z]\d\d\b/.exec(typeof stated === 'string' ? stated : callOf(given));
  if (!named) return typeof stated === 'string' ? `its model, ${stated}, is not understood` : undefined;
  const found = caseNamed(given, named[0]);
  if (!found || typeof found.input['model'] !== 'object') return `the case ${named[0]} with its model is not there`;
  const { model } = modelOfCase(found) as FoundModel;
  return { model, scheme: objectOf(found.options)['scheme'], scale: found.input['scale'] };
}

function callOf({ call }: Case & { call?: unknown }): string {
  return [call].flat().join(' ');
}

function modelOf({ blocks, paths }: Record<string, unknown>): PathModel {
  const constructs = Object.entries(objectOf(blocks)).map(([id, items]) => ({ id, items: listOf(items) }));
  return { constructs, paths: (paths as unknown[]).map((path) => listOf(path) as [string, string]) };
}

/** A case by the start of its file's name: beside this one, in the folders beside its folder, or among the shared cases. */
function caseNamed({ folder }: Case, id: string): Case | undefined {
  const roots = [dirname(folder), '../shared/reference', 'tests/reference'].filter((root) => existsSync(root));
  const folders = roots.flatMap((root) =>
    readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(root, entry.name)] : [],
    ),
  );
  for (const each of [folder, ...folders]) {
    const file = readdirSync(each).find((name) => name.startsWith(`${id}-`) && name.endsWith('.json'));
    if (file) return readCase(each, file);
  }
  return undefined;
}
