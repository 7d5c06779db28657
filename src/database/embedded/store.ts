import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { decodePlain, type Doc, encode } from './bson.js';
import { after, prefix, recordKey, recordOf } from './keys.js';
import { compileFilter } from './match.js';
import { refusal } from './problem.js';

export interface Index {
  id: number;
  name: string;
  fields: readonly { parts: readonly string[]; path: string; direction: 1 | -1 }[];
  /** The specification as the client gave it. */
  spec: Doc;
  unique: boolean;
  sparse: boolean;
  partial?: Doc;
  /** Whether a partial index holds this document. */
  covers?: (doc: Doc) => boolean;
  expireAfterSeconds?: number;
  /** Some document has an array here. */
  multikey: boolean;
  /** Some value was too long or too precise for a key, so keys no longer tell the order. */
  unordered: boolean;
  building: boolean;
}

export interface Collection {
  id: number;
  database: string;
  name: string;
  options: Doc;
  indexes: Index[];
  nextRecord: number;
  count: number;
}

type Bytes = Database<Buffer, Buffer>;

export interface Store {
  env: RootDatabase;
  documents: Bytes;
  entries: Bytes;
  catalog: Bytes;
  collections: Map<string, Collection>;
  /** Ids of dropped collections and indexes whose bytes are still to be removed. */
  dropped: Set<string>;
  /** Ends when those bytes are gone. */
  sweeping: Promise<void>;
  nextId: number;
}

export function namespaceOf({ database, name }: Pick<Collection, 'database' | 'name'>): string {
  return `${database}.${name}`;
}

function indexFields(spec: Doc): Index['fields'] {
  return Object.entries(spec['key'] as Doc).map(([path, direction]) => ({
    path,
    parts: path.split('.'),
    direction: Number(direction) < 0 ? -1 : 1,
  }));
}

export function newIndex(id: number, spec: Doc): Index {
  const partial = spec['partialFilterExpression'] as Doc | undefined;
  const expire = spec['expireAfterSeconds'];
  return {
    id,
    name: String(spec['name']),
    fields: indexFields(spec),
    spec,
    unique: spec['unique'] === true || spec['name'] === '_id_',
    sparse: spec['sparse'] === true,
    ...(partial ? { partial, covers: compileFilter(partial) } : {}),
    ...(expire === undefined ? {} : { expireAfterSeconds: Number(expire) }),
    multikey: false,
    unordered: false,
    building: false,
  };
}

/** Must run inside a commit: the catalogue changes with the data it describes. */
export function saveCollection(store: Store, collection: Collection): void {
  if (store.collections.get(namespaceOf(collection)) !== collection) return;
  const indexes = collection.indexes.map(({ id, spec, multikey, unordered, building }) => ({
    id,
    spec,
    multikey,
    unordered,
    building,
  }));
  const { id, database, name, options } = collection;
  store.catalog.putSync(Buffer.from(`c${namespaceOf(collection)}`), encode({ id, database, name, options, indexes }));
}

/** Must run inside a commit; the bytes of a dropped collection (`d`) or index (`i`) are removed in slices later. */
export function markDropped(store: Store, kind: 'd' | 'i', id: number): void {
  store.dropped.add(`${kind}${id}`);
  store.catalog.putSync(Buffer.from(`x${kind}${id}`), Buffer.alloc(0));
}

function lastRecord(documents: Bytes, id: number): number {
  for (const key of documents.getKeys({ start: after(prefix(id)), end: prefix(id), reverse: true, limit: 1 }))
    return recordOf(key);
  return 0;
}

function loadCollection(store: Store, bytes: Buffer): Collection {
  const saved = decodePlain(bytes) as unknown as Collection;
  const indexes = saved.indexes.map((index) => ({
    ...newIndex(index.id, index.spec),
    multikey: index.multikey,
    unordered: index.unordered,
    building: index.building,
  }));
  const count = store.documents.getKeysCount({ start: prefix(saved.id), end: after(prefix(saved.id)) });
  return { ...saved, indexes, count, nextRecord: lastRecord(store.documents, saved.id) + 1 };
}

function loadCatalog(store: Store): void {
  for (const { key, value } of store.catalog.getRange({})) {
    const name = key.toString('utf8', 1);
    if (key[0] === 0x78) {
      store.dropped.add(name);
      store.nextId = Math.max(store.nextId, Number(name.slice(1)) + 1);
    } else {
      const collection = loadCollection(store, value);
      store.collections.set(name, collection);
      store.nextId = Math.max(store.nextId, collection.id + 1, ...collection.indexes.map(({ id }) => id + 1));
    }
  }
}

export function openStore(folder: string): Store {
  const path = join(folder, 'store');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  const env = open({ path, overlappingSync: false, maxDbs: 8, noMemInit: false });
  env.readerCheck();
  const table = (name: string): Bytes => env.openDB({ name, encoding: 'binary', keyEncoding: 'binary' });
  const store: Store = {
    env,
    documents: table('documents'),
    entries: table('entries'),
    catalog: table('catalog'),
    collections: new Map(),
    dropped: new Set(),
    sweeping: Promise.resolve(),
    nextId: 1,
  };
  loadCatalog(store);
  return store;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && 'commitError' in error ? error.commitError : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** Runs `work` in the write transaction now being gathered; the answer comes when it is on the disk. */
export async function commit<T>(store: Store, work: () => T): Promise<T> {
  const attempt = (): { value: T } | { error: unknown } => {
    try {
      return { value: work() };
    } catch (error) {
      return { error };
    }
  };
  const outcome = await store.env.transaction(attempt).catch((error: unknown) => {
    throw refusal(14031, `the write could not be made durable: ${reasonOf(error)}`);
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

export function readRecord(store: Store, collection: Collection, record: number): Buffer | undefined {
  return store.documents.get(recordKey(collection.id, record));
}
