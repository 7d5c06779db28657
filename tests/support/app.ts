import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../../src/config.js';
import { createApp, type Parts } from '../../src/web/app.js';
import { openParts } from '../../src/web/site.js';

export interface TestSite {
  parts: Parts;
  app: ReturnType<typeof createApp>;
  /** Moves the clock that the site sees. */
  setNow(now: Date): void;
  close(): Promise<void>;
}

/** The real site on the embedded store in a fresh folder, with a clock that stands still until it is moved. */
export async function testSite(
  now = new Date('2026-11-20T02:00:00Z'),
  changes: Partial<Parts> = {},
): Promise<TestSite> {
  const folder = mkdtempSync(join(tmpdir(), 'manyidu-'));
  let clock = now;
  const config = loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent' });
  const opened = await openParts(config, { log: pino({ level: 'silent' }), now: () => clock, inProcess: true });
  const parts = { ...opened.parts, sessionStore: opened.parts.sessionStore, ...changes };
  return {
    parts,
    app: createApp(parts),
    setNow(next) {
      clock = next;
    },
    async close() {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
