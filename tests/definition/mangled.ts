import * as fc from 'fast-check';
import { loadDefinitions } from '../../src/definition/load.js';

type Place = { holder: Record<string, unknown>; key: string };
type Change = (place: Place, likes: Place[], nth: number) => void;

const surveys = loadDefinitions('tests/fixtures/surveys/valid').map(({ json }) => JSON.stringify(json));

const junk: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e300,
  '',
  ' ',
  'constructor',
  '__proto__',
  'default',
  'today',
  '2028-02-29',
  '2026-02-29',
  '👨‍👩‍👧‍👦{{overall|好}}',
  '{{a1}}',
  '长'.repeat(3000),
  [],
  {},
  { answer: 'a1' },
  { not: { answered: 'overall' } },
  { first: [{ answer: 'sex' }, 0] },
];

const changes: Record<string, Change> = {
  /** A careless copy and paste. */
  copy: ({ holder, key }, likes, nth) => {
    const source = likes[nth % likes.length];
    if (source) holder[key] = structuredClone(source.holder[source.key]);
  },
  leaveOut: ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  spoil: ({ holder, key }, _, nth) => {
    holder[key] = structuredClone(junk[nth % junk.length]);
  },
  repeat: ({ holder, key }) => {
    if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
  },
};

/** Every value of a definition, with the object or list that holds it. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

const change = fc.tuple(fc.constantFrom(...Object.values(changes)), fc.nat(), fc.nat());

/** A valid survey in which some things were copied over others, left out, repeated or spoilt. */
export const mangled: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom(...surveys), fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([text, all]) => {
    const definition: unknown = JSON.parse(text);
    for (const [apply, at, nth] of all) {
      const places = placesIn(definition);
      const place = places[at % places.length];
      const kind = typeof place?.holder[place.key];
      const likes = places.filter(({ holder, key }) => typeof holder[key] === kind);
      if (place) apply(place, likes, nth);
    }
    return definition;
  });
