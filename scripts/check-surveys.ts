import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkDefinition } from '../src/definition/check.js';
import { fileNameFaults } from '../src/definition/file-name-fault.js';
import { jsonFaults } from '../src/definition/json-faults.js';
import { loadDefinitionText, loadDefinitionTexts, loadSchemas } from '../src/definition/load.js';
import { outlineOf } from '../src/definition/outline.js';
import { definitionParser } from '../src/definition/parse.js';
import type { Definition, Fault } from '../src/definition/types.js';
import { loadCatalogue, translator } from '../src/web/locale.js';
import type { Catalogue } from '../src/web/locale.js';
import { root } from '../src/web/root.js';
import { modeLines } from './check-surveys/mode-lines.js';

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const sentences = read('scripts/fault-sentences.json') as Catalogue;
const city = read('schemas/places/shaoxing.json') as { districts: { code: string }[] };
const places = { districts: city.districts.map(({ code }) => code) };
const inChinese = translator(sentences, 'zh-CN');
const inEnglish = translator(sentences, 'en');
const words = loadCatalogue();
const inWords = [translator(words, 'zh-CN'), translator(words, 'en')];
const parse = definitionParser(loadSchemas(join(root, 'schemas/definition')));

/** Everything that is wrong with one file: as JSON, then in shape, then in meaning, then in name. */
function examine(file: string, text: string): { definition?: Definition; faults: Fault[] } {
  const written = jsonFaults(text);
  if (written.length > 0) return { faults: written };
  const parsed = parse(JSON.parse(text));
  if ('faults' in parsed) return parsed;
  return {
    definition: parsed.definition,
    faults: [...checkDefinition(parsed.definition, places), ...fileNameFaults(file, parsed.definition)],
  };
}

/** Faults fail; what is past the limits of a mode is only told. */
function report(file: string, text: string): boolean {
  const { definition, faults } = examine(file, text);
  for (const { code, path, params } of faults) {
    console.log(`${file} ${path || '/'} ${code}\n  ${inChinese(code, params)}\n  ${inEnglish(code, params)}`);
  }
  if (definition && faults.length === 0) {
    console.log([`${file}: ${sizeOf(definition)}`, ...modeLines(definition, inWords)].join('\n'));
  }
  return faults.length === 0;
}

function sizeOf(definition: Definition): string {
  const { questions } = outlineOf(definition);
  const asked = questions.filter(({ question }) => question.type !== 'note').length;
  const items = definition.index.dimensions.flatMap((dimension) => dimension.items).length;
  return `题目 ${asked} 道，指标评价项 ${items} 个 / ${asked} questions, ${items} index items`;
}

/** A file that cannot be read is one plain sentence. */
function namedText(file: string): { file: string; text: string } {
  try {
    return loadDefinitionText(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    console.error(`${file}: 这个文件读不了（${code}） / This file cannot be read (${code})`);
    process.exit(1);
  }
}

const named = process.argv.slice(2).map(namedText);
const files = named.length > 0 ? named : loadDefinitionTexts(join(root, 'schemas/surveys'));
const isGood = files.map(({ file, text }) => report(relative('.', file), text));
process.exitCode = isGood.every(Boolean) ? 0 : 1;
