import { existsSync } from 'node:fs';
import { runFolder } from './reference/run.js';
import type { Outcome } from './reference/run.js';

/** `npm run reference [-- folder]`: every case of a folder through the public functions, a line each. */
function lineOf({ id, status, note }: Outcome): string {
  return status === 'passed' ? `${id}: ok (${note})` : `${id}: ${status}: ${note}`;
}

const folder = process.argv[2] ?? (existsSync('../shared/reference') ? '../shared/reference' : 'tests/reference');
if (existsSync(folder)) {
  const outcomes = runFolder(folder);
  for (const outcome of outcomes) console.log(lineOf(outcome));
  const count = (status: string): number => outcomes.filter((outcome) => outcome.status === status).length;
  console.log(`cases: ${count('passed')} passed, ${count('failed')} failed, ${count('not understood')} not understood`);
  process.exitCode = count('passed') === outcomes.length && outcomes.length > 0 ? 0 : 1;
} else {
  console.error(`There is no folder ${folder}`);
  process.exitCode = 1;
}
