import { decode, type Doc } from '../bson.js';
import { ensureCollection } from '../collections.js';
import { locate, type Target } from '../locate.js';
import { refusal } from '../problem.js';
import { compileProjection } from '../projection.js';
import { writeRecord } from '../records.js';
import { type Context, docOf, nameOf, queryOf } from './context.js';
import { changeRecord, type Outcome, updateOf, upsertRecord } from './update.js';

function modify(target: Target, command: Doc, filter: Doc): Promise<Outcome> {
  const { store, database, name } = target;
  const update = updateOf(command, filter, command['update']);
  return locate(target, (collection, found) => {
    if (collection && found) return changeRecord(store, collection, found, update);
    return command['upsert'] === true
      ? upsertRecord(store, ensureCollection(store, database, name), update)
      : { matched: 0, modified: 0 };
  });
}

function take(target: Target): Promise<Outcome> {
  return locate(target, (collection, found) => {
    if (!collection || !found) return { matched: 0, modified: 0 };
    writeRecord(target.store, collection, { record: found.record, old: decode(found.bytes) });
    return { matched: 1, modified: 0, before: found.bytes };
  });
}

function lastError(outcome: Outcome, removes: boolean): Doc {
  const n = outcome.matched + Number(outcome.upserted !== undefined);
  if (removes) return { n };
  return {
    n,
    updatedExisting: outcome.matched > 0,
    ...(outcome.upserted === undefined ? {} : { upserted: outcome.upserted }),
  };
}

export async function findAndModify(context: Context, command: Doc): Promise<Doc> {
  const removes = command['remove'] === true;
  if (removes === (command['update'] !== undefined))
    throw refusal(9, 'Either an update or remove=true must be specified');
  const filter = docOf(command['query'], 'query');
  const project = compileProjection(docOf(command['fields'], 'fields'), filter);
  const target: Target = {
    store: context.store,
    database: context.database,
    name: nameOf(command),
    ...queryOf(command, filter),
  };
  const outcome = removes ? await take(target) : await modify(target, command, filter);
  const shown = command['new'] === true ? outcome.after : outcome.before;
  return { lastErrorObject: lastError(outcome, removes), value: shown ? project(decode(shown)) : null, ok: 1 };
}
