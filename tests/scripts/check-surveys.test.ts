import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';

const run = (...files: string[]) =>
  spawnSync(process.execPath, ['dist/scripts/check-surveys.js', ...files], { encoding: 'utf8' });

test('every survey passes with its minutes by mode, and what is past a limit is told in both languages without failing', () => {
  const { status, stdout } = run();
  expect(status).toBe(0);
  for (const id of ['education', 'elderly-care', 'finance', 'tour', 'transport'])
    expect(stdout).toContain(`${id}.v1.json: `);
  expect(stdout).toMatch(/电话 \/ Phone !: 约 7\.3 分钟，最长 7\.4 分钟；看法题最多 25 道 \/ about 7\.3 minutes/);
  expect(stdout).toMatch(
    /warning\.tooManySubstantive\n {4}电话里要问 25 道看法题.*\n {4}Phone: 25 questions of opinion/,
  );
});

test('a fault fails and is told before any minutes', () => {
  const { status, stdout } = run('tests/fixtures/surveys/invalid/unknown-scale.json');
  expect(status).toBe(1);
  expect(stdout).not.toContain('/ Phone');
});

test('a file that cannot be read is one sentence in both languages, not a stack of calls', () => {
  const missing = run('tests/fixtures/no-such-survey.json');
  expect(missing.status).toBe(1);
  expect(missing.stderr).toBe(
    'tests/fixtures/no-such-survey.json: 这个文件读不了（ENOENT） / This file cannot be read (ENOENT)\n',
  );
  expect(run('tests/fixtures').stderr).toContain('EISDIR');
});
