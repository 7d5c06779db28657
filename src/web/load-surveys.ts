import { join } from 'node:path';
import { checkDefinition } from '../definition/check.js';
import { compileDefinition } from '../definition/compile.js';
import { loadDefinitions, loadSchemas } from '../definition/load.js';
import { definitionParser } from '../definition/parse.js';
import { surveysOf, type Surveys } from '../definition/surveys.js';
import { sha256 } from './digest.js';

/** Every survey of a folder, validated and checked; any fault stops the start and says where it is. */
export function loadSurveys(schemas: string, folder = join(schemas, 'surveys')): Surveys {
  const parse = definitionParser(loadSchemas(join(schemas, 'definition')));
  const questionnaires = loadDefinitions(folder).map(({ file, json }) => {
    const parsed = parse(json);
    const faults = 'faults' in parsed ? parsed.faults : checkDefinition(parsed.definition);
    if ('faults' in parsed || faults.length > 0) {
      const places = faults.map(({ code, path }) => `${path} ${code}`).join('; ');
      throw new Error(`Survey ${file} has faults (npm run check:surveys says more): ${places}`);
    }
    return compileDefinition(parsed.definition, sha256);
  });
  return surveysOf(questionnaires);
}
