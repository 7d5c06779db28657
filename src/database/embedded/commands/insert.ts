import { ObjectId } from 'bson';
import { checkStorable, decode, type Doc, elements, encode, fieldsOf, isDoc, join } from '../bson.js';
import { ensureCollection } from '../collections.js';
import { typeRank } from '../compare.js';
import { errorFields, refusal } from '../problem.js';
import { type Version, writeRecord } from '../records.js';
import { sliceMilliseconds } from '../scan.js';
import { type Collection, commit, type Store } from '../store.js';
import { type Context, nameOf } from './context.js';

function checkId(id: unknown): void {
  if ([25, 50].includes(typeRank(id))) throw refusal(53, "The '_id' value cannot be of type array or regex");
  const named = isDoc(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (named) throw refusal(52, `_id fields may not contain '$'-prefixed fields: ${named} is not valid for storage.`);
}

/** The document's bytes as sent, with its `_id` moved, or added, to the front. */
export function prepared(bytes: Buffer): Version {
  checkStorable(bytes);
  const doc = decode(bytes);
  checkId(doc['_id']);
  const fields = [...elements(bytes)];
  if (fields[0]?.name === '_id') return { doc, bytes };
  const own = fields.find(({ name }) => name === '_id');
  const id = own ? bytes.subarray(own.start, own.end) : fieldsOf({ _id: new ObjectId() });
  const others = fields.filter((field) => field !== own).map(({ start, end }) => bytes.subarray(start, end));
  const moved = join([id, ...others]);
  return { doc: decode(moved), bytes: moved };
}

/** A changed document, ready to be stored. */
export function version(doc: Doc): Version {
  const bytes = encode(doc);
  checkStorable(bytes);
  checkId(doc['_id']);
  return { doc, bytes };
}

/** Must run inside a commit. */
export function addRecord(store: Store, collection: Collection, added: Version): void {
  const record = collection.nextRecord;
  writeRecord(store, collection, { record, next: added });
  collection.nextRecord = record + 1;
}

interface Progress {
  at: number;
  n: number;
  errors: Doc[];
}

function insertSlice(context: Context, command: Doc, documents: readonly unknown[], progress: Progress): void {
  const collection = ensureCollection(context.store, context.database, nameOf(command));
  const deadline = performance.now() + sliceMilliseconds;
  const ordered = command['ordered'] !== false;
  for (; progress.at < documents.length && performance.now() < deadline; progress.at += 1) {
    try {
      addRecord(context.store, collection, prepared(documents[progress.at] as Buffer));
      progress.n += 1;
    } catch (error) {
      progress.errors.push({ index: progress.at, ...errorFields(error) });
      if (ordered) progress.at = documents.length;
    }
  }
}

export async function insert(context: Context, command: Doc): Promise<Doc> {
  const documents = command['documents'];
  if (!Array.isArray(documents) || documents.length === 0)
    throw refusal(16, 'Write batch sizes must be between 1 and 100000');
  const progress: Progress = { at: 0, n: 0, errors: [] };
  while (progress.at < documents.length)
    await commit(context.store, () => insertSlice(context, command, documents, progress));
  return { n: progress.n, ...(progress.errors.length > 0 ? { writeErrors: progress.errors } : {}), ok: 1 };
}
