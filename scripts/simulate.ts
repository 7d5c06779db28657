import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSurveys } from '../src/web/load-surveys.js';
import { root } from '../src/web/root.js';
import { chanceOf } from './demo/chance.js';
import { progress } from './demo/progress.js';
import { cityOf } from './simulate/city.js';
import { coveragePlans, fairPlan, fewSitesPlan, modePlans } from './simulate/plans.js';
import { biasOf, type Remedy } from './simulate/remedies.js';
import { biasTable, sameTable, validityTable } from './simulate/report.js';
import type { Times } from './simulate/tally.js';
import { validityOf } from './simulate/validity.js';

const seed = 20_261_124;
const page = join(root, 'docs/validity.md');

/** Two of the shipped surveys: one interview is about one of them. */
const shelf = loadSurveys(join(root, 'schemas'));
const surveys = ['transport', 'finance'].flatMap((id) => shelf.latest(id) ?? []);

const city = ({ unlistedEffect = 0, alike = false } = {}) =>
  cityOf(surveys, chanceOf(seed, 'city'), { unlistedEffect, alike });

const phoneOnly: Remedy[] = [
  { name: 'phone only, unweighted', plan: coveragePlans.phone, treatment: 'unweighted' },
  { name: 'phone only, raked', plan: coveragePlans.phone, treatment: 'raked' },
];
const threeModes: Remedy[] = [
  { name: 'three modes, unweighted', plan: coveragePlans.modes, treatment: 'unweighted' },
  { name: 'three modes, raked', plan: coveragePlans.modes, treatment: 'raked' },
  { name: 'three modes, most on site, raked', plan: coveragePlans.onsite, treatment: 'raked' },
];
const unlisted = (remedies: readonly Remedy[]): Remedy[] =>
  remedies.map((remedy) => ({ ...remedy, plan: { ...remedy.plan, listOnly: true } }));
const modes: Remedy[] = [
  { name: 'mixes differ, unweighted', plan: modePlans.uneven, treatment: 'unweighted' },
  { name: 'mixes differ, raked', plan: modePlans.uneven, treatment: 'raked' },
  { name: 'mixes differ, raked, held at one mix', plan: modePlans.uneven, treatment: 'heldMix' },
  { name: 'same mix planned in all districts, raked', plan: modePlans.even, treatment: 'raked' },
];

/** Each table of the page, by the name between its marks. */
const tables: Record<string, (times: (all: number) => Times) => string> = {
  validity: (times) => validityTable(validityOf(city(), fairPlan, times(2000))),
  'no-differences': (times) => sameTable(validityOf(city({ alike: true }), fairPlan, times(1000))),
  'few-sites': (times) => validityTable(validityOf(city(), fewSitesPlan, times(400))),
  'badly-reached': (times) => biasTable(biasOf(city(), [...phoneOnly, ...threeModes], times(250))),
  'not-reached': (times) =>
    biasTable(biasOf(city({ unlistedEffect: -8 }), unlisted([...phoneOnly, ...threeModes]), times(250))),
  modes: (times) => biasTable(biasOf(city(), modes, times(250))),
};

/** `npm run simulate` makes every table anew and writes it into the page; `-- <name> ...` some, `--share=0.1` a tenth of the waves, not written. */
function main(args: readonly string[]): void {
  const share = Number(args.find((arg) => arg.startsWith('--share='))?.slice(8) ?? 1);
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const unknown = wanted.filter((name) => !Object.keys(tables).includes(name));
  if (unknown.length > 0 || !(share > 0 && share <= 1)) {
    console.error(`npm run simulate knows ${Object.keys(tables).join(', ')} and --share=0.1`);
    process.exitCode = 1;
    return;
  }
  for (const [name, make] of Object.entries(tables)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const made = make((all) => {
      const replications = Math.max(10, Math.round(all * share));
      return { replications, seed, report: (total) => progress(process.stderr, total, name) };
    });
    console.log(`\n${name}\n${made}`);
    if (share === 1) write(name, made);
  }
}

function write(name: string, made: string): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`write requires a place for ${name} in docs/validity.md`);
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${made}\n\n${text.slice(to)}`);
}

main(process.argv.slice(2));
