import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../../src/config.js';
import { root } from '../../src/web/root.js';
import { openParts } from '../../src/web/site.js';
import { testWave } from '../support/wave.js';

const folder = mkdtempSync(join(tmpdir(), 'manyidu-import-'));
const config = loadConfig({ DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent' });
const options = { log: pino({ level: 'silent' }), now: () => new Date(), inProcess: true };
const header = 'consent,sex,age,residence,months,staff';
// Under 18: the interview ends there, so that no more answers are needed.
const young = (sex: string) => `1,${sex},1,1,1,2`;

beforeAll(async () => {
  const { parts, close } = await openParts(config, options);
  const day = 86_400_000;
  await parts.stores.waves.create(
    testWave({ opensAt: new Date(Date.now() - day), closesAt: new Date(Date.now() + day) }),
  );
  await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  code: number | null;
  lines: string[];
  errors: string;
}

/** Runs the built command as `npm run import` does. */
function run(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'dist/scripts/import.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), LANG: 'en_GB.UTF-8' },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => void (output += String(chunk)));
  child.stderr.on('data', (chunk) => void (errors += String(chunk)));
  return new Promise(
    (resolve) => void child.on('close', (code) => resolve({ code, lines: output.trim().split('\n'), errors })),
  );
}

function csv(name: string, ...rows: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, [header, ...rows, ''].join('\n'));
  return path;
}

const source = ['--source', 'phone-list'];

describe('npm run import', () => {
  it('lists every row it rejects, writes them to a file, ends with the counts and with 1', async () => {
    const file = csv(
      'some.csv',
      young('1'),
      young('x'),
      young('女'),
      ...Array.from({ length: 1500 }, () => young('2')),
    );
    const rejected = join(folder, 'rejected.csv');
    const first = await run('finance', file, ...source, '--rejected', rejected);
    expect(first.lines).toContain('row 3 sex "x": Please choose one of the options');
    expect(first.lines.at(-1)).toBe('1503 rows: 1502 stored, 0 already here, 0 in conflict, 1 rejected');
    expect(first.errors).toBe('1000 of 1503 rows\n');
    expect(first.code).toBe(1);
    expect(readFileSync(rejected, 'utf8')).toBe(
      '\uFEFFRow,Column,Value,Reason\r\n3,sex,x,Please choose one of the options\r\n',
    );
  });

  it('stores nothing the second time, and ends with 0 when every row is in', async () => {
    const file = csv('good.csv', young('refused'));
    const checked = await run('finance', file, ...source, '--dry-run');
    expect([checked.lines.at(-1), checked.code]).toEqual([
      'Checked only, 1 rows: 1 could be stored, 0 already here, 0 in conflict, 0 rejected',
      0,
    ]);
    const first = await run('finance', file, ...source);
    expect([first.lines.at(-1), first.code]).toEqual([
      '1 rows: 1 stored, 0 already here, 0 in conflict, 0 rejected',
      0,
    ]);
    const again = await run('finance', file, ...source);
    expect([again.lines.at(-1), again.code]).toEqual([
      '1 rows: 0 stored, 1 already here, 0 in conflict, 0 rejected',
      0,
    ]);
  });

  it('says in one sentence what keeps it from beginning', async () => {
    const file = csv('good.csv', young('1'));
    const sentences = [
      await run('finance', join(folder, 'gone.csv'), ...source),
      await run('nothing', file, ...source),
      await run('finance', file, ...source, '--language', 'zh-CN', '--wave', 'w9'),
    ];
    expect(sentences.map(({ errors, code }) => [errors.trim(), code])).toEqual([
      [`${join(folder, 'gone.csv')}: no such file`, 1],
      ['There is no survey “nothing”', 1],
      ['没有“w9”这个调查期', 1],
    ]);
  });

  it('points to the page while a site has the data folder', async () => {
    const { close } = await openParts(config, options);
    const refused = await run('finance', csv('good.csv', young('1')), ...source);
    await close();
    expect(refused.errors.trim()).toBe(
      `The data folder ${config.dataFolder} is in use by a running site, and only one program can open it at a time. Import on the site's page http://127.0.0.1:3000/imports, or stop the site first, or use MongoDB (set MONGODB_URI).`,
    );
    expect(refused.code).toBe(1);
  });
});
