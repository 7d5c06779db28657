import { interview } from './bench/interview.js';

/** `npm run bench` runs all of these, `npm run bench -- <name>` some: how long things take, printed as tables. */
const benches: Record<string, () => Promise<void>> = { interview };

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.keys(benches).includes(name));
if (unknown.length > 0) {
  console.error(`npm run bench knows ${Object.keys(benches).join(', ')}, and not ${unknown.join(', ')}`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) await benches[name]?.();
}
