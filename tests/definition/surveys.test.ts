import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { compileDefinition } from '../../src/definition/compile.js';
import { loadDefinitions, loadSchemas } from '../../src/definition/load.js';
import { definitionParser } from '../../src/definition/parse.js';

const parse = definitionParser(loadSchemas('schemas/definition'));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.each(loadDefinitions('schemas/surveys'))('$file', ({ json }) => {
  test('has the shape of a survey definition', () => {
    expect(parse(json)).toEqual({ definition: json });
  });
  test('compiles', () => {
    const parsed = parse(json);
    if (!('definition' in parsed)) throw new Error('no definition');
    expect(compileDefinition(parsed.definition, sha256).indexItems.length).toBeGreaterThanOrEqual(12);
  });
});
