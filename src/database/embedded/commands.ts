import { decodeCommand, type Doc } from './bson.js';
import { bulkWrite } from './commands/bulk-write.js';
import { aggregate } from './commands/aggregate.js';
import {
  collMod,
  collStats,
  create,
  dbStats,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
} from './commands/catalog.js';
import { type Command, type Context, textOf } from './commands/context.js';
import { remove } from './commands/delete.js';
import { explain } from './commands/explain.js';
import { findAndModify } from './commands/find-and-modify.js';
import { createIndexes, dropIndexes, listIndexes } from './commands/indexes.js';
import { insert } from './commands/insert.js';
import { count, distinct, find, getMore, killCursors } from './commands/read.js';
import { accepted, buildInfo, getParameter, hello, serverStatus } from './commands/session.js';
import { update } from './commands/update.js';
import { errorFields, refusal } from './problem.js';

const commands: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: accepted,
  buildInfo,
  buildinfo: buildInfo,
  getParameter,
  serverStatus,
  endSessions: accepted,
  startSession: accepted,
  killSessions: accepted,
  killAllSessions: accepted,
  refreshSessions: accepted,
  logout: accepted,
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  bulkWrite,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  explain,
  aggregate,
  createIndexes,
  listIndexes,
  dropIndexes,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  collStats,
  dbStats,
  collMod,
};

function checkCommand(command: Doc): void {
  if ('startTransaction' in command || 'autocommit' in command) {
    throw refusal(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  const concern = command['writeConcern'] as Doc | undefined;
  if (concern && Number(concern['w']) > 1) throw refusal(2, "cannot use 'w' > 1 when a host is not replicated");
  const read = command['readConcern'] as Doc | undefined;
  if (read?.['level'] === 'snapshot') throw refusal(20, 'the embedded store has no snapshot reads');
}

/** Runs one command; a refusal is an answer too. */
export async function runCommand(
  context: Omit<Context, 'database'>,
  body: Buffer,
  sequences: Doc,
): Promise<Doc | Buffer> {
  try {
    const command = { ...decodeCommand(body), ...sequences };
    const name = Object.keys(command)[0] ?? '';
    const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!run) throw refusal(59, `no such command: '${name}'`);
    checkCommand(command);
    return await run({ ...context, database: textOf(command['$db'], 'test') }, command);
  } catch (error) {
    return { ok: 0, ...errorFields(error) };
  }
}
