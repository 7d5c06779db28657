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

/** Compares documents by a sort specification. */
export function docOrder(spec: Doc, folding = false): (a: Doc, b: Doc) => number {
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
  return (a, b) => {
    for (const { parts, sign } of fields) {
      const difference = compareValues(shown(sortValue(a, parts, sign)), shown(sortValue(b, parts, sign)));
      if (difference !== 0) return difference * sign;
    }
    return 0;
  };
}
