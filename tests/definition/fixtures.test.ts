import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadDefinitions } from '../../src/definition/load.js';
import type { Fault } from '../../src/definition/types.js';
import { expectedFaults } from './expected-faults.js';
import { faultsOf } from './fixtures.js';

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
