import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../src/definition/check.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { loadDefinitions, loadSchemas } from '../../src/definition/load.js';
import { definitionParser } from '../../src/definition/parse.js';

const parse = definitionParser(loadSchemas('schemas/definition'));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const districts = ['330602', '330603', '330604', '330681', '330683', '330624'];

describe.each(loadDefinitions('schemas/surveys'))('$file', ({ json }) => {
  const parsed = parse(json);
  if (!('definition' in parsed)) throw new Error('no definition');
  const { definition } = parsed;

  test('has no fault of meaning', () => {
    expect(checkDefinition(definition, { districts })).toEqual([]);
  });
});
