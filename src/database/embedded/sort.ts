import { type Doc, isDoc, toNumber } from './bson.js';
import { fold } from './collation.js';
import { compareValues } from './compare.js';
import { reach } from './path.js';
import { refusal } from './problem.js';

/** What a field sorts by: of an array its least member going up, its greatest going down. */
function sortValue(doc: unknown, parts: readonly string[], direction: number): unknown {
  const values = reach(doc, parts).flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
  if (values.length === 0) return undefined;
  return values.reduce((best, value) => (compareValues(value, best) * direction < 0 ? value : best));
}

export interface SortKeys {
  /** What a document is compared by, a value a field. */
  keyOf: (doc: Doc) => unknown[];
  compare: (a: readonly unknown[], b: readonly unknown[]) => number;
}

export function sortKeys(spec: Doc, folding = false): SortKeys {
  const fields = Object.entries(spec).map(([path, direction]) => {
    const sign = toNumber(direction, Number.NaN);
    if (sign !== 1 && sign !== -1)
      throw refusal(
        2,
        isDoc(direction) ? 'unsupported sort' : `Illegal key in sort spec: ${path}: ${String(direction)}`,
      );
    return { parts: path.split('.'), sign };
  });
  const shown = folding ? fold : (value: unknown): unknown => value;
  const compare = (a: readonly unknown[], b: readonly unknown[]): number => {
    for (const [at, { sign }] of fields.entries()) {
      const difference = compareValues(a[at], b[at]);
      if (difference !== 0) return difference * sign;
    }
    return 0;
  };
  return { keyOf: (doc) => fields.map(({ parts, sign }) => shown(sortValue(doc, parts, sign))), compare };
}

/** Compares documents by a sort specification. */
export function docOrder(spec: Doc, folding = false): (a: Doc, b: Doc) => number {
  const { keyOf, compare } = sortKeys(spec, folding);
  return (a, b) => compare(keyOf(a), keyOf(b));
}
