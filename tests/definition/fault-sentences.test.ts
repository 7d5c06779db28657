import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fileNameFaults } from '../../src/definition/file-name-fault.js';
import { jsonFaults } from '../../src/definition/json-faults.js';
import { loadDefinitions } from '../../src/definition/load.js';
import { shapeFaults } from '../../src/definition/shape-faults.js';
import { faultsOf } from './fixtures.js';

const sentences = JSON.parse(readFileSync('scripts/fault-sentences.json', 'utf8')) as Record<
  'zh-CN' | 'en',
  Record<string, string>
>;

/** Of a file as such, and of a keyword of JSON Schema that the survey language does not use. */
const ofFiles = [
  ...jsonFaults('{"a": 1,}'),
  ...jsonFaults('{"a": 1, "a": 2}'),
  ...fileNameFaults('schemas/surveys/tiny.v2.json', { id: 'tiny', version: 1 }),
  ...shapeFaults([{ keyword: 'multipleOf', instancePath: '/version', schemaPath: '', params: {} }]),
];
const faults = [...loadDefinitions('tests/fixtures/surveys/invalid').flatMap(({ json }) => faultsOf(json)), ...ofFiles];

/** What each kind of fault tells beside its place. */
const paramsOf = new Map(faults.map(({ code, params }) => [code, Object.keys(params).sort()]));

describe.each(['zh-CN', 'en'] as const)('the sentences in %s', (language) => {
  test('are there for every fault, and no sentence is without a survey that earns it', () => {
    expect(Object.keys(sentences[language]).sort()).toEqual([...paramsOf.keys()].sort());
  });

  test.each(Object.entries(sentences[language]))(
    '%s says all that its fault tells, and nothing else',
    (code, words) => {
      const named = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect([...new Set(named)].sort()).toEqual(paramsOf.get(code));
    },
  );

  test('leave no brace that is no place of a param', () => {
    const left = Object.values(sentences[language]).map((words) => words.replaceAll(/\{\w+\}/g, ''));
    expect(left.filter((words) => /[{}]/.test(words))).toEqual([]);
  });
});

test('a fault of one kind always tells the same', () => {
  const differing = faults.filter(
    ({ code, params }) => paramsOf.get(code)?.join() !== Object.keys(params).sort().join(),
  );
  expect(differing).toEqual([]);
});

test('a file may have any name that is not another version’s', () => {
  const tiny = { id: 'tiny', version: 1 };
  expect(['tiny.v1.json', 'folder\\tiny.v1.json', 'draft.json'].flatMap((file) => fileNameFaults(file, tiny))).toEqual(
    [],
  );
  expect(fileNameFaults('other.v1.json', tiny)).toEqual([
    { code: 'file.name', path: '', params: { expected: 'tiny.v1.json' } },
  ]);
});
