import { decode, type Doc } from '../bson.js';
import { locate, type Target } from '../locate.js';
import { errorFields, refusal } from '../problem.js';
import { writeRecord } from '../records.js';
import { type Context, docOf, nameOf, queryOf } from './context.js';
import { eachMatch, limitOf, withoutEmpty } from './update.js';

async function runStatement(context: Context, command: Doc, statement: Doc): Promise<number> {
  const { query, matching } = queryOf({ let: command['let'], ...statement }, docOf(statement['q'], 'q'));
  const { store, database } = context;
  const target: Target = { store, database, name: nameOf(command), query, matching };
  if (limitOf(statement) === 1) {
    return locate(target, (collection, found) => {
      if (!collection || !found) return 0;
      writeRecord(store, collection, { record: found.record, old: decode(found.bytes) });
      return 1;
    });
  }
  let removed = 0;
  await eachMatch(target, (collection, { record, bytes }) => {
    writeRecord(store, collection, { record, old: decode(bytes) });
    removed += 1;
  });
  return removed;
}

export async function remove(context: Context, command: Doc): Promise<Doc> {
  const statements = command['deletes'];
  if (!Array.isArray(statements) || statements.length === 0)
    throw refusal(16, 'Write batch sizes must be between 1 and 100000');
  const reply = { n: 0, writeErrors: [] as Doc[] };
  for (const [index, statement] of (statements as Doc[]).entries()) {
    try {
      reply.n += await runStatement(context, command, statement);
    } catch (error) {
      reply.writeErrors.push({ index, ...errorFields(error) });
      if (command['ordered'] !== false) break;
    }
  }
  return { ...withoutEmpty(reply), ok: 1 };
}
