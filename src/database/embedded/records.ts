// One document written or removed together with its index entries. Every check comes before the first put.
import { Decimal128, ObjectId } from 'bson';
import { decode, type Doc } from './bson.js';
import {
  componentKey,
  emptyArrayKey,
  inverted,
  longestComponent,
  prefix,
  recordKey,
  recordOf,
  recordSuffix,
  valueKey,
} from './keys.js';
import { field } from './path.js';
import { refusal } from './problem.js';
import { type Collection, type Index, namespaceOf, saveCollection, type Store } from './store.js';

interface Part {
  key: Buffer;
  value: unknown;
  array: boolean;
}

interface Entry {
  key: Buffer;
  values: unknown[];
  unordered: boolean;
  array: boolean;
}

function leafParts(value: unknown, array: boolean): Part[] {
  if (!Array.isArray(value)) return [{ key: valueKey(value), value: value ?? null, array }];
  if (value.length === 0) return [{ key: emptyArrayKey(), value: undefined, array: true }];
  return value.map((member: unknown) => ({ key: valueKey(member), value: member, array: true }));
}

function fieldParts(node: unknown, parts: readonly string[], array = false): Part[] {
  const [name, ...rest] = parts;
  if (name === undefined) return leafParts(node, array);
  if (!Array.isArray(node)) return fieldParts(field(node, name), rest, array);
  if (/^\d+$/.test(name) && Number(name) < node.length) return fieldParts(node[Number(name)], rest, true);
  const members = node.flatMap((member) => fieldParts(member, parts, true));
  return members.length > 0 ? members : leafParts(undefined, true);
}

function isMissing(doc: Doc, index: Index): boolean {
  const everyMissing = (node: unknown, parts: readonly string[]): boolean => {
    const [name, ...rest] = parts;
    if (name === undefined) return node === undefined;
    return Array.isArray(node)
      ? node.every((member) => everyMissing(member, parts))
      : everyMissing(field(node, name), rest);
  };
  return index.fields.every(({ parts }) => everyMissing(doc, parts));
}

/** The keys a document has in an index, each once. */
export function indexEntries(index: Index, doc: Doc): Entry[] {
  if (index.sparse && isMissing(doc, index)) return [];
  if (index.covers && !index.covers(doc)) return [];
  const longest = longestComponent(index.fields.length);
  let entries: Entry[] = [{ key: prefix(index.id), values: [], unordered: false, array: false }];
  for (const { parts, direction } of index.fields) {
    const found = fieldParts(doc, parts);
    entries = entries.flatMap((entry) =>
      found.map(({ key, value, array }) => {
        const component = componentKey(key, longest);
        return {
          key: Buffer.concat([entry.key, direction === 1 ? component : inverted(component)]),
          values: [...entry.values, value],
          unordered: entry.unordered || key.length > longest || value instanceof Decimal128,
          array: entry.array || array,
        };
      }),
    );
  }
  return entries.length === 1
    ? entries
    : [...new Map(entries.map((entry) => [entry.key.toString('latin1'), entry])).values()];
}

function shown(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (typeof value === 'string') return `"${value}"`;
  return JSON.stringify(value ?? null);
}

function duplicate(collection: Collection, index: Index, entry: Entry): Error {
  const pairs = index.fields.map(({ path }, at) => [path, entry.values[at] ?? null] as const);
  const text = pairs.map(([path, value]) => `${path}: ${shown(value)}`).join(', ');
  return refusal(
    11000,
    `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: { ${text} }`,
    {
      keyPattern: index.spec['key'],
      keyValue: Object.fromEntries(pairs),
    },
  );
}

function isTaken(store: Store, entry: Entry, record: number): boolean {
  const holder = store.entries.get(entry.key);
  return holder !== undefined && recordOf(holder) !== record;
}

function entryKey(index: Index, entry: Entry, record: number): Buffer {
  return index.unique ? entry.key : Buffer.concat([entry.key, recordSuffix(record)]);
}

function putEntries(store: Store, { index, fresh }: IndexChange, record: number): boolean {
  for (const entry of fresh) store.entries.putSync(entryKey(index, entry, record), recordSuffix(record));
  const multikey = index.multikey || fresh.some(({ array }) => array);
  const unordered = index.unordered || fresh.some((entry) => entry.unordered);
  if (multikey === index.multikey && unordered === index.unordered) return false;
  Object.assign(index, { multikey, unordered });
  return true;
}

/** While a unique index is being built, a key may already belong to another document. */
function removeEntries(store: Store, { index, stale }: IndexChange, record: number): void {
  for (const entry of stale) {
    if (!index.unique || !isTaken(store, entry, record)) store.entries.removeSync(entryKey(index, entry, record));
  }
}

function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  if (others.length === 0) return entries;
  const names = new Set(others.map(({ key }) => key.toString('latin1')));
  return entries.filter(({ key }) => !names.has(key.toString('latin1')));
}

interface IndexChange {
  index: Index;
  fresh: readonly Entry[];
  stale: readonly Entry[];
}

export interface Version {
  doc: Doc;
  bytes: Buffer;
}

export interface RecordChange {
  record: number;
  next?: Version;
  old?: Doc;
}

function indexChange(index: Index, { next, old }: RecordChange): IndexChange {
  const before = old ? indexEntries(index, old) : [];
  const entries = next ? indexEntries(index, next.doc) : [];
  return { index, fresh: index.building ? entries : without(entries, before), stale: without(before, entries) };
}

function storeBytes(store: Store, collection: Collection, { record, next, old }: RecordChange): void {
  const key = recordKey(collection.id, record);
  if (next) store.documents.putSync(key, next.bytes);
  else store.documents.removeSync(key);
  collection.count += Number(next !== undefined) - Number(old !== undefined);
}

/** Adds (`next`), changes (both) or removes (`old`) one document. Must run inside a commit; throws before the first put. */
export function writeRecord(store: Store, collection: Collection, change: RecordChange): void {
  const changes = collection.indexes.map((index) => indexChange(index, change));
  for (const { index, fresh } of changes) {
    const clash = index.unique ? fresh.find((entry) => isTaken(store, entry, change.record)) : undefined;
    if (clash) throw duplicate(collection, index, clash);
  }
  for (const one of changes) removeEntries(store, one, change.record);
  const grown = changes.filter((one) => putEntries(store, one, change.record));
  storeBytes(store, collection, change);
  if (grown.length > 0) saveCollection(store, collection);
}

/** Adds one document to an index being built. */
export function indexRecord(store: Store, collection: Collection, index: Index, record: number): void {
  const bytes = store.documents.get(recordKey(collection.id, record));
  if (!bytes) return;
  const fresh = indexEntries(index, decode(bytes));
  const clash = index.unique ? fresh.find((entry) => isTaken(store, entry, record)) : undefined;
  if (clash) throw duplicate(collection, index, clash);
  putEntries(store, { index, fresh, stale: [] }, record);
}
