import { existsSync } from 'node:fs';
import { runFolder } from './reference/run.js';

const folder = process.argv[2] ?? (existsSync('../shared/reference') ? '../shared/reference' : 'tests/reference');
const outcomes = runFolder(folder);
for (const { id, status, note } of outcomes) console.log(`${id}: ${status}, ${note}`);
const count = (status: string): number => outcomes.filter((outcome) => outcome.status === status).length;
console.log(`cases: ${count('passed')} passed, ${count('failed')} failed, ${count('not understood')} not understood`);
process.exitCode = count('failed') === 0 ? 0 : 1;
