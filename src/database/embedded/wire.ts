// Framing of the MongoDB wire protocol: OP_MSG, and OP_QUERY for a driver's first hello.
import { type Doc, decode, encode } from './bson.js';
import { refusal } from './problem.js';

const largestMessage = 48_000_000 + 16 * 1024;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;
const checksumPresent = 1;
const moreToCome = 2;

export interface Message {
  id: number;
  kind: 'message' | 'query';
  body: Buffer;
  /** Documents sent beside the body, by the field they belong to. */
  sequences: Doc;
  wantsReply: boolean;
}

/** The length a message states in its first bytes; throws when it cannot be one. */
export function statedLength(bytes: Buffer): number {
  const length = bytes.readInt32LE(0);
  if (length < 21 || length > largestMessage) throw refusal(17, `message of ${length} bytes`);
  return length;
}

/** Cuts complete messages from the front of what has arrived. */
export function cut(arrived: Buffer): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = arrived;
  while (rest.length >= 4) {
    const length = statedLength(rest);
    if (rest.length < length) break;
    messages.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return { messages, rest };
}

function documentAt(bytes: Buffer, at: number): Buffer {
  const size = at + 4 <= bytes.length ? bytes.readInt32LE(at) : 0;
  if (size < 5 || at + size > bytes.length) throw refusal(22, 'a document reaches past its message');
  return bytes.subarray(at, at + size);
}

function sequenceAt(bytes: Buffer, start: number): { name: string; documents: Buffer[]; end: number } {
  const end = start + (start + 4 <= bytes.length ? bytes.readInt32LE(start) : 0);
  const nameEnd = bytes.indexOf(0, start + 4);
  if (end > bytes.length || end <= start || nameEnd < 0 || nameEnd >= end)
    throw refusal(22, 'a sequence reaches past its message');
  const documents: Buffer[] = [];
  for (let at = nameEnd + 1; at < end; at += documents.at(-1)?.length ?? 0)
    documents.push(documentAt(bytes.subarray(0, end), at));
  return { name: bytes.toString('utf8', start + 4, nameEnd), documents, end };
}

function parseMessage(bytes: Buffer, id: number): Message {
  const flags = bytes.readUInt32LE(16);
  if ((flags & 0xffff & ~(checksumPresent | moreToCome)) !== 0) throw refusal(2, 'unknown required flag');
  const end = bytes.length - ((flags & checksumPresent) === 0 ? 0 : 4);
  const payload = bytes.subarray(0, end);
  let body: Buffer | undefined;
  const sequences: Doc = {};
  for (let at = 20; at < end;) {
    const kind = payload[at];
    if (kind === 0) {
      body = documentAt(payload, at + 1);
      at += 1 + body.length;
    } else if (kind === 1) {
      const sequence = sequenceAt(payload, at + 1);
      sequences[sequence.name] = sequence.name === 'documents' ? sequence.documents : sequence.documents.map(decode);
      at = sequence.end;
    } else throw refusal(2, `unknown section ${String(kind)}`);
  }
  if (!body) throw refusal(2, 'a message without a body');
  return { id, kind: 'message', body, sequences, wantsReply: (flags & moreToCome) === 0 };
}

function parseQuery(bytes: Buffer, id: number): Message {
  const nameEnd = bytes.indexOf(0, 20);
  if (nameEnd < 0) throw refusal(22, 'a query without a collection');
  return { id, kind: 'query', body: documentAt(bytes, nameEnd + 9), sequences: {}, wantsReply: true };
}

export function parse(bytes: Buffer): Message {
  const id = bytes.readInt32LE(4);
  const operation = bytes.readInt32LE(12);
  if (operation === opMessage) return parseMessage(bytes, id);
  if (operation === opQuery) return parseQuery(bytes, id);
  throw refusal(2, `unknown operation ${operation}`);
}

/** The bytes of an answer to `message`: its head, and the document, which may be large, as it is. */
export function answer(message: Message, reply: Doc | Buffer): [Buffer, Buffer] {
  const document = Buffer.isBuffer(reply) ? reply : encode(reply);
  const head = Buffer.alloc(message.kind === 'query' ? 36 : 21);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(message.id, 8);
  head.writeInt32LE(message.kind === 'query' ? opReply : opMessage, 12);
  if (message.kind === 'query') head.writeInt32LE(1, 32);
  return [head, document];
}
