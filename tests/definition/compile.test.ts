import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalJson } from '../../src/definition/canonical.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { definitionOf, fixture, sha256 } from './fixtures.js';

const file = 'tests/fixtures/surveys/valid/consent.json';

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
};

test('canonical JSON sorts keys and leaves lists alone', () => {
  expect(canonicalJson({ b: [2, 1], a: { d: undefined, c: '满意' } })).toBe('{"a":{"c":"满意"},"b":[2,1]}');
});

test('canonical JSON does not depend on the order of keys, and keeps the data', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the hash names the content, not the order it was written in', () => {
  const definition = definitionOf(file);
  const { hash } = compileDefinition(definition, sha256);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(compileDefinition(reversed(definition) as typeof definition, sha256).hash).toBe(hash);
  expect(compileDefinition({ ...definition, consentVersion: '2' }, sha256).hash).not.toBe(hash);
});

test('a questionnaire cannot be changed, and changing what it was made from does not change it', () => {
  const definition = definitionOf(file);
  const questionnaire = compileDefinition(definition, sha256);
  definition.title.en = 'Another';
  expect(questionnaire.definition.title.en).toBe('Tiny survey');
  expect(() => {
    questionnaire.definition.title.en = 'Another';
  }).toThrow(TypeError);
});

test('answerable ids stand in the order they are asked; notes and groups themselves are not among them', () => {
  expect([...fixture('note').answerables.keys()]).toEqual([
    'consent',
    'sex',
    'age',
    'home',
    'overall',
    'a1',
    'a2',
    'b1',
  ]);
  expect(fixture('note').answerables.get('a2')).toMatchObject({ page: { id: 'rate' }, item: { id: 'a2' } });
  expect(fixture('note').indexItems).toEqual(['a1', 'a2', 'b1']);
  expect([...fixture('note').scaleOf.keys()]).toEqual(['overall', 'a1', 'a2', 'b1']);
});
