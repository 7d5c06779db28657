import { ObjectId } from 'bson';
import { type Doc, isDoc } from '../bson.js';
import { dropCollection, ensureCollection, findCollection, sweep } from '../collections.js';
import { locate } from '../locate.js';
import { reach } from '../path.js';
import { refusal } from '../problem.js';
import { sliceMilliseconds } from '../scan.js';
import { commit } from '../store.js';
import { withId } from '../update.js';
import { type Context, textOf } from './context.js';
import { addRecord, version } from './insert.js';
import { changeRecord, updateOf, upsertRecord } from './update.js';

export interface Target {
  $out?: unknown;
  $merge?: unknown;
}

function placeOf(context: Context, given: unknown): { database: string; name: string } {
  if (typeof given === 'string') return { database: context.database, name: given };
  if (!isDoc(given)) throw refusal(14, 'the output collection must be a string or an object');
  return { database: textOf(given['db'], context.database), name: textOf(given['coll'], '') };
}

/** Replaces a collection; readers see the new one growing, not the old one. */
async function replace(
  { store }: Context,
  { database, name }: { database: string; name: string },
  documents: readonly Doc[],
): Promise<void> {
  await commit(store, () => {
    const old = findCollection(store, database, name);
    if (old) dropCollection(store, old);
    ensureCollection(store, database, name);
  });
  sweep(store);
  let at = 0;
  while (at < documents.length) {
    await commit(store, () => {
      const collection = ensureCollection(store, database, name);
      const deadline = performance.now() + sliceMilliseconds;
      for (; at < documents.length && performance.now() < deadline; at += 1) {
        const doc = documents[at] ?? {};
        addRecord(store, collection, version(withId(doc['_id'] ?? new ObjectId(), doc)));
      }
    });
  }
}

function changeFor(whenMatched: unknown, doc: Doc): Doc | Doc[] {
  if (Array.isArray(whenMatched)) return whenMatched as Doc[];
  const { _id: _, ...fields } = doc;
  return whenMatched === 'replace' ? fields : { $set: fields };
}

async function mergeOne(context: Context, merge: Doc, doc: Doc): Promise<void> {
  const on = [merge['on'] ?? '_id'].flat().map(String);
  const { whenMatched = 'merge', whenNotMatched = 'insert' } = merge;
  const filter = Object.fromEntries(on.map((path) => [path, reach(doc, path.split('.'))[0] ?? null]));
  const place = placeOf(context, merge['into']);
  const { store } = context;
  await locate({ store, ...place, query: { filter }, matching: {} }, (collection, found) => {
    if (collection && found) {
      if (whenMatched === 'fail')
        throw refusal(11000, 'E11000 duplicate key error: $merge found a matching document, and whenMatched is fail', {
          keyPattern: Object.fromEntries(on.map((path) => [path, 1])),
          keyValue: filter,
        });
      if (whenMatched === 'keepExisting') return;
      changeRecord(
        store,
        collection,
        found,
        updateOf(
          { c: { new: doc, ...(isDoc(merge['let']) ? merge['let'] : {}) } },
          filter,
          changeFor(whenMatched, doc),
        ),
      );
    } else if (whenNotMatched === 'insert') {
      upsertRecord(
        store,
        ensureCollection(store, place.database, place.name),
        updateOf({}, { _id: doc['_id'] ?? new ObjectId() }, doc),
      );
    } else if (whenNotMatched === 'fail') {
      throw refusal(13113, '$merge could not find a matching document in the target collection');
    }
  });
}

/** Carries out `$out` and `$merge`. */
export async function writeOut(context: Context, target: Target, documents: readonly Doc[]): Promise<void> {
  if ('$out' in target) return replace(context, placeOf(context, target.$out), documents);
  const merge = isDoc(target.$merge) ? target.$merge : { into: target.$merge };
  const place = placeOf(context, merge['into']);
  await commit(context.store, () => ensureCollection(context.store, place.database, place.name));
  for (const doc of documents) await mergeOne(context, merge, doc);
}
