import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkDefinition } from '../../src/definition/check.js';
import { loadDefinitions } from '../../src/definition/load.js';
import type { Fault } from '../../src/definition/types.js';
import { expectedFaults } from './expected-faults.js';
import { parse } from './fixtures.js';

const places = { districts: ['330602', '330603'] };
const sentences = JSON.parse(readFileSync('scripts/fault-sentences.json', 'utf8')) as Record<
  string,
  Record<string, string>
>;

function faultsOf(json: unknown): Fault[] {
  const parsed = parse(json);
  return 'faults' in parsed ? parsed.faults : checkDefinition(parsed.definition, places);
}

const written = ({ code, path, params }: Fault) =>
  [code, path || '/', ...Object.entries(params).map(([key, value]) => `${key}=${value}`)].join(' ');

const nameOf = (file: string) => basename(file, '.json');
const valid = loadDefinitions('tests/fixtures/surveys/valid');
const invalid = loadDefinitions('tests/fixtures/surveys/invalid');

describe('a survey that shows one feature', () => {
  test.each(valid.map(({ file, json }) => [nameOf(file), json]))('%s has no fault', (_, json) => {
    expect(faultsOf(json).map(written)).toEqual([]);
  });
});

describe('a survey with one kind of fault', () => {
  test.each(invalid.map(({ file, json }) => [nameOf(file), json]))(
    '%s is refused for exactly its faults',
    (name, json) => {
      expect(faultsOf(json).map(written)).toEqual(expectedFaults[name as string]);
    },
  );

  test('is there for every fault in the table, and no other', () => {
    expect(invalid.map(({ file }) => nameOf(file)).sort()).toEqual(Object.keys(expectedFaults).sort());
  });
});

describe('every fault of a definition', () => {
  const told = Object.values(expectedFaults)
    .flat()
    .map((line) => line.split(' ')[0]);
  const ofFiles = ['json.syntax', 'json.duplicateKey', 'file.name', 'shape.other'];

  test.each(['zh-CN', 'en'])('has a sentence in %s, and no sentence is without a fault', (language) => {
    const known = Object.keys(sentences[language] ?? {});
    expect(known.filter((code) => !ofFiles.includes(code)).sort()).toEqual([...new Set(told)].sort());
  });

  test('gives its sentences what they name', () => {
    for (const fault of invalid.flatMap(({ json }) => faultsOf(json))) {
      const words = Object.values(sentences)
        .map((table) => table[fault.code] ?? '')
        .join();
      const names = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect({ code: fault.code, names: Object.keys(fault.params) }).toEqual({
        code: fault.code,
        names: expect.arrayContaining(names),
      });
    }
  });
});
