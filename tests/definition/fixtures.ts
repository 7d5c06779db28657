import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkDefinition } from '../../src/definition/check.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { loadSchemas } from '../../src/definition/load.js';
import { definitionParser } from '../../src/definition/parse.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Definition, Fault } from '../../src/definition/types.js';

export const parse = definitionParser(loadSchemas('schemas/definition'));
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A tiny survey of tests/fixtures/surveys/valid, named for the feature it shows. */
export const fixture = (name: string): Questionnaire => questionnaireOf(`tests/fixtures/surveys/valid/${name}.json`);

/** One of the surveys in the field. */
export const survey = (id: string): Questionnaire => questionnaireOf(`schemas/surveys/${id}.v1.json`);

export function definitionOf(file: string): Definition {
  const parsed = parse(JSON.parse(readFileSync(file, 'utf8')));
  if ('faults' in parsed) throw new Error(`${file} has faults: ${JSON.stringify(parsed.faults)}`);
  return parsed.definition;
}

/** Everything wrong with a definition in shape, or else in meaning, in a city of two districts. */
export function faultsOf(json: unknown): Fault[] {
  const parsed = parse(json);
  return 'faults' in parsed ? parsed.faults : checkDefinition(parsed.definition, { districts: ['330602', '330603'] });
}

function questionnaireOf(file: string): Questionnaire {
  return compileDefinition(definitionOf(file), sha256);
}
