import { Long } from 'bson';
import { arrayElement, documentElement, type Doc, fieldsOf, join } from './bson.js';
import { refusal } from './problem.js';

export type Batches = AsyncGenerator<Uint8Array[]>;

interface Cursor {
  id: number;
  namespace: string;
  batches: Batches;
  waiting: Uint8Array[];
  usedAt: number;
}

export interface Cursors {
  open: Map<number, Cursor>;
  nextId: number;
}

const largestBatch = 16 * 1024 * 1024 - 64 * 1024;
const idleMilliseconds = 10 * 60 * 1000;

export function newCursors(): Cursors {
  return { open: new Map(), nextId: 1 };
}

async function refill(cursor: Cursor): Promise<boolean> {
  while (cursor.waiting.length === 0) {
    const { value, done } = await cursor.batches.next();
    if (done === true) return false;
    cursor.waiting = value;
  }
  return true;
}

async function take(cursor: Cursor, count: number): Promise<Uint8Array[]> {
  const batch: Uint8Array[] = [];
  let size = 0;
  while (batch.length < count && (await refill(cursor))) {
    const fits = cursor.waiting.findIndex(
      (document, at) => at + batch.length >= count || (size += document.length) > largestBatch,
    );
    const taken = cursor.waiting.splice(
      0,
      fits < 0 ? cursor.waiting.length : Math.max(fits, batch.length === 0 ? 1 : 0),
    );
    for (const document of taken) batch.push(document);
    if (fits >= 0 && cursor.waiting.length > 0) break;
  }
  return batch;
}

interface Answer {
  name: 'firstBatch' | 'nextBatch';
  batch: Uint8Array[];
  isOpen: boolean;
  extra?: Doc;
}

function reply(cursor: Cursor, { name, batch, isOpen, extra = {} }: Answer): Buffer {
  const head = fieldsOf({ id: Long.fromNumber(isOpen ? cursor.id : 0), ns: cursor.namespace });
  return join([...documentElement('cursor', [...arrayElement(name, batch), head]), fieldsOf({ ...extra, ok: 1 })]);
}

export function closeIdle(cursors: Cursors, now: number): void {
  for (const cursor of cursors.open.values()) {
    if (now - cursor.usedAt > idleMilliseconds) closeCursor(cursors, cursor.id);
  }
}

export function closeCursor(cursors: Cursors, id: number): boolean {
  const cursor = cursors.open.get(id);
  void cursor?.batches.return(undefined);
  return cursors.open.delete(id);
}

export interface Opening {
  namespace: string;
  batches: Batches;
  batchSize: number;
  single?: boolean;
  /** Fields beside the cursor. */
  extra?: Doc;
}

/** The first batch; the cursor stays open when there is, or may be, more. */
export async function openCursor(
  cursors: Cursors,
  { namespace, batches, batchSize, single = false, extra = {} }: Opening,
): Promise<Buffer> {
  const cursor: Cursor = { id: cursors.nextId, namespace, batches, waiting: [], usedAt: Date.now() };
  cursors.nextId += 1;
  const batch = batchSize === 0 ? [] : await take(cursor, batchSize);
  const isOpen = !single && (batchSize === 0 || cursor.waiting.length > 0 || (await refill(cursor)));
  if (isOpen) cursors.open.set(cursor.id, cursor);
  else void batches.return(undefined);
  return reply(cursor, { name: 'firstBatch', batch, isOpen, extra });
}

export async function continueCursor(cursors: Cursors, id: number, batchSize: number): Promise<Buffer> {
  const cursor = cursors.open.get(id);
  if (!cursor) throw refusal(43, `cursor id ${id} not found`);
  cursor.usedAt = Date.now();
  const batch = await take(cursor, batchSize);
  const isOpen = await refill(cursor);
  if (!isOpen) cursors.open.delete(id);
  return reply(cursor, { name: 'nextBatch', batch, isOpen });
}

export async function* oneBatch(documents: Uint8Array[]): Batches {
  yield documents;
}
