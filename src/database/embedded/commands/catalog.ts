import { type Doc, encode, isDoc, toNumber } from '../bson.js';
import { createCollection, dropCollection, findCollection, sweep } from '../collections.js';
import { areEqual } from '../compare.js';
import { oneBatch, openCursor } from '../cursors.js';
import { compileFilter } from '../match.js';
import { refusal } from '../problem.js';
import { after, prefix } from '../keys.js';
import { type Collection, commit, saveCollection, type Store } from '../store.js';
import { collectionOf, type Context, docOf, nameOf } from './context.js';

const refusedOptions = [
  'capped',
  'timeseries',
  'clusteredIndex',
  'viewOn',
  'validator',
  'encryptedFields',
  'changeStreamPreAndPostImages',
];

export async function create(context: Context, command: Doc): Promise<Doc> {
  const { store, database } = context;
  const refused = refusedOptions.find((option) => command[option] !== undefined && command[option] !== false);
  if (refused) throw refusal(115, `the embedded store has no collections with '${refused}'`);
  if (collectionOf(context, command)) throw refusal(48, `Collection ${database}.${nameOf(command)} already exists.`);
  await commit(store, () => createCollection(store, database, nameOf(command)));
  return { ok: 1 };
}

function dropAll(store: Store, collections: readonly Collection[]): Promise<void> {
  return commit(store, () => collections.forEach((collection) => dropCollection(store, collection)));
}

export async function drop(context: Context, command: Doc): Promise<Doc> {
  const collection = collectionOf(context, command);
  if (!collection) return { ok: 1 };
  await dropAll(context.store, [collection]);
  sweep(context.store);
  return { ns: `${context.database}.${nameOf(command)}`, nIndexesWas: collection.indexes.length, ok: 1 };
}

function collectionsIn({ store, database }: Context): Collection[] {
  return [...store.collections.values()].filter((collection) => collection.database === database);
}

export async function dropDatabase(context: Context): Promise<Doc> {
  await dropAll(context.store, collectionsIn(context));
  sweep(context.store);
  return { dropped: context.database, ok: 1 };
}

export function listCollections(context: Context, command: Doc): Promise<Buffer> {
  const test = compileFilter(docOf(command['filter'], 'filter'));
  const described = collectionsIn(context).map(({ name, options, indexes }) => ({
    name,
    type: 'collection',
    options,
    info: { readOnly: false },
    idIndex: indexes[0]?.spec ?? {},
  }));
  const documents = described
    .filter(test)
    .map((doc) => encode(command['nameOnly'] === true ? { name: doc.name, type: doc.type } : doc));
  return openCursor(context.cursors, {
    namespace: `${context.database}.$cmd.listCollections`,
    batches: oneBatch(documents),
    batchSize: 100_000,
  });
}

export function listDatabases({ store }: Context, command: Doc): Doc {
  const test = compileFilter(docOf(command['filter'], 'filter'));
  const names = [...new Set([...store.collections.values()].map(({ database }) => database))];
  const databases = names.map((name) => ({ name, sizeOnDisk: 0, empty: false })).filter(test);
  return {
    databases: command['nameOnly'] === true ? databases.map(({ name }) => ({ name })) : databases,
    totalSize: 0,
    ok: 1,
  };
}

function bytesOf(store: Store, collection: Collection): number {
  let size = 0;
  for (const { value } of store.documents.getRange({
    start: prefix(collection.id),
    end: after(prefix(collection.id)),
    limit: 1000,
  }))
    size += value.length;
  return Math.round((size * collection.count) / Math.max(1, Math.min(1000, collection.count)));
}

/** Sizes are estimated from the first thousand documents. */
export function collStats(context: Context, command: Doc): Doc {
  const collection = collectionOf(context, command);
  const size = collection ? bytesOf(context.store, collection) : 0;
  const count = collection?.count ?? 0;
  const nindexes = collection?.indexes.length ?? 0;
  return {
    ns: `${context.database}.${nameOf(command)}`,
    size,
    count,
    avgObjSize: count > 0 ? size / count : 0,
    storageSize: size,
    nindexes,
    ok: 1,
  };
}

export function dbStats(context: Context): Doc {
  const own = collectionsIn(context);
  const objects = own.reduce((sum, { count }) => sum + count, 0);
  const dataSize = own.reduce((sum, collection) => sum + bytesOf(context.store, collection), 0);
  return {
    db: context.database,
    collections: own.length,
    views: 0,
    objects,
    dataSize,
    storageSize: dataSize,
    indexes: own.reduce((sum, { indexes }) => sum + indexes.length, 0),
    ok: 1,
  };
}

/** Of all that `collMod` does elsewhere, only a new time to live. */
export async function collMod(context: Context, command: Doc): Promise<Doc> {
  const collection = findCollection(context.store, context.database, nameOf(command));
  const change = command['index'];
  if (!collection || !isDoc(change)) throw refusal(115, 'collMod changes expireAfterSeconds of an index, nothing else');
  const index = collection.indexes.find(
    ({ name, spec }) => name === change['name'] || areEqual(spec['key'], change['keyPattern']),
  );
  if (!index) throw refusal(27, 'cannot find index for collMod');
  await commit(context.store, () => {
    index.expireAfterSeconds = toNumber(change['expireAfterSeconds']);
    index.spec = { ...index.spec, expireAfterSeconds: index.expireAfterSeconds };
    saveCollection(context.store, collection);
  });
  return { ok: 1 };
}
