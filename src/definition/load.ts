import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every survey definition of a folder, in order of file name. */
export function loadDefinitions(folder: string): { file: string; json: unknown }[] {
  return loadDefinitionTexts(folder).map(({ file, text }) => ({ file, json: parseFile(file, text) }));
}

/** The same as text: for whoever wants to tell what is wrong with it. */
export function loadDefinitionTexts(folder: string): { file: string; text: string }[] {
  return jsonFiles(folder).map(loadDefinitionText);
}

export function loadDefinitionText(file: string): { file: string; text: string } {
  return { file, text: readFileSync(file, 'utf8') };
}

/** The JSON Schemas of the survey language. */
export function loadSchemas(folder: string): object[] {
  return jsonFiles(folder).map((file) => parseFile(file, readFileSync(file, 'utf8')) as object);
}

function jsonFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

function parseFile(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not valid JSON`, { cause });
  }
}
