import { deserialize, Double, Int32, Long, serialize } from 'bson';
import { refusal } from './problem.js';

export type Doc = Record<string, unknown>;

export const largestDocument = 16 * 1024 * 1024;
const deepest = 180;

/** Numbers stay Int32, Long and Double objects, so that writing a document back keeps its types. */
export function decode(bytes: Uint8Array): Doc {
  return deserialize(bytes, { promoteValues: false, bsonRegExp: true });
}

/** A command, with the documents of an insert left as the bytes they came in. */
export function decodeCommand(bytes: Uint8Array): Doc {
  return deserialize(bytes, { promoteValues: false, bsonRegExp: true, fieldsAsRaw: { documents: true } });
}

/** Plain JavaScript values, as mingo computes with. */
export function decodePlain(bytes: Uint8Array): Doc {
  return deserialize(bytes);
}

export function encode(doc: Doc): Buffer {
  return Buffer.from(serialize(doc));
}

export function plain(doc: Doc): Doc {
  return decodePlain(serialize(doc));
}

export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !('_bsontype' in value) && !(value instanceof Date) && !(value instanceof Uint8Array);
}

export function toNumber(value: unknown, otherwise = 0): number {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  return typeof value === 'boolean' ? Number(value) : otherwise;
}

function fieldEnd(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(0, start);
  if (end < 0) throw refusal(22, 'field name without an end');
  return end;
}

const fixedSizes: Record<number, number> = {
  0x01: 8,
  0x06: 0,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x11: 8,
  0x12: 8,
  0x13: 16,
  0x7f: 0,
  0xff: 0,
};

/** How many bytes a value of this type takes, from its first. */
export function valueSize(bytes: Buffer, type: number, at: number): number {
  const fixed = fixedSizes[type];
  if (fixed !== undefined) return fixed;
  if (type === 0x02 || type === 0x0d || type === 0x0e) return 4 + bytes.readInt32LE(at);
  if (type === 0x03 || type === 0x04 || type === 0x0f) return bytes.readInt32LE(at);
  if (type === 0x05) return 5 + bytes.readInt32LE(at);
  if (type === 0x0c) return 16 + bytes.readInt32LE(at);
  if (type === 0x0b) return fieldEnd(bytes, fieldEnd(bytes, at) + 1) + 1 - at;
  throw refusal(22, `unknown BSON type ${type}`);
}

interface Element {
  type: number;
  name: string;
  start: number;
  value: number;
  end: number;
}

/** The fields of a document in their bytes, each checked to lie within it. */
export function* elements(bytes: Buffer): Generator<Element> {
  let at = 4;
  const last = bytes.length - 1;
  while (at < last) {
    const nameEnd = fieldEnd(bytes, at + 1);
    const type = bytes[at] ?? 0;
    const end = nameEnd + 1 + valueSize(bytes, type, nameEnd + 1);
    if (end <= at || end > last) throw refusal(22, 'a field reaches past its document');
    yield { type, name: bytes.toString('utf8', at + 1, nameEnd), start: at, value: nameEnd + 1, end };
    at = end;
  }
}

/** Refuses what decodes but must not be stored: too large, or nested too deeply. */
export function checkStorable(bytes: Buffer, depth = 1): void {
  if (bytes.length > largestDocument)
    throw refusal(10334, `document of ${bytes.length} bytes exceeds ${largestDocument}`);
  if (depth > deepest) throw refusal(15, `document nested deeper than ${deepest} levels`);
  for (const { type, value, end } of elements(bytes)) {
    if (type === 0x03 || type === 0x04) checkStorable(bytes.subarray(value, end), depth + 1);
  }
}

const terminator = Buffer.alloc(1);

/** Length before, zero after: the parts of a whole document. */
function framed(parts: readonly Uint8Array[]): Uint8Array[] {
  const head = Buffer.alloc(4);
  head.writeInt32LE(parts.reduce((sum, part) => sum + part.length, 5));
  return [head, ...parts, terminator];
}

/** A document from parts already encoded. */
export function join(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(framed(parts));
}

const memberLabels: Buffer[] = [];

/** Type and name of an array's member that is a document; those of ordinary batches are made once. */
function memberLabel(index: number): Buffer {
  const label = memberLabels[index] ?? Buffer.from(`\u0003${index}\0`);
  if (index < 10_000) memberLabels[index] = label;
  return label;
}

/** An array field whose members are documents in their bytes, as parts for `join`. */
export function arrayElement(name: string, documents: readonly Uint8Array[]): Uint8Array[] {
  const members = documents.flatMap((document, index) => [memberLabel(index), document]);
  return [Buffer.from(`\u0004${name}\0`), ...framed(members)];
}

/** A field that is a document made of parts, as parts for `join`. */
export function documentElement(name: string, parts: readonly Uint8Array[]): Uint8Array[] {
  return [Buffer.from(`\u0003${name}\0`), ...framed(parts)];
}

/** The fields of a document, ready for `join`. */
export function fieldsOf(doc: Doc): Buffer {
  return encode(doc).subarray(4, -1);
}
