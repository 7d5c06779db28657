// Index keys whose byte order is MongoDB's order of values.
import { createHash } from 'node:crypto';
import { type Code, Long, type ObjectId, type Timestamp } from 'bson';
import { asDoc, binaryParts, regexParts, toDouble, typeRank } from './compare.js';

const longestComponents = 1700;

function tag(rank: number): number {
  return rank < 0 ? 1 : rank + 2;
}

/** Empty arrays come before null, and a missing field counts as null. */
const emptyArrayTag = 6;

function numberKey(value: unknown): Buffer {
  const key = Buffer.alloc(10);
  const double = toDouble(value) || 0;
  if (Number.isNaN(toDouble(value))) return key;
  key.writeDoubleBE(double);
  if (double < 0) for (let index = 0; index < 8; index += 1) key[index] = ~(key[index] ?? 0) & 0xff;
  else key[0] = (key[0] ?? 0) ^ 0x80;
  const rest =
    value instanceof Long && !Number.isSafeInteger(double) ? Number(BigInt(String(value)) - BigInt(double)) : 0;
  key.writeUInt16BE(0x8000 + rest, 8);
  return key;
}

/** Zero bytes are escaped so that a string ends before any longer one that begins with it. */
function textKey(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (!bytes.includes(0)) return Buffer.concat([bytes, Buffer.alloc(2)]);
  return Buffer.concat([...[...bytes].map((byte) => Buffer.from(byte === 0 ? [0, 0xff] : [byte])), Buffer.alloc(2)]);
}

function uint64(value: bigint): Buffer {
  const key = Buffer.alloc(8);
  key.writeBigUInt64BE(value);
  return key;
}

function docKey(value: unknown): Buffer {
  const fields = Object.entries(asDoc(value)).flatMap(([name, member]) => [
    Buffer.from([tag(typeRank(member))]),
    textKey(name),
    valueKey(member),
  ]);
  return Buffer.concat([...fields, Buffer.alloc(1)]);
}

function binaryKey(value: unknown): Buffer {
  const [subtype, bytes] = binaryParts(value);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length);
  head[4] = subtype;
  return Buffer.concat([head, bytes]);
}

const bodies: Record<number, (value: unknown) => Buffer> = {
  10: numberKey,
  15: (value) => textKey(String(value)),
  20: docKey,
  25: (value) => Buffer.concat([...(value as unknown[]).map(valueKey), Buffer.alloc(1)]),
  30: binaryKey,
  35: (value) => Buffer.from((value as ObjectId).id),
  40: (value) => Buffer.from([Number(value)]),
  45: (value) => uint64(BigInt(Number(value) || 0) + 2n ** 63n),
  47: (value) => uint64((value as Timestamp).toBigInt()),
  50: (value) => Buffer.concat(regexParts(value).map(textKey)),
  60: (value) => textKey((value as Code).code),
};

export function valueKey(value: unknown): Buffer {
  const rank = typeRank(value);
  return Buffer.concat([Buffer.from([tag(rank)]), bodies[rank]?.(value) ?? Buffer.alloc(0)]);
}

export function emptyArrayKey(): Buffer {
  return Buffer.from([emptyArrayTag]);
}

/** First and last key bytes of the type a value belongs to. */
export function typeBounds(value: unknown): { first: Buffer; last: Buffer } {
  const at = tag(typeRank(value));
  return { first: Buffer.from([at]), last: Buffer.from([at + 1]) };
}

export function longestComponent(fields: number): number {
  return Math.floor(longestComponents / fields) - 32;
}

/** One field of an index key: a long value is cut and its hash appended, so that equality stays right. */
export function componentKey(key: Buffer, longest: number): Buffer {
  if (key.length <= longest) return key;
  return Buffer.concat([key.subarray(0, longest), createHash('sha256').update(key).digest()]);
}

export function inverted(key: Buffer): Buffer {
  return Buffer.from(key.map((byte) => ~byte));
}

/** The smallest key after every key that begins with `key`. */
export function after(key: Buffer): Buffer {
  const next = Buffer.from(key);
  for (let index = next.length - 1; index >= 0; index -= 1) {
    if (next[index] !== 0xff) {
      next[index] = (next[index] ?? 0) + 1;
      return next.subarray(0, index + 1);
    }
  }
  return Buffer.concat([key, Buffer.alloc(64, 0xff)]);
}

const recordBytes = 6;

export function recordSuffix(record: number): Buffer {
  const suffix = Buffer.alloc(recordBytes);
  suffix.writeUIntBE(record, 0, recordBytes);
  return suffix;
}

export function recordOf(bytes: Buffer): number {
  return bytes.readUIntBE(bytes.length - recordBytes, recordBytes);
}

export function prefix(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes;
}

export function recordKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(4 + recordBytes);
  key.writeUInt32BE(collection, 0);
  key.writeUIntBE(record, 4, recordBytes);
  return key;
}
