import { type Doc, decode, isDoc, toNumber } from '../bson.js';
import { ObjectId } from 'bson';
import { ensureCollection, findCollection } from '../collections.js';
import { locate, type Target } from '../locate.js';
import { errorFields, refusal } from '../problem.js';
import { type Version, writeRecord } from '../records.js';
import { type Found, sliceMilliseconds, slices, startWalk, testOf } from '../scan.js';
import { type Collection, commit, readRecord, type Store } from '../store.js';
import { applyUpdate, checkUpdate, type Update, upsertBase, withId } from '../update.js';
import { type Context, docOf, nameOf, queryOf } from './context.js';
import { addRecord, version } from './insert.js';

export interface Outcome {
  matched: number;
  modified: number;
  upserted?: unknown;
  before?: Buffer;
  after?: Buffer;
}

export function updateOf(statement: Doc, filter: Doc, change: unknown): Update {
  checkUpdate(change);
  const arrayFilters = (statement['arrayFilters'] ?? []) as Doc[];
  const variables = statement['c'] ?? statement['let'];
  return { change: change as Doc, filter, arrayFilters, ...(isDoc(variables) ? { variables } : {}) };
}

/** Must run inside a commit. */
export function changeRecord(store: Store, collection: Collection, found: Found, update: Update): Outcome {
  const next = version(applyUpdate(decode(found.bytes), update));
  if (next.bytes.equals(found.bytes)) return { matched: 1, modified: 0, before: found.bytes, after: found.bytes };
  writeRecord(store, collection, { record: found.record, next, old: decode(found.bytes) });
  return { matched: 1, modified: 1, before: found.bytes, after: next.bytes };
}

/** Must run inside a commit. */
export function upsertRecord(store: Store, collection: Collection, update: Update): Outcome {
  const doc = applyUpdate(upsertBase(update), update, true);
  const added: Version = version('_id' in doc ? doc : withId(new ObjectId(), doc));
  addRecord(store, collection, added);
  return { matched: 0, modified: 0, upserted: added.doc['_id'], after: added.bytes };
}

async function recordsOf({ store, query, matching }: Target, collection: Collection): Promise<number[]> {
  const records: number[] = [];
  for await (const found of slices(startWalk(store, collection, query, matching)))
    for (const { record } of found) records.push(record);
  return records;
}

/** Acts on every document that matches, a slice in a commit; each is tested again before. */
export async function eachMatch(target: Target, act: (collection: Collection, found: Found) => void): Promise<number> {
  const { store, database, name, query, matching } = target;
  const collection = findCollection(store, database, name);
  if (!collection) return 0;
  const records = await recordsOf(target, collection);
  const test = testOf(query.filter, matching);
  let at = 0;
  while (at < records.length) {
    await commit(store, () => {
      const deadline = performance.now() + sliceMilliseconds;
      for (; at < records.length && performance.now() < deadline; at += 1) {
        const record = records[at] ?? 0;
        const bytes = readRecord(store, collection, record);
        if (bytes && (!test || test(bytes))) act(collection, { record, bytes });
      }
    });
  }
  return records.length;
}

async function updateMany(target: Target, update: Update, upsert: boolean): Promise<Outcome> {
  const outcome: Outcome = { matched: 0, modified: 0 };
  await eachMatch(target, (collection, found) => {
    outcome.matched += 1;
    outcome.modified += changeRecord(target.store, collection, found, update).modified;
  });
  return outcome.matched > 0 || !upsert ? outcome : updateOne(target, update, true);
}

export function updateOne(target: Target, update: Update, upsert: boolean): Promise<Outcome> {
  const { store, database, name } = target;
  return locate(target, (collection, found) => {
    if (collection && found) return changeRecord(store, collection, found, update);
    return upsert ? upsertRecord(store, ensureCollection(store, database, name), update) : { matched: 0, modified: 0 };
  });
}

function runStatement(context: Context, command: Doc, statement: Doc): Promise<Outcome> {
  const filter = docOf(statement['q'], 'q');
  const { query, matching } = queryOf({ let: command['let'], ...statement }, filter);
  const target: Target = { store: context.store, database: context.database, name: nameOf(command), query, matching };
  const update = updateOf({ let: command['let'], ...statement }, filter, statement['u']);
  const isOperation = Array.isArray(update.change) || Object.keys(update.change)[0]?.startsWith('$') === true;
  if (statement['multi'] === true && statement['sort'] !== undefined)
    throw refusal(9, 'Cannot specify sort with multi=true');
  if (statement['multi'] !== true) return updateOne(target, update, statement['upsert'] === true);
  if (!isOperation) throw refusal(9, 'multi update is not supported for replacement-style update');
  return updateMany(target, update, statement['upsert'] === true);
}

export async function update(context: Context, command: Doc): Promise<Doc> {
  const statements = command['updates'];
  if (!Array.isArray(statements) || statements.length === 0)
    throw refusal(16, 'Write batch sizes must be between 1 and 100000');
  const reply = { n: 0, nModified: 0, upserted: [] as Doc[], writeErrors: [] as Doc[] };
  for (const [index, statement] of (statements as Doc[]).entries()) {
    try {
      const { matched, modified, upserted } = await runStatement(context, command, statement);
      reply.n += matched + Number(upserted !== undefined);
      reply.nModified += modified;
      if (upserted !== undefined) reply.upserted.push({ index, _id: upserted });
    } catch (error) {
      reply.writeErrors.push({ index, ...errorFields(error) });
      if (command['ordered'] !== false) break;
    }
  }
  return { ...withoutEmpty(reply), ok: 1 };
}

export function withoutEmpty(reply: Doc): Doc {
  return Object.fromEntries(Object.entries(reply).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

export function limitOf(statement: Doc): number {
  const limit = toNumber(statement['limit'], -1);
  if (limit !== 0 && limit !== 1) throw refusal(9, 'The limit field in delete objects must be 0 or 1');
  return limit;
}
