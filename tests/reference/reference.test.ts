import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runFolder } from '../../scripts/reference/run.js';
import type { Outcome } from '../../scripts/reference/run.js';

const shared = '../shared/reference';
const own = 'tests/reference';

const casesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).length;

/** As a person runs it: a process of its own is also many times faster than the tests' own. */
function reference(folder: string): { lines: string[]; status: number | null } {
  const { stdout, status } = spawnSync(process.execPath, ['dist/scripts/reference.js', folder], { encoding: 'utf8' });
  return { lines: stdout.trimEnd().split('\n'), status };
}

describe('reference cases of established programs', () => {
  test.each([own, ...(existsSync(shared) ? [shared] : [])])(
    'in %s pass, every one',
    (folder) => {
      const { lines, status } = reference(folder);
      expect(lines.filter((line) => !/: ok \(\d+ figures\)$/.test(line))).toEqual([
        `cases: ${casesIn(folder)} passed, 0 failed, 0 not understood`,
      ]);
      expect(status).toBe(0);
    },
    120_000,
  );

  test('of a folder that holds none, or that is not there, do not pass', () => {
    const empty = mkdtempSync(join(tmpdir(), 'manyidu-reference-'));
    expect(reference(empty)).toEqual({ lines: ['cases: 0 passed, 0 failed, 0 not understood'], status: 1 });
    rmSync(empty, { recursive: true });
    expect(reference(empty).status).toBe(1);
  });
});

describe('a case that is not as it should be', () => {
  const topic = 'd-ranks';
  const name = 'd04-ties.json';
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'manyidu-reference-'));
    cpSync(join(own, topic), join(folder, topic), { recursive: true });
    for (const file of readdirSync(join(folder, topic))) if (file !== name) rmSync(join(folder, topic, file));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  type Given = { expected: Record<string, unknown>; options?: Record<string, unknown> };
  const outcomeOf = (change: (given: Given) => void): Outcome => {
    const given = JSON.parse(readFileSync(join(own, topic, name), 'utf8')) as Given;
    change(given);
    writeFileSync(join(folder, topic, name), JSON.stringify(given));
    return runFolder(folder)[0] as Outcome;
  };

  test('passes as it is', () => {
    expect(outcomeOf(() => undefined).status).toBe('passed');
  });

  test('fails where a figure is another, and says what was got and expected and by how much they differ', () => {
    const { status, note } = outcomeOf(({ expected }) => {
      const [first] = Object.keys(expected);
      const walk = (node: Record<string, unknown>): boolean =>
        Object.entries(node).some(([key, value]) => {
          if (typeof value === 'number') {
            node[key] = value + 1;
            return true;
          }
          return typeof value === 'object' && value !== null && walk(value as Record<string, unknown>);
        });
      expect(first).toBeDefined();
      walk(expected);
    });
    expect(status).toBe('failed');
    expect(note).toMatch(/got \d+, expected \d+, difference 1/);
  });

  test('is not understood where a figure is asked for that nobody computes, and says which', () => {
    const { status, note } = outcomeOf(({ expected }) => (expected['moon_phase'] = 0.5));
    expect(status).toBe('not understood');
    expect(note).toContain('moon_phase');
  });
});
