import { decode, type Doc, encode, toNumber } from '../bson.js';
import { areEqual } from '../compare.js';
import { closeCursor, type Batches, continueCursor, openCursor } from '../cursors.js';
import type { Matching } from '../match.js';
import { reach } from '../path.js';
import type { Query } from '../planner.js';
import { refusal } from '../problem.js';
import { compileProjection } from '../projection.js';
import { type Found, slices, startWalk } from '../scan.js';
import { docOrder } from '../sort.js';
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
  doc: Doc;
  bytes: Buffer;
}

/** Sorts what no index gives in order, keeping no more than is asked for. */
async function sortedBytes({ skip, limit, query }: Reading, found: AsyncGenerator<Found[]>): Promise<Buffer[]> {
  const order = docOrder(query.sort ?? {}, query.folding);
  const compare = (a: Sortable, b: Sortable): number => order(a.doc, b.doc);
  let kept: Sortable[] = [];
  let size = 0;
  for await (const some of found) {
    for (const { bytes } of some) kept.push({ doc: decode(bytes), bytes });
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

async function* projected(batches: AsyncGenerator<Buffer[]>, project: ((doc: Doc) => Doc) | undefined): Batches {
  for await (const batch of batches) yield project ? batch.map((bytes) => encode(project(decode(bytes)))) : batch;
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
  const shape = docOf(command['projection'], 'projection');
  const project = Object.keys(shape).length > 0 ? compileProjection(shape, reading.query.filter) : undefined;
  const batchSize = optionalNumber(command['batchSize'], 'batchSize') ?? 101;
  const single = command['singleBatch'] === true || toNumber(command['limit']) < 0;
  const namespace = `${context.database}.${nameOf(command)}`;
  return openCursor(context.cursors, { namespace, batches: projected(read(reading), project), batchSize, single });
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
  let total = 0;
  for await (const found of slices(startWalk(reading.store, collection, query, reading.matching), skip + limit))
    total += found.length;
  return Math.max(0, total - skip);
}

export async function count(context: Context, command: Doc): Promise<Doc> {
  const n = await countOf(readingOf(context, command, command['query']));
  return { n, ok: 1 };
}

export async function distinct(context: Context, command: Doc): Promise<Doc> {
  const reading = readingOf(context, command, command['query']);
  const parts = String(command['key']).split('.');
  const values: unknown[] = [];
  const seen = new Set<unknown>();
  for await (const batch of read(reading)) {
    for (const value of batch.flatMap((bytes) => reach(decode(bytes), parts)).flat()) {
      const key = typeof value === 'object' ? undefined : value;
      if (value === undefined || (key !== undefined && seen.has(key))) continue;
      if (key === undefined && values.some((other) => areEqual(other, value))) continue;
      seen.add(key);
      values.push(value);
    }
  }
  return { values, ok: 1 };
}
