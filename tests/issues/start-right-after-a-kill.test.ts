import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase } from '../../src/database/connect.js';

it('a start that finds the folder held waits a moment for the holder to end, and is refused when it does not', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'manyidu-held-'));
  const first = await connectDatabase({ dataFolder, inProcess: true });
  await expect(connectDatabase({ dataFolder, inProcess: true })).rejects.toMatchObject({ code: 'database.locked' });
  const waiting = connectDatabase({ dataFolder, inProcess: true });
  await sleep(300);
  await first.close();
  const second = await waiting;
  expect(second.embedded).toBe(true);
  await second.close();
  rmSync(dataFolder, { recursive: true });
});
