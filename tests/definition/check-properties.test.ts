import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkDefinition } from '../../src/definition/check.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { loadDefinitions } from '../../src/definition/load.js';
import { parse, sha256 } from './fixtures.js';

type Place = { holder: Record<string, unknown>; key: string };

const surveys = loadDefinitions('tests/fixtures/surveys/valid').map(({ json }) => JSON.stringify(json));

/** Every value of a definition, with the object or list that holds it. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** A survey in which some values were replaced by others of the same survey: a careless copy and paste. */
const carelessly = fc
  .tuple(fc.constantFrom(...surveys), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }))
  .map(([text, swaps]) => {
    const definition: unknown = JSON.parse(text);
    for (const [to, from] of swaps) {
      const places = placesIn(definition);
      const target = places[to % places.length];
      const likes = places.filter(({ holder, key }) => typeof holder[key] === typeof target?.holder[target.key]);
      const source = likes[from % likes.length];
      if (target && source) target.holder[target.key] = structuredClone(source.holder[source.key]);
    }
    return definition;
  });

test('whatever has the right shape is checked to the end, and without a fault it compiles', () => {
  let shaped = 0;
  fc.assert(
    fc.property(carelessly, (json) => {
      const parsed = parse(json);
      if ('faults' in parsed) return;
      shaped += 1;
      if (checkDefinition(parsed.definition).length > 0) return;
      const { answerables, indexItems, scaleOf } = compileDefinition(parsed.definition, sha256);
      expect(indexItems.every((id) => answerables.has(id) && scaleOf.has(id))).toBe(true);
    }),
    { numRuns: 1500 },
  );
  expect(shaped).toBeGreaterThan(100);
});
