import type { Doc } from './bson.js';
import { after, prefix } from './keys.js';
import { refusal } from './problem.js';
import { indexRecord } from './records.js';
import { advance, isFinished, sliceMilliseconds, startWalk } from './scan.js';
import {
  type Collection,
  commit,
  type Index,
  markDropped,
  namespaceOf,
  newIndex,
  saveCollection,
  type Store,
} from './store.js';

export function findCollection(store: Store, database: string, name: string): Collection | undefined {
  return store.collections.get(`${database}.${name}`);
}

function checkName(database: string, name: unknown): string {
  const isGood =
    typeof name === 'string' && name !== '' && !name.includes('\0') && !name.includes('$') && !name.startsWith('.');
  if (!isGood || database === '' || /[\0/\\. "$]/.test(database))
    throw refusal(73, `Invalid namespace specified '${database}.${String(name)}'`);
  if (Buffer.byteLength(`${database}.${name}`) > 255) throw refusal(73, 'Fully qualified namespace is too long');
  return name;
}

/** Must run inside a commit. */
export function createCollection(store: Store, database: string, given: unknown, options: Doc = {}): Collection {
  const name = checkName(database, given);
  const index = newIndex(store.nextId + 1, { v: 2, key: { _id: 1 }, name: '_id_' });
  const collection = { id: store.nextId, database, name, options, indexes: [index], nextRecord: 1, count: 0 };
  store.nextId += 2;
  store.collections.set(namespaceOf(collection), collection);
  saveCollection(store, collection);
  return collection;
}

/** Must run inside a commit. */
export function ensureCollection(store: Store, database: string, name: unknown): Collection {
  return findCollection(store, database, String(name)) ?? createCollection(store, database, name);
}

/** Must run inside a commit. The name is free at once, the bytes are removed by `sweep`. */
export function dropCollection(store: Store, collection: Collection): void {
  store.collections.delete(namespaceOf(collection));
  store.catalog.removeSync(Buffer.from(`c${namespaceOf(collection)}`));
  markDropped(store, 'd', collection.id);
  for (const { id } of collection.indexes) markDropped(store, 'i', id);
}

/** Must run inside a commit. */
export function dropIndex(store: Store, collection: Collection, index: Index): void {
  collection.indexes = collection.indexes.filter((other) => other !== index);
  saveCollection(store, collection);
  markDropped(store, 'i', index.id);
}

function sweepSlice(store: Store, name: string): boolean {
  const id = Number(name.slice(1));
  const table = name.startsWith('d') ? store.documents : store.entries;
  const deadline = performance.now() + sliceMilliseconds;
  const keys = Array.from(table.getKeys({ start: prefix(id), end: after(prefix(id)), limit: 2000 }));
  for (const key of keys) {
    table.removeSync(key);
    if (performance.now() > deadline) return false;
  }
  const isEmpty = table.getKeysCount({ start: prefix(id), end: after(prefix(id)), limit: 1 }) === 0;
  if (isEmpty) store.catalog.removeSync(Buffer.from(`x${name}`));
  return isEmpty;
}

async function sweepAll(store: Store): Promise<void> {
  for (const name of store.dropped) {
    while (!(await commit(store, () => sweepSlice(store, name)))) continue;
    store.dropped.delete(name);
  }
}

/** Removes the bytes of what was dropped, also before a restart, a slice at a time. */
export function sweep(store: Store): void {
  store.sweeping = store.sweeping.then(() => sweepAll(store));
}

/** An index whose building was cut short was never promised to anybody. */
export async function dropUnfinished(store: Store): Promise<void> {
  await commit(store, () => {
    for (const collection of store.collections.values()) {
      for (const index of collection.indexes.filter(({ building }) => building)) dropIndex(store, collection, index);
    }
  });
}

async function fill(store: Store, collection: Collection, index: Index): Promise<void> {
  const walk = startWalk(store, collection, { filter: {}, hint: { $natural: 1 } });
  while (!isFinished(walk)) {
    await commit(store, () => {
      const deadline = performance.now() + sliceMilliseconds;
      if (findCollection(store, collection.database, collection.name) !== collection)
        throw refusal(26, 'collection dropped');
      while (!isFinished(walk) && performance.now() < deadline) {
        for (const { record } of advance(walk, 1)) indexRecord(store, collection, index, record);
      }
    });
  }
}

const builds = new WeakMap<Index, Promise<void>>();

async function build(store: Store, collection: Collection, index: Index): Promise<void> {
  try {
    await fill(store, collection, index);
    await commit(store, () => {
      index.building = false;
      saveCollection(store, collection);
    });
  } catch (error) {
    await commit(store, () => dropIndex(store, collection, index));
    throw error;
  }
}

/** Adds an index and fills it in slices; writers keep it up to date meanwhile. Resolves when it can be used. */
export async function buildIndex(store: Store, collection: Collection, spec: Doc): Promise<void> {
  const index = await commit(store, () => {
    const added = { ...newIndex(store.nextId, spec), building: true };
    store.nextId += 1;
    collection.indexes.push(added);
    saveCollection(store, collection);
    return added;
  });
  const building = build(store, collection, index);
  builds.set(index, building);
  await building;
}

export async function whenBuilt(index: Index): Promise<void> {
  await builds.get(index);
}
