import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { jsonFaults } from '../../src/definition/json-faults.js';

const told = (text: string) => jsonFaults(text).map(({ code, params }) => [code, ...Object.values(params)].join(' '));

test.each([
  ['{\n  "a": 1,\n}', ['json.syntax 3 1']],
  ['{\n  "a": 1\n  "b": 2\n}', ['json.syntax 3 3']],
  ['{"a": [1, 2}', ['json.syntax 1 12']],
  ['{"a": tru}', ['json.syntax 1 7']],
  ['{"a": 01}', ['json.syntax 1 8']],
  ['{"a": "x\ny"}', ['json.syntax 1 7']],
  ['{"a": 1} x', ['json.syntax 1 10']],
  ['', ['json.syntax 1 1']],
  ['\uFEFF{}', ['json.syntax 1 1']],
  ['{"a": 1,\n "b": {"a": 1, "a": 2}}', ['json.duplicateKey 2 16 a']],
  ['['.repeat(100_000), ['json.syntax 1 202']],
  ['{"a": [1, {"b": "满意"}], "c": -1.5e3}', []],
])('%j', (text, faults) => {
  expect(told(text)).toEqual(faults);
});

test('whatever JSON.stringify writes is without fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      expect(jsonFaults(JSON.stringify(value, undefined, indent))).toEqual([]);
    }),
  );
});

test('what JSON.parse refuses is a fault, and the reverse', () => {
  const broken = fc.tuple(fc.jsonValue(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '0', ' ', ':', 'e', '\\'));
  fc.assert(
    fc.property(broken, ([value, at, inserted]) => {
      const text = JSON.stringify(value);
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + inserted + text.slice(place + (inserted === '' ? 1 : 0));
      expect(told(changed).some((fault) => fault.startsWith('json.syntax'))).toBe(!isJson(changed));
    }),
    { numRuns: 500 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
