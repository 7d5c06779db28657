import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { runFolder } from '../../scripts/reference/run.js';
import type { Outcome } from '../../scripts/reference/run.js';

const shared = '../shared/reference';

/** Cases that must agree, wherever they are found. */
const covered = ['a01', 'a02', 'a03', 'a04', 'b01', 'b02', 'b03', 'b15', 'd01', 'd02', 'd03', 'd04', 'i01'];

const failures = (outcomes: Outcome[]): Outcome[] => outcomes.filter(({ status }) => status === 'failed');
const passed = (outcomes: Outcome[]): string[] =>
  outcomes.filter(({ status }) => status === 'passed').map(({ id }) => id.slice(0, 3));

describe('reference cases of established programs', () => {
  const own = runFolder('tests/reference');

  test('of our own data agree: ranks of six districts, and a whole survey end to end', () => {
    expect(failures(own)).toEqual([]);
    expect(passed(own)).toEqual(['d02', 'd03', 'i01']);
  });

  test('say which figures were not compared', () => {
    expect(own[0]?.note).toContain('not compared: names, small_run');
  });

  (existsSync(shared) ? test : test.skip)(
    'of the shared folder agree for every topic that is covered',
    () => {
      const outcomes = runFolder(shared);
      expect(failures(outcomes)).toEqual([]);
      expect(passed(outcomes)).toEqual(expect.arrayContaining(covered));
    },
    120_000,
  );
});
