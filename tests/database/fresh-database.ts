import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedDatabase, connectDatabase } from '../../src/database/connect.js';

export interface FreshDatabase extends ConnectedDatabase {
  folder: string;
  /** Closes the store and opens the same folder again. */
  reopen(): Promise<FreshDatabase>;
}

async function at(folder: string): Promise<FreshDatabase> {
  const database = await connectDatabase({ dataFolder: folder, inProcess: true });
  const close = async (): Promise<void> => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const reopen = async (): Promise<FreshDatabase> => {
    await database.close();
    return at(folder);
  };
  return { ...database, folder, close, reopen };
}

/** The embedded store in a folder of its own, removed when it is closed. */
export function freshDatabase(): Promise<FreshDatabase> {
  return at(mkdtempSync(join(tmpdir(), 'manyidu-database-')));
}
