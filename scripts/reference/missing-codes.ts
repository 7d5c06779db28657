import { numberColumn, objectOf } from './case.js';
import type { Case, Table } from './case.js';

/** Keys of a case that say which numbers stand for a missing answer. */
export const missingKeys = /^(missing|na)(_(code|value|string)s?)?$/;

/** How a sentence says it: `-99 = missing`, `-99 is missing`, `missing_value = -99`, `na.strings = '-99'`. */
const inWords = [
  /(?<![\w.])(-?\d+) (?:=|is|are|means|stands for) (?:a )?missing/g,
  /\b(?:missing_value|na[._](?:strings?|values?)) ?= ?(?:c\()?["']?(-?\d+)/gi,
];

/** Numbers that stand for a missing answer: under a key of their own, or in a sentence of the case. */
export function missingCodes({ input, options, call, notes }: Case): number[] {
  const all = [input, objectOf(options), { call, notes }].flatMap((part) => Object.entries(part));
  const stated = all
    .filter(([key]) => missingKeys.test(key))
    .flatMap(([, value]) => value)
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value)));
  const sentences = all.flatMap(([, value]) => value).filter((value) => typeof value === 'string');
  const said = sentences.flatMap((text) => inWords.flatMap((way) => [...text.matchAll(way)].map(([, code]) => code)));
  return [...stated, ...said].map(Number);
}

/** Answers to an item by name, NaN where they are missing. */
export function answerColumn(given: Case, table: Table, item: string): Float64Array {
  const codes = missingCodes(given);
  return numberColumn(table, item).map((value) => (codes.includes(value) ? Number.NaN : value));
}
