import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPasswords } from '../../scripts/demo/accounts.js';
import { fill } from '../../scripts/demo/fill.js';
import { isFilled, markFilled, removeFolder } from '../../scripts/demo/folder.js';
import { requireFreePort } from '../../scripts/demo/port.js';
import { progress } from '../../scripts/demo/progress.js';
import { closedSimulation, openSimulation } from '../../scripts/demo/waves.js';
import { roles } from '../../src/accounts/account.js';
import { auditStore } from '../../src/accounts/audit-store.js';
import { passwordFits } from '../../src/accounts/password.js';
import { accountStore } from '../../src/accounts/store.js';
import { lockFolder } from '../../src/database/embedded/lock.js';
import { attemptStore } from '../../src/fieldwork/store.js';
import { linkStore } from '../../src/links/store.js';
import { responseStore } from '../../src/responses/store.js';
import { waveStore } from '../../src/waves/store.js';
import { randomHex } from '../../src/web/digest.js';
import { freshDatabase, type FreshDatabase } from '../database/fresh-database.js';
import { demoSetting } from './demo-setting.js';

const setting = demoSetting();
let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test('filling stores every interview of both waves and tells how far it is', async () => {
  const { connection } = database;
  const stores = {
    responses: responseStore(connection),
    attempts: attemptStore(connection),
    links: linkStore(connection),
    waves: waveStore(connection),
  };
  for (const store of Object.values(stores)) await store.syncIndexes();
  const simulations = [closedSimulation(setting), openSimulation(setting)].map((simulation) => {
    return { ...simulation, work: simulation.work.filter((_, place) => place % 20 === 0) };
  });
  const reported: number[] = [];
  await fill(stores, simulations, (stored) => reported.push(stored));
  const counts = simulations.map(({ work }) => work.length);
  expect(reported.at(-1)).toBe(counts[0]! + counts[1]!);
  const waves = await stores.waves.list();
  expect(waves.map(({ kind }) => kind)).toEqual(['simulated', 'simulated']);
  expect(await stores.responses.countOfWave(simulations[0]!.wave.id)).toBe(counts[0]);
  expect((await stores.waves.openFor('finance', setting.now))?.id).toBe(simulations[1]!.wave.id);
});

test('new passwords make one account a role, and later replace the passwords of the same accounts', async () => {
  const { connection } = database;
  const stores = { accounts: accountStore(connection), audit: auditStore(connection) };
  for (const store of Object.values(stores)) await store.syncIndexes();
  const site = { stores, randomHex, now: () => setting.now };
  const first = await newPasswords(site);
  expect(first.map(({ name }) => name)).toEqual([...roles]);
  const [, supervisor] = first;
  await stores.accounts.setDisabled((await stores.accounts.byName('supervisor'))!.id, true);

  const second = await newPasswords(site);
  const account = await stores.accounts.byName('supervisor');
  expect((await stores.accounts.list()).length).toBe(roles.length);
  expect([account?.role, account?.disabled, account?.mustChangePassword]).toEqual(['supervisor', false, false]);
  expect(await passwordFits(account, supervisor!.password)).toBe(false);
  expect(await passwordFits(account, second[1]!.password)).toBe(true);
});

describe('the folder of the demo', () => {
  const parent = mkdtempSync(join(tmpdir(), 'manyidu-demo-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  test('is removed with everything in it', async () => {
    const folder = join(parent, 'gone');
    markFilled(folder, { seed: 1, filledAt: setting.now });
    expect(isFilled(folder)).toBe(true);
    await removeFolder(folder);
    expect([existsSync(folder), isFilled(folder)]).toEqual([false, false]);
  });

  test('stays as it is while another process holds it', async () => {
    const folder = join(parent, 'held');
    const free = await lockFolder(folder);
    writeFileSync(join(folder, 'kept'), '');
    await expect(removeFolder(folder)).rejects.toThrow('is in use by another running process');
    expect(existsSync(join(folder, 'kept'))).toBe(true);
    free();
  });
});

test('a port that is taken is told in one sentence that names another', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await expect(requireFreePort('127.0.0.1', port)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken by another program. Choose another: PORT=${port + 1} npm run demo`,
  );
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePort('127.0.0.1', port)).resolves.toBeUndefined();
});

test('progress rewrites one line on a terminal and writes a line now and then elsewhere', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  for (const isTTY of [true, false]) {
    const report = progress({ isTTY, write }, 100);
    for (const done of [10, 30, 35, 100]) report(done);
  }
  const line = (done: number) => `演示数据 Demo data: ${done}/100`;
  expect(written.slice(0, 4)).toEqual([10, 30, 35].map((done) => `\r${line(done)}`).concat(`\r${line(100)}\n`));
  expect(written.slice(4)).toEqual([30, 100].map((done) => `${line(done)}\n`));
});
