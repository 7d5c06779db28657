// The `bulkWrite` command of server 8: writes to several collections, run as the single commands they stand for.
import { type Doc, encode, isDoc, toNumber } from '../bson.js';
import { oneBatch, openCursor } from '../cursors.js';
import { refusal } from '../problem.js';
import type { Context } from './context.js';
import { remove } from './delete.js';
import { insert } from './insert.js';
import { update } from './update.js';

const kinds = ['insert', 'update', 'delete'] as const;

function namespaceAt(command: Doc, at: unknown): { database: string; name: string } {
  const [database = '', ...rest] = String((command['nsInfo'] as Doc[])[toNumber(at, -1)]?.['ns']).split('.');
  return { database, name: rest.join('.') };
}

function kindOf(operation: Doc): (typeof kinds)[number] {
  const kind = kinds.find((name) => name in operation);
  if (!kind) throw refusal(9, 'an operation must be an insert, an update or a delete');
  return kind;
}

/** The operations, each with a kind and a namespace, or a refusal before the first is run. */
function operationsOf({ database }: Context, { ops, nsInfo }: Doc): Doc[] {
  if (database !== 'admin') throw refusal(13, 'bulkWrite may only be run against the admin database.');
  if (!Array.isArray(ops) || !ops.every(isDoc)) throw refusal(9, 'ops must be an array of documents');
  if (!Array.isArray(nsInfo) || !nsInfo.every(isDoc)) throw refusal(9, 'nsInfo must be an array of documents');
  if (ops.length === 0) throw refusal(16, 'Write batch sizes must be between 1 and 100000');
  for (const [at, operation] of ops.entries()) {
    if (!nsInfo[toNumber(operation[kindOf(operation)], -1)])
      throw refusal(2, `BulkWrite ops entry ${at} has an invalid nsInfo index.`);
  }
  return ops;
}

async function runOne(context: Context, command: Doc, operation: Doc): Promise<Doc> {
  const kind = kindOf(operation);
  const { database, name } = namespaceAt(command, operation[kind]);
  const own = { ...context, database };
  const shared = { let: command['let'] };
  const { filter: q, updateMods: u, multi = false, ...options } = operation;
  if (kind === 'insert') return insert(own, { insert: name, documents: [encode(operation['document'] as Doc)] });
  if (kind === 'delete')
    return remove(own, { delete: name, deletes: [{ ...options, q, limit: multi === true ? 0 : 1 }], ...shared });
  const { constants: c } = operation;
  return update(own, {
    update: name,
    updates: [{ ...options, q, u, multi, ...(c === undefined ? {} : { c }) }],
    ...shared,
  });
}

interface Totals {
  nErrors: number;
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

function add(totals: Totals, operation: Doc, reply: Doc): Doc {
  const [error] = (reply['writeErrors'] ?? []) as Doc[];
  const [upserted] = (reply['upserted'] ?? []) as Doc[];
  const n = Number(reply['n']);
  totals.nErrors += Number(error !== undefined);
  totals.nInserted += 'insert' in operation ? n : 0;
  totals.nDeleted += 'delete' in operation ? n : 0;
  totals.nUpserted += Number(upserted !== undefined);
  totals.nMatched += 'update' in operation ? n - Number(upserted !== undefined) : 0;
  totals.nModified += Number(reply['nModified'] ?? 0);
  if (error) return { ok: 0, n: 0, ...error };
  return {
    ok: 1,
    n,
    ...('update' in operation ? { nModified: reply['nModified'] } : {}),
    ...(upserted ? { upserted: { _id: upserted['_id'] } } : {}),
  };
}

export async function bulkWrite(context: Context, command: Doc): Promise<Doc | Buffer> {
  const operations = operationsOf(context, command);
  const totals: Totals = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Uint8Array[] = [];
  for (const [idx, operation] of operations.entries()) {
    const result = add(totals, operation, await runOne(context, command, operation));
    if (command['errorsOnly'] !== true || result['ok'] === 0) results.push(encode({ idx, ...result }));
    if (result['ok'] === 0 && command['ordered'] !== false) break;
  }
  return openCursor(context.cursors, {
    namespace: 'admin.$cmd.bulkWrite',
    batches: oneBatch(results),
    batchSize: 100_000,
    extra: { ...totals },
  });
}
