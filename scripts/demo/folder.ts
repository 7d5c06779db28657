import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../src/database/embedded/lock.js';

/** Stands in a folder whose demo data are whole. */
const mark = 'filled.json';

export function isFilled(folder: string): boolean {
  return existsSync(join(folder, mark));
}

export function markFilled(folder: string, facts: { seed: number; filledAt: Date }): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, mark), JSON.stringify(facts));
}

/** Removes the demo data. Throws where another process holds them. */
export async function removeFolder(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const free = await lockFolder(folder);
  rmSync(folder, { recursive: true, force: true });
  free();
}
