import { decode, type Doc, encode, toNumber } from '../bson.js';
import { fold } from '../collation.js';
import { areEqual } from '../compare.js';
import { closeCursor, type Batches, continueCursor, openCursor } from '../cursors.js';
import { fieldDecoder, fieldPicker } from '../fields.js';
import type { Matching } from '../match.js';
import { reach } from '../path.js';
import { valueKey } from '../keys.js';
import type { Query } from '../planner.js';
import { refusal } from '../problem.js';
import { compileProjection, keptFields } from '../projection.js';
import { countEntries, type Found, slices, startWalk } from '../scan.js';
import { sortKeys } from '../sort.js';
import type { Collection, Store } from '../store.js';
import { collectionOf, type Context, docOf, nameOf, optionalNumber, queryOf } from './context.js';

export interface Reading {
  store: Store;
  collection: Collection | undefined;
  query: Query;
  matching: Matching;
  skip: number;
  limit: number;
}

const largestSort = 100 * 1024 * 1024;

interface Sortable {
  key: unknown[];
  bytes: Buffer;
}

/** Sorts what no index gives in order, keeping no more than is asked for. */
async function sortedBytes({ skip, limit, query }: Reading, found: AsyncGenerator<Found[]>): Promise<Buffer[]> {
  const sort = query.sort ?? {};
  const keys = sortKeys(sort, query.folding);
  const fields = fieldDecoder(Object.keys(sort));
  const compare = (a: Sortable, b: Sortable): number => keys.compare(a.key, b.key);
  let kept: Sortable[] = [];
  let size = 0;
  for await (const some of found) {
    for (const { bytes } of some) kept.push({ key: keys.keyOf(fields(bytes)), bytes });
    if (kept.length > 4 * (skip + limit) + 1000) kept = kept.sort(compare).slice(0, skip + limit);
    size = kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (size > largestSort)
      throw refusal(
        292,
        'Sort exceeded memory limit of 104857600 bytes; an index in the order asked for avoids the sort',
      );
  }
  return kept
    .sort(compare)
    .slice(skip, skip + limit)
    .map(({ bytes }) => bytes);
}

/** The documents a query finds, in slices. */
export async function* read(reading: Reading): AsyncGenerator<Buffer[]> {
  const { store, collection, query, matching, limit } = reading;
  if (!collection) return;
  const walk = startWalk(store, collection, query, matching);
  if (!walk.plan.sorted) {
    yield await sortedBytes(reading, slices(walk));
    return;
  }
  let { skip } = reading;
  for await (const found of slices(walk, skip + limit)) {
    const kept = found.slice(skip);
    skip -= found.length - kept.length;
    yield kept.map(({ bytes }) => bytes);
  }
}

/** A projection over bytes; nothing when documents are given as they are. */
function projectionOf(command: Doc, filter: Doc): ((bytes: Buffer) => Buffer) | undefined {
  const shape = docOf(command['projection'], 'projection');
  if (Object.keys(shape).length === 0) return undefined;
  const project = compileProjection(shape, filter);
  const kept = keptFields(shape);
  if (kept) return fieldPicker(kept);
  return (bytes) => encode(project(decode(bytes)));
}

async function* projected(batches: AsyncGenerator<Buffer[]>, project: (bytes: Buffer) => Buffer): Batches {
  for await (const batch of batches) yield batch.map(project);
}

function checkFind(command: Doc): void {
  if (command['tailable'] === true)
    throw refusal(2, 'error processing query: tailable cursor requested on non capped collection');
}

export function readingOf(context: Context, command: Doc, filter: unknown): Reading {
  const limit = Math.abs(toNumber(command['limit']));
  const collection = collectionOf(context, command);
  const skip = optionalNumber(command['skip'], 'skip') ?? 0;
  return {
    store: context.store,
    collection,
    ...queryOf(command, filter),
    skip,
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
  };
}

export function find(context: Context, command: Doc): Promise<Buffer> {
  checkFind(command);
  const reading = readingOf(context, command, command['filter']);
  const project = projectionOf(command, reading.query.filter);
  const batches = project ? projected(read(reading), project) : read(reading);
  const batchSize = optionalNumber(command['batchSize'], 'batchSize') ?? 101;
  const single = command['singleBatch'] === true || toNumber(command['limit']) < 0;
  const namespace = `${context.database}.${nameOf(command)}`;
  return openCursor(context.cursors, { namespace, batches, batchSize, single });
}

export function getMore({ cursors }: Context, command: Doc): Promise<Buffer> {
  const batchSize = optionalNumber(command['batchSize'], 'batchSize') || Number.POSITIVE_INFINITY;
  return continueCursor(cursors, toNumber(command['getMore']), batchSize);
}

export function killCursors({ cursors }: Context, command: Doc): Doc {
  const ids = (command['cursors'] ?? []) as unknown[];
  const killed = ids.filter((id) => closeCursor(cursors, toNumber(id)));
  const cursorsNotFound = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export async function countOf(reading: Reading): Promise<number> {
  const { collection, query, skip, limit } = reading;
  if (!collection) return 0;
  if (Object.keys(query.filter).length === 0) return Math.max(0, Math.min(collection.count - skip, limit));
  const walk = startWalk(reading.store, collection, query, reading.matching);
  let total = 0;
  if (walk.plan.exact) total = Math.min(await countEntries(walk), skip + limit);
  else for await (const found of slices(walk, skip + limit)) total += found.length;
  return Math.max(0, total - skip);
}

export async function count(context: Context, command: Doc): Promise<Doc> {
  const n = await countOf(readingOf(context, command, command['query']));
  return { n, ok: 1 };
}

export async function distinct(context: Context, command: Doc): Promise<Doc> {
  const reading = readingOf(context, command, command['query']);
  const path = String(command['key']);
  const fields = fieldDecoder([path]);
  const shown = reading.query.folding === true ? fold : (value: unknown): unknown => value;
  const values: unknown[] = [];
  const seen = new Map<string, unknown[]>();
  for await (const batch of read(reading)) {
    for (const value of batch.flatMap((bytes) => reach(fields(bytes), path.split('.'))).flat()) {
      if (value === undefined) continue;
      const key = valueKey(shown(value)).toString('latin1');
      const alike = seen.get(key) ?? [];
      if (alike.some((other) => areEqual(shown(other), shown(value)))) continue;
      seen.set(key, [...alike, value]);
      values.push(value);
    }
  }
  return { values, ok: 1 };
}
