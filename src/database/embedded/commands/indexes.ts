import { type Doc, encode, isDoc } from '../bson.js';
import { buildIndex, dropIndex, ensureCollection, sweep, whenBuilt } from '../collections.js';
import { areEqual } from '../compare.js';
import { oneBatch, openCursor } from '../cursors.js';
import { refusal } from '../problem.js';
import { type Collection, commit, type Index } from '../store.js';
import { collectionOf, type Context, nameOf } from './context.js';

const kept = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'collation',
];

function checkKey(key: unknown): Doc {
  if (!isDoc(key) || Object.keys(key).length === 0) throw refusal(67, 'Index keys cannot be empty.');
  for (const [path, direction] of Object.entries(key)) {
    if (typeof direction === 'string') throw refusal(67, `the embedded store has no '${direction}' indexes`);
    if (!(Math.abs(Number(direction)) > 0)) throw refusal(67, `Values in the index key pattern cannot be 0: ${path}`);
    if (path === '' || path.includes('$')) throw refusal(67, `the embedded store has no index on '${path}'`);
  }
  return key;
}

function specOf(given: Doc): Doc {
  const key = checkKey(given['key']);
  const name =
    given['name'] ??
    Object.entries(key)
      .map(([path, direction]) => `${path}_${Number(direction)}`)
      .join('_');
  const options = Object.fromEntries(
    Object.entries(given).filter(([option, value]) => kept.includes(option) && value !== undefined),
  );
  return { v: 2, ...options, key, name };
}

const sameOptions = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds'];

const stated = (value: unknown) => (value === false ? undefined : value);

function isSame(index: Index, spec: Doc): boolean {
  return sameOptions.every((option) => areEqual(stated(index.spec[option]), stated(spec[option])));
}

/** The index that already is what is asked for; an index that contradicts it is refused. */
function existing(collection: Collection, spec: Doc): Index | undefined {
  const byKey = collection.indexes.find((index) => areEqual(index.spec['key'], spec['key']));
  const byName = collection.indexes.find(({ name }) => name === spec['name']);
  if (byKey?.name === '_id_') return byKey;
  if (byName && byName !== byKey)
    throw refusal(86, `An existing index has the same name as the requested index: ${byName.name}`);
  if (!byKey) return undefined;
  if (byKey.name !== spec['name']) throw refusal(85, `Index already exists with a different name: ${byKey.name}`);
  if (!isSame(byKey, spec))
    throw refusal(86, `An equivalent index already exists with the same name but different options: ${byKey.name}`);
  return byKey;
}

export async function createIndexes(context: Context, command: Doc): Promise<Doc> {
  const { store, database } = context;
  const specs = (command['indexes'] as Doc[]).map(specOf);
  const isNew = !collectionOf(context, command);
  const collection = await commit(store, () => ensureCollection(store, database, nameOf(command)));
  const numIndexesBefore = collection.indexes.length;
  for (const spec of specs) {
    const present = existing(collection, spec);
    if (present) await whenBuilt(present);
    else await buildIndex(store, collection, spec);
  }
  return { numIndexesBefore, numIndexesAfter: collection.indexes.length, createdCollectionAutomatically: isNew, ok: 1 };
}

function needed(context: Context, command: Doc): Collection {
  const collection = collectionOf(context, command);
  if (!collection) throw refusal(26, `ns does not exist: ${context.database}.${nameOf(command)}`);
  return collection;
}

export function listIndexes(context: Context, command: Doc): Promise<Buffer> {
  const collection = needed(context, command);
  const documents = collection.indexes.filter(({ building }) => !building).map(({ spec }) => encode(spec));
  return openCursor(context.cursors, {
    namespace: `${context.database}.${nameOf(command)}`,
    batches: oneBatch(documents),
    batchSize: 1000,
  });
}

function wanted(collection: Collection, given: unknown): Index[] {
  const others = collection.indexes.filter(({ name }) => name !== '_id_');
  if (given === '*') return others;
  const list: unknown[] = Array.isArray(given) ? given : [given];
  return list.map((one) => {
    if (one === '_id_') throw refusal(72, 'cannot drop _id index');
    const index = others.find(({ name, spec }) => name === one || areEqual(spec['key'], one));
    if (!index) throw refusal(27, `index not found with name [${typeof one === 'string' ? one : JSON.stringify(one)}]`);
    return index;
  });
}

export async function dropIndexes(context: Context, command: Doc): Promise<Doc> {
  const collection = needed(context, command);
  const nIndexesWas = collection.indexes.length;
  await commit(context.store, () => {
    for (const index of wanted(collection, command['index'])) dropIndex(context.store, collection, index);
  });
  sweep(context.store);
  return { nIndexesWas, ok: 1 };
}
