// npm test: every check in turn, all of them even when one fails; the closing line counts tests, a failed check counting as one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'manyidu-test-'));
const countsFile = join(folder, 'counts.json');
const bin = (name) => join('node_modules', '.bin', name);
const checks = [
  ['format', bin('oxfmt'), ['--check', '.']],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings', '.']],
  ['types of server and scripts', bin('tsc'), ['-p', 'tsconfig.json']],
  ['types of browser code', bin('tsc'), ['-p', 'src/client/tsconfig.json']],
  ['types of tests', bin('tsc'), ['-p', 'tests/tsconfig.json']],
  ['build', process.execPath, ['scripts/build.mjs']],
  ['check:surveys', process.execPath, ['dist/scripts/check-surveys.js']],
];

let failedChecks = 0;
for (const [name, command, args] of checks) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failedChecks += 1;
}

const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, TEST_COUNTS_FILE: countsFile },
  },
);
const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : { passed: 0, failed: 1 };
rmSync(folder, { recursive: true });
const failed = counts.failed + failedChecks + (jest.status !== 0 && counts.failed === 0 ? 1 : 0);
console.log(`tests: ${counts.passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
