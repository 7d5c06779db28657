// Expected against actual values, with the special operators of the unified test format.
import { deepStrictEqual } from 'node:assert';
import { BSON, type Document } from 'mongodb';

export class Skipped extends Error {}

const typeNames: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  bool: (value) => typeof value === 'boolean',
  int: Number.isInteger,
  long: (value) => typeof value === 'bigint' || Number.isInteger(Number(value)),
  double: (value) => typeof value === 'number',
  objectId: (value) => value instanceof BSON.ObjectId,
  date: (value) => value instanceof Date,
};

/** The special operators of the format; nothing when `expected` is an ordinary value. */
function special(expected: Document, actual: unknown, isRoot: boolean): boolean | undefined {
  if ('$$exists' in expected) return (actual !== undefined) === expected['$$exists'];
  if ('$$unsetOrMatches' in expected)
    return actual === undefined || actual === null || matches(expected['$$unsetOrMatches'], actual, isRoot);
  if ('$$type' in expected)
    return [expected['$$type']].flat().some((name) => typeNames[String(name)]?.(actual) ?? false);
  if ('$$sessionLsid' in expected || '$$matchesEntity' in expected) throw new Skipped('entities in results');
  if ('$$lte' in expected) return Number(actual) <= Number(expected['$$lte']);
  return undefined;
}

/** In the results of a client's bulk write; the format does not know it. */
const addedByDriver = 'didUpsert';

export function matches(expected: unknown, actual: unknown, isRoot = false): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((member, at) => matches(member, actual[at], isRoot))
    );
  const isPlain =
    typeof expected === 'object' && expected !== null && Object.getPrototypeOf(expected) === Object.prototype;
  if (!isPlain) return equal(expected, actual);
  const wanted = expected as Document;
  const answer = special(wanted, actual ?? undefined, isRoot);
  if (answer !== undefined) return answer;
  if (typeof actual !== 'object' || actual === null) return false;
  const given = (actual instanceof Map ? Object.fromEntries(actual) : actual) as Document;
  const extra = Object.keys(given).filter(
    (name) => !(name in wanted) && given[name] !== undefined && name !== addedByDriver,
  );
  return (isRoot || extra.length === 0) && Object.keys(wanted).every((name) => matches(wanted[name], given[name]));
}

function equal(expected: unknown, actual: unknown): boolean {
  const simple = (value: unknown): unknown => BSON.EJSON.parse(BSON.EJSON.stringify({ value }, { relaxed: true }));
  try {
    deepStrictEqual(simple(actual), simple(expected));
    return true;
  } catch {
    return false;
  }
}
