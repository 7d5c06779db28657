import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Case } from '../../scripts/reference/case.js';
import { answerColumn, missingCodes } from '../../scripts/reference/missing-codes.js';
import { runFolder } from '../../scripts/reference/run.js';

const ranks = 'tests/reference/d-ranks';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manyidu-cases-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const outcomes = (): object => Object.fromEntries(runFolder(folder).map(({ id, status }) => [id, status]));

test('a file that is no case is told, and the others are run', () => {
  copyFileSync(join(ranks, 'd04-ties.json'), join(folder, 'd04-ties.json'));
  writeFileSync(join(folder, 'd05-broken.json'), '{"expected": NaN}');
  writeFileSync(join(folder, 'd06-empty.json'), '{}');
  writeFileSync(join(folder, 'list.json'), '[]');
  expect(outcomes()).toEqual({
    'd04-ties': 'passed',
    'd05-broken': 'not understood',
    'd06-empty': 'not understood',
    list: 'not understood',
  });
});

test('data may lie in the folder of data beside that of the topic', () => {
  const topic = join(folder, 'd');
  mkdirSync(topic);
  copyFileSync(join(ranks, 'd20-smallest-first.json'), join(topic, 'd20-smallest-first.json'));
  expect(outcomes()).toEqual({ 'd20-smallest-first': 'not understood' });
  mkdirSync(join(folder, 'data-only'));
  cpSync(join(ranks, 'waits.csv'), join(folder, 'data-only', 'waits.csv'));
  expect(outcomes()).toEqual({ 'd20-smallest-first': 'passed' });
});

test.each([
  { input: { missing: -99 } },
  { input: { missing_codes: [-99, -98] } },
  { input: { missing: -99 }, options: { missing: 'listwise' } },
  { options: { na_strings: '-99' } },
  { input: { missing_rule: '-99 = missing' } },
  { input: { note: 'items on 1-7; -99 is missing' } },
  { call: ['estimate_pls(..., missing = mean_replacement, missing_value = -99)'] },
  { notes: "read.csv(file, na.strings = '-99')" },
])('%j says that -99 stands for a missing answer', (said) => {
  const given = { input: {}, ...said } as unknown as Case;
  expect(answerColumn(given, { liked: ['7', '-99', ''] }, 'liked')).toEqual(Float64Array.of(7, Number.NaN, Number.NaN));
});

test('what becomes of missing answers is no code of theirs', () => {
  const given = { input: { missing: 'listwise' }, options: { missing: 'mean_replacement' }, notes: '88 rows are complete' };
  expect(missingCodes(given as unknown as Case)).toEqual([]);
});
