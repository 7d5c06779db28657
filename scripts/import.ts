import { Command, Option } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pino } from 'pino';
import { loadConfig, type Config } from '../src/config.js';
import { isLocked } from '../src/database/embedded/lock.js';
import type { Fault, Language } from '../src/definition/types.js';
import { importMapParser, type ParsedMap } from '../src/responses/imports/import-map.js';
import { beginRun, finishRun, recordedTools } from '../src/responses/imports/import-run.js';
import { fileBytes, loadImportMapSchema, openTable, type Table } from '../src/responses/imports/load.js';
import { planImport, type ImportPlan, type ImportRequest } from '../src/responses/imports/plan.js';
import { reasonText } from '../src/responses/imports/problem-text.js';
import type { Parts } from '../src/web/app.js';
import { loadCatalogue, translator } from '../src/web/locale.js';
import { root } from '../src/web/root.js';
import { openParts } from '../src/web/site.js';
import { importOutput, type Words } from './import-output.js';

interface Options {
  map?: string;
  wave?: string;
  source?: string;
  rejected?: string;
  dryRun?: true;
  language: Language;
}

interface Asked {
  survey: string;
  file: string;
  options: Options;
  words: Words;
}

function readCommandLine(): Asked {
  const spoken = /^en/i.test(process.env['LC_ALL'] ?? process.env['LANG'] ?? '') ? 'en' : 'zh-CN';
  const command = new Command('import')
    .description('Brings in interviews that were collected elsewhere (docs/import.md).')
    .argument('<survey>', 'survey id')
    .argument('<file>', 'CSV file')
    .option('--map <file>', 'JSON file that says how the columns are to be read')
    .option('--wave <id>', 'wave (default: the open wave that asks the survey)')
    .option('--source <id>', 'sample source (default: the only one there is)')
    .option('--rejected <file>', 'also write the rows that were not stored to this CSV file')
    .option('--dry-run', 'check without storing')
    .addOption(new Option('--language <language>', 'of the messages').choices(['zh-CN', 'en']).default(spoken))
    .parse();
  const [survey = '', file = ''] = command.args;
  const options = command.opts<Options>();
  const words = { say: translator(loadCatalogue(), options.language), language: options.language };
  return { survey, file, options, words };
}

/** Exit code: 0 when every row is in, 1 when any was not. */
async function main(asked: Asked): Promise<number> {
  const { options, words, file } = asked;
  for (const path of [file, options.map])
    if (path !== undefined && !existsSync(path)) return refuse([`${path}: no such file`]);
  const parsed: ParsedMap = options.map === undefined ? { map: {} } : readMap(options.map);
  if ('faults' in parsed) return refuse(sentences(parsed.faults, words));
  const opened = await openTable(fileBytes(file));
  if ('faults' in opened) return refuse(sentences(opened.faults, words));
  const { survey } = asked;
  const request: ImportRequest = {
    survey,
    map: parsed.map,
    dryRun: options.dryRun === true,
    ...(options.wave === undefined ? {} : { wave: options.wave }),
    ...(options.source === undefined ? {} : { sampleSource: options.source }),
  };
  const config = loadConfig(process.env);
  const site = await openParts(config, { log: pino({ level: 'silent' }), now: () => new Date() }).catch(
    (error: unknown) => {
      if (isLocked(error)) return undefined;
      throw error;
    },
  );
  if (!site) return refuse([folderTaken(config, words)]);
  try {
    return await importWith(site.parts, request, opened.table, asked);
  } finally {
    await site.close();
  }
}

async function importWith(parts: Parts, request: ImportRequest, table: Table, asked: Asked): Promise<number> {
  const { words, options, file } = asked;
  const { surveys, stores, now } = parts;
  const planned = await planImport({ waves: stores.waves, surveys, now: now() }, request, table.header);
  if ('faults' in planned) return refuse(sentences(planned.faults, words));
  const { plan } = planned;
  for (const note of sentences(plan.notes, words)) console.log(note);
  return runPlan(parts, plan, table, { file, words, ...(options.rejected ? { rejected: options.rejected } : {}) });
}

async function runPlan(
  parts: Parts,
  plan: ImportPlan,
  table: Table,
  to: { file: string; words: Words; rejected?: string },
): Promise<number> {
  const { file, words, rejected } = to;
  const tools = recordedTools(parts);
  const output = importOutput(words, rejected);
  const begun = await beginRun(plan, { id: parts.randomHex(8), by: 'system', file: basename(file) }, tools);
  const run = await finishRun(begun, plan, table, { ...tools, watch: output });
  output.close();
  if (run.state === 'failed') return refuse(sentences(run.faults, words));
  const key = plan.dryRun ? 'imports.closingDryRun' : 'imports.closing';
  console.log(words.say(key, { ...run.counts, rows: run.total }));
  return run.counts.rejected + run.counts.conflicts > 0 ? 1 : 0;
}

function readMap(path: string): ParsedMap {
  return importMapParser(loadImportMapSchema(join(root, 'schemas')))(readFileSync(path, 'utf8'));
}

function folderTaken({ dataFolder, baseUrl }: Config, { say }: Words): string {
  return say('imports.folderTaken', { folder: dataFolder, address: `${baseUrl}/imports` });
}

function sentences(faults: Fault[], { say, language }: Words): string[] {
  return faults.map((fault) => reasonText(fault, say, language));
}

function refuse(texts: string[]): number {
  for (const text of texts) console.error(text);
  return 1;
}

if (existsSync('.env')) process.loadEnvFile('.env');
try {
  process.exitCode = await main(readCommandLine());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
