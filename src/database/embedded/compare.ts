import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import type { Doc } from './bson.js';

/** MongoDB's order of types; values of different types never compare equal. */
export function typeRank(value: unknown): number {
  if (value === undefined || value === null) return 5;
  if (isNumeric(value)) return 10;
  if (typeof value === 'string' || value instanceof BSONSymbol) return 15;
  if (typeof value === 'boolean') return 40;
  if (Array.isArray(value)) return 25;
  if (value instanceof Date) return 45;
  if (value instanceof ObjectId) return 35;
  if (value instanceof Timestamp) return 47;
  if (value instanceof Binary || value instanceof Uint8Array) return 30;
  if (value instanceof BSONRegExp || value instanceof RegExp) return 50;
  if (value instanceof Code) return 60;
  if (value instanceof MinKey) return -1;
  if (value instanceof MaxKey) return 127;
  return 20;
}

export function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    value instanceof Int32 ||
    value instanceof Double ||
    typeof value === 'bigint' ||
    (value instanceof Long && !(value instanceof Timestamp)) ||
    value instanceof Decimal128
  );
}

/** The nearest double; exact for everything but large Long and Decimal128 values. */
export function toDouble(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  return Number(String(value));
}

function isExact(value: unknown): boolean {
  return !(value instanceof Decimal128) && !(value instanceof Long && !Number.isSafeInteger(value.toNumber()));
}

/** As many as a Decimal128 has, which is what MongoDB compares a double with it by. */
const exactDigits = 34;

/** A number as whole digits and a power of ten. */
export function digits(value: unknown): [bigint, number] {
  const isDouble = typeof value === 'number' || value instanceof Double;
  const text = isDouble ? toDouble(value).toPrecision(exactDigits) : String(value);
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

function compareExactly(a: unknown, b: unknown): number {
  const [left, leftExponent] = digits(a);
  const [right, rightExponent] = digits(b);
  const common = Math.min(leftExponent, rightExponent);
  return order(left * 10n ** BigInt(leftExponent - common), right * 10n ** BigInt(rightExponent - common));
}

function compareNumbers(a: unknown, b: unknown): number {
  const left = toDouble(a);
  const right = toDouble(b);
  if (left < right) return -1;
  if (left > right) return 1;
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
  return (isExact(a) && isExact(b)) || !Number.isFinite(left) ? 0 : compareExactly(a, b);
}

function order<T extends number | bigint | string | boolean>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** Strings are ordered by their UTF-8 bytes; only surrogate pairs make that differ from JavaScript's order. */
function compareStrings(a: string, b: string): number {
  const surrogate = /[\uD800-\uDFFF]/;
  return surrogate.test(a) || surrogate.test(b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : order(a, b);
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = compareValues(a[index], b[index]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareDocs(a: Doc, b: Doc): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  for (const [index, [name, value]] of left.entries()) {
    const other = right[index];
    if (!other) return 1;
    const difference =
      typeRank(value) - typeRank(other[1]) || compareStrings(name, other[0]) || compareValues(value, other[1]);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Length, subtype and bytes of a binary value, in the order they are compared by. */
export function binaryParts(value: unknown): [number, Uint8Array] {
  if (value instanceof Binary) return [value.sub_type, value.buffer.subarray(0, value.length())];
  return [0, value instanceof Uint8Array ? value : new Uint8Array()];
}

function compareBinary(a: unknown, b: unknown): number {
  const [leftType, left] = binaryParts(a);
  const [rightType, right] = binaryParts(b);
  return left.length - right.length || leftType - rightType || Buffer.compare(left, right);
}

/** Pattern and options of either kind of regular expression. */
export function regexParts(value: unknown): [string, string] {
  if (value instanceof BSONRegExp) return [value.pattern, value.options];
  return value instanceof RegExp ? [value.source, value.flags.replace(/[^imsu]/g, '')] : ['', ''];
}

/** A document as its fields, also where the decoder made a DBRef or a Code with scope of it. */
export function asDoc(value: unknown): Doc {
  return value instanceof DBRef
    ? { $ref: value.collection, $id: value.oid, ...(value.db ? { $db: value.db } : {}), ...value.fields }
    : (value as Doc);
}

const comparisons: Record<number, (a: unknown, b: unknown) => number> = {
  10: compareNumbers,
  15: (a, b) => compareStrings(String(a), String(b)),
  20: (a, b) => compareDocs(asDoc(a), asDoc(b)),
  25: (a, b) => compareArrays(a as unknown[], b as unknown[]),
  30: compareBinary,
  35: (a, b) => Buffer.compare((a as ObjectId).id, (b as ObjectId).id),
  40: (a, b) => Number(a) - Number(b),
  45: (a, b) => order(Number(a), Number(b)),
  47: (a, b) => (a as Timestamp).compare(b as Timestamp),
  50: (a, b) => compareStrings(regexParts(a).join('\0'), regexParts(b).join('\0')),
  60: (a, b) => compareStrings((a as Code).code, (b as Code).code),
};

/** MongoDB's order over all values: by type, then within the type. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const rank = typeRank(a);
  return rank - typeRank(b) || (comparisons[rank]?.(a, b) ?? 0);
}

export function areEqual(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0;
}
