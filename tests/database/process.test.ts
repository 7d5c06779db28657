import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoClient, ObjectId } from 'mongodb';
import { startEmbedded } from '../../src/database/embedded/start.js';
import { superviseEmbedded } from '../../src/database/embedded/supervise.js';
import { type BuiltStore, builtStore } from './built-store.js';
import { disagreements } from './disagreements.js';

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) return '';
  for await (const line of createInterface({ input: child.stdout })) return line;
  return '';
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => void child.once('exit', resolve));

describe('the store as a process', () => {
  let built: BuiltStore;
  let folder: string;
  beforeAll(async () => {
    built = await builtStore();
  });
  afterAll(() => built.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'manyidu-process-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('prints its address as the only line, serves it, and ends at SIGTERM', async () => {
    const child = spawn(process.execPath, [built.script, '--data', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const uri = await firstLine(child);
    const client = await new MongoClient(uri).connect();
    expect(await client.db().admin().ping()).toEqual({ ok: 1 });
    await client.close();
    child.kill('SIGTERM');
    expect(await ended(child)).toBe(0);
  });

  test('a second start on the same folder is refused with one sentence and code 1', async () => {
    const store = await startEmbedded({ folder });
    const second = spawn(process.execPath, [built.script, '--data', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    second.stderr.on('data', (chunk) => (said += String(chunk)));
    expect(await ended(second)).toBe(1);
    expect(said.trim()).toBe(
      `The data folder ${folder} is in use by another running process; stop that one first or choose another folder.`,
    );
    await expect(superviseEmbedded({ folder, entry: built.main })).rejects.toMatchObject({
      code: 'database.locked',
      folder,
    });
    await store.close();
  });

  test('a folder another container holds is refused while its holder shows that it runs, and free after', async () => {
    const file = join(folder, 'holder.json');
    const holder = JSON.stringify({ pid: 1, boot: 'same', host: 'another', space: 'another' });
    writeFileSync(file, holder);
    const beat = setInterval(() => writeFileSync(file, holder), 300);
    await expect(startEmbedded({ folder })).rejects.toMatchObject({ code: 'database.locked' });
    clearInterval(beat);
    const store = await startEmbedded({ folder });
    await store.close();
  });

  test('of five simultaneous starts exactly one gets the folder', async () => {
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => superviseEmbedded({ folder, entry: built.main })),
    );
    const won = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    expect(won).toHaveLength(1);
    await won[0]?.close();
  });

  test('it ends, and frees the folder, when its parent is killed', async () => {
    const program = join(dirname(built.script), 'parent.js');
    writeFileSync(
      program,
      `import { superviseEmbedded } from ${JSON.stringify(built.supervise)};\nconst { uri } = await superviseEmbedded({ folder: ${JSON.stringify(folder)} });\nconsole.log(uri);\nsetInterval(() => undefined, 1000);\n`,
    );
    const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    expect(await firstLine(parent)).toContain('store.sock');
    parent.kill('SIGKILL');
    await ended(parent);
    let store: Awaited<ReturnType<typeof startEmbedded>> | undefined;
    for (let attempt = 0; attempt < 50 && !store; attempt += 1) {
      store = await startEmbedded({ folder }).catch(() => undefined);
      if (!store) await wait(100);
    }
    expect(store?.uri).toContain('store.sock');
    await store?.close();
  });

  test('killed three times amid concurrent writes, it keeps every acknowledged document once and its indexes in step', async () => {
    const exits: (number | null)[] = [];
    const store = await superviseEmbedded({ folder, entry: built.main, onExit: (code) => exits.push(code) });
    const client = await new MongoClient(store.uri, { serverSelectionTimeoutMS: 20_000 }).connect();
    const receipts = client.db().collection<{ _id: string; writer: number; token: string }>('receipts');
    const counters = client.db().collection<{ _id: number; n: number }>('counters');
    await receipts.createIndex({ token: 1 }, { unique: true });
    await receipts.createIndex({ writer: 1, token: 1 });
    const acknowledged: string[] = [];
    const counted = new Map<number, number>();
    const state = { writing: true };
    const write = async (writer: number): Promise<void> => {
      for (let at = 0; state.writing; at += 1) {
        const _id = `${writer}-${at}`;
        await receipts.insertOne({ _id, writer, token: new ObjectId().toHexString() }).then(
          () => acknowledged.push(_id),
          () => undefined,
        );
        await counters.updateOne({ _id: writer }, { $inc: { n: 1 } }, { upsert: true }).then(
          () => counted.set(writer, (counted.get(writer) ?? 0) + 1),
          () => undefined,
        );
      }
    };
    const writers = Array.from({ length: 8 }, (_, writer) => write(writer));
    for (let kill = 0; kill < 3; kill += 1) {
      const before = acknowledged.length;
      for (let turn = 0; turn < 200 && acknowledged.length < before + 100; turn += 1) await wait(25);
      process.kill(store.pid(), 'SIGKILL');
    }
    for (let turn = 0; turn < 200 && exits.length < 3; turn += 1) await wait(25);
    await wait(500);
    state.writing = false;
    await Promise.all(writers);
    const kept = new Map<string, number>();
    for await (const { _id } of receipts.find({}).hint({ $natural: 1 })) kept.set(_id, (kept.get(_id) ?? 0) + 1);
    expect(acknowledged.length).toBeGreaterThan(300);
    expect(acknowledged.filter((_id) => kept.get(_id) !== 1)).toEqual([]);
    for await (const { _id, n } of counters.find({})) expect(n).toBeGreaterThanOrEqual(counted.get(_id) ?? 0);
    await client.close();
    await store.close();
    expect(exits).toHaveLength(3);
    expect(await disagreements(folder)).toEqual([]);
  });

  test('a folder whose path is too long for a socket gets one in the system folder for temporary files', async () => {
    const deep = join(folder, 'd'.repeat(60), 'e'.repeat(60));
    const store = await startEmbedded({ folder: deep });
    expect(Buffer.byteLength(decodeURIComponent(store.uri))).toBeLessThan(120);
    const client = await new MongoClient(store.uri).connect();
    expect(await client.db().admin().ping()).toEqual({ ok: 1 });
    await client.close();
    await store.close();
  });
});
