import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition } from '../../src/definition/check.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { loadDefinitionText, loadSchemas } from '../../src/definition/load.js';
import { definitionParser } from '../../src/definition/parse.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { surveysOf } from '../../src/definition/surveys.js';
import type { Fault } from '../../src/definition/types.js';
import type { Response } from '../../src/responses/response.js';
import { importMapParser, type ImportMap } from '../../src/responses/imports/import-map.js';
import { beginRun, finishRun, recordedTools, type ImportRun } from '../../src/responses/imports/import-run.js';
import type { Bytes } from '../../src/responses/imports/encoding.js';
import { loadImportMapSchema, openTable } from '../../src/responses/imports/load.js';
import { planImport, type ImportRequest } from '../../src/responses/imports/plan.js';
import { reasonText } from '../../src/responses/imports/problem-text.js';
import type { RowProblem } from '../../src/responses/imports/row-problem.js';
import type { Wave } from '../../src/waves/wave.js';
import { loadCatalogue, translator } from '../../src/web/locale.js';
import { root } from '../../src/web/root.js';
import { testSite, type TestSite } from '../support/app.js';
import { testMethod, testWave } from '../support/wave.js';

const folder = join(root, 'tests/fixtures/surveys-import');
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const parse = definitionParser(loadSchemas(join(root, 'schemas/definition')));
const catalogue = loadCatalogue();
export const readMap = importMapParser(loadImportMapSchema(join(root, 'schemas')));

/** A survey of tests/fixtures/surveys-import, free of faults. */
export function fixtureSurvey(id: string): Questionnaire {
  const parsed = parse(JSON.parse(loadDefinitionText(join(folder, `${id}.v1.json`)).text));
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const faults = checkDefinition(parsed.definition);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return compileDefinition(parsed.definition, sha256);
}

export function fixtureMap(id: string): ImportMap {
  const parsed = readMap(readFileSync(join(folder, `${id}.map.json`), 'utf8'));
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.map;
}

/** November 2026, asking the fixtures' surveys, measured without margins. */
export function fixtureWave(changes: Partial<Wave> = {}): Wave {
  const weights = { shop: 1, mobi: 1 };
  const method = { ...testMethod(), margins: [], surveyWeights: weights, sectorWeights: weights };
  return testWave({ surveys: [{ id: 'shop', version: 1 }], method, ...changes });
}

export async function importSite(wave = fixtureWave()): Promise<TestSite> {
  const surveys = surveysOf([fixtureSurvey('shop'), fixtureSurvey('mobi')]);
  const site = await testSite(new Date('2026-11-20T02:00:00Z'), { surveys });
  await site.parts.stores.waves.create(wave);
  return site;
}

export function bytesOf(...parts: (string | Uint8Array)[]): Bytes {
  return async function* () {
    for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part;
  };
}

/** A sentence in English; that there is one in Chinese too is made sure of on the way. */
export function sentence(fault: Pick<Fault, 'code' | 'params'>): string {
  reasonText(fault, translator(catalogue, 'zh-CN'), 'zh-CN');
  return reasonText(fault, translator(catalogue, 'en'), 'en');
}

export type Imported = { run: ImportRun; problems: RowProblem[] } | { faults: string[] };

/** Imports a file as the page and the command line do. */
export async function importFile(
  { parts }: TestSite,
  bytes: Bytes,
  request: Partial<ImportRequest> = {},
): Promise<Imported> {
  const opened = await openTable(bytes);
  if ('faults' in opened) return { faults: opened.faults.map(sentence) };
  const { waves } = parts.stores;
  const asked = { survey: 'shop', map: fixtureMap('shop'), dryRun: false, ...request };
  const planned = await planImport({ waves, surveys: parts.surveys, now: parts.now() }, asked, opened.table.header);
  if ('faults' in planned) return { faults: planned.faults.map(sentence) };
  const tools = recordedTools(parts);
  const begun = await beginRun(planned.plan, { id: parts.randomHex(8), by: 'system', file: 'test.csv' }, tools);
  const problems: RowProblem[] = [];
  const watch = { problems: (found: RowProblem[]) => void problems.push(...found), progress: () => {} };
  const run = await finishRun(begun, planned.plan, opened.table, { ...tools, watch });
  if (run.state === 'failed') return { faults: run.faults.map(sentence) };
  run.notes.forEach(sentence);
  return { run, problems };
}

/** The counts of an import that was carried through: stored, already here, conflicts, rejected. */
export async function countsOf(imported: Promise<Imported>): Promise<number[]> {
  const outcome = await imported;
  if ('faults' in outcome) throw new Error(outcome.faults.join('; '));
  const { stored, already, conflicts, rejected } = outcome.run.counts;
  return [stored, already, conflicts, rejected];
}

/** What was not stored, as `row column "value": reason`. */
export async function problemsOf(imported: Promise<Imported>): Promise<string[]> {
  const outcome = await imported;
  if ('faults' in outcome) throw new Error(outcome.faults.join('; '));
  return outcome.problems.map((problem) => `${problem.row} ${problem.column} "${problem.value}": ${sentence(problem)}`);
}

export async function storedIn({ parts }: TestSite, wave = 'w1'): Promise<Response[]> {
  const responses: Response[] = [];
  for await (const response of parts.stores.responses.ofWave(wave)) responses.push(response);
  return responses.sort((a, b) => (a.imported?.row ?? 0) - (b.imported?.row ?? 0));
}

export const shopHeader = '编号,性别,年龄,住址,去过,总体,整洁,价格,买了,次数,周末,建议,时间,访问员';

/** One good row of the shop survey, with changes by column. */
export function shopRow(number: number | string, changes: Record<string, string> = {}): string {
  const about = { 编号: String(number), 性别: '男', 年龄: '2', 住址: '越城区', 去过: '1' };
  const ratings = { 总体: '4', 整洁: '好', 价格: '3', 买了: '1;3', 次数: '6', 周末: '2', 建议: '' };
  const cells: Record<string, string> = { ...about, ...ratings, 时间: '2026-11-05 14:20', 访问员: 'p07', ...changes };
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return shopHeader
    .split(',')
    .map((column) => quoted(cells[column] ?? ''))
    .join(',');
}

export function shopFile(...rows: string[]): string {
  return [shopHeader, ...rows, ''].join('\n');
}
