import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const patience = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'manyidu-demo-'));
let port: number;

beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as { port: number }).port;
  server.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(...flags: string[]): ChildProcess {
  const environment = {
    ...process.env,
    PORT: String(port),
    DEMO_DIR: join(folder, 'data'),
    LANG: 'en_US.UTF-8',
    LC_ALL: '',
  };
  return spawn(process.execPath, ['dist/scripts/demo.js', ...flags], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a demo prints until it is ready. */
function ready(demo: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    demo.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    demo.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ctrl-C')) resolve(printed);
    });
    demo.once('exit', () => reject(new Error(`the demo ended before it was ready: ${printed}`)));
  });
}

async function stop(demo: ChildProcess): Promise<number | null> {
  const ended = once(demo, 'exit') as Promise<[number | null]>;
  demo.kill('SIGINT');
  return (await ended)[0];
}

const rankingOf = (printed: string) => printed.split('\n').filter((line) => /\d\d\.\d\d – \d\d\.\d\d/.test(line));
const passwordsIn = (printed: string) => printed.match(/[a-z0-9]{4}(-[a-z0-9]{4}){3}$/gm) ?? [];

test(
  'the first start fills, prints ranking, addresses and passwords; the second keeps the data and prints no password',
  async () => {
    const first = start();
    const begun = await ready(first);
    expect(rankingOf(begun)).toHaveLength(6);
    expect(passwordsIn(begun)).toHaveLength(4);
    const addresses = begun.match(/http:\S+/g) ?? [];
    const statuses = await Promise.all(addresses.map(async (address) => (await fetch(address)).status));
    expect(addresses.length).toBeGreaterThanOrEqual(7);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await stop(first)).toBe(0);

    const second = start();
    const kept = await ready(second);
    expect(await stop(second)).toBe(0);
    expect(rankingOf(kept)).toEqual(rankingOf(begun));
    expect(passwordsIn(kept)).toEqual([]);
    expect(kept).toContain('npm run demo -- --passwords');
  },
  patience,
);

test(
  'a port that another program has ends the start with one sentence and exit code 1',
  async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const demo = start();
    let said = '';
    demo.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(demo, 'close')) as [number | null];
    other.close();
    expect(code).toBe(1);
    expect(said).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program. Choose another: PORT=${port + 1} npm run demo\n`,
    );
  },
  patience,
);
