import { interview } from './bench/interview.js';
import { statistics } from './bench/statistics.js';

/** `npm run bench` runs all of these, `npm run bench -- <name>` some: how long things take, printed as tables. Flags begin with `--`. */
const benches: Record<string, (flags: readonly string[]) => Promise<void>> = { interview, statistics };

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.filter((name) => !Object.keys(benches).includes(name));
if (unknown.length > 0) {
  console.error(`npm run bench knows ${Object.keys(benches).join(', ')}, and not ${unknown.join(', ')}`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) await benches[name]?.(flags);
}
