import { setTimeout as wait } from 'node:timers/promises';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serialize } from 'bson';
import * as fc from 'fast-check';
import { type Document, MongoClient } from 'mongodb';
import { decode, decodePlain, encode } from '../../src/database/embedded/bson.js';
import { answer, cut, parse } from '../../src/database/embedded/wire.js';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

function framed(body: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(2013, 12);
  head.writeInt32LE(flags, 16);
  return Buffer.concat([head, body]);
}

describe('the wire protocol', () => {
  let database: FreshDatabase;
  let path: string;
  beforeAll(async () => {
    database = await freshDatabase();
    path = decodeURIComponent(/mongodb:\/\/([^/]+)\//.exec(database.uri)?.[1] ?? '');
  });
  afterAll(() => database.close());

  /** What comes back within a moment, and whether the server ended the connection. */
  function send(bytes: Buffer, milliseconds = 30): Promise<{ reply: Buffer; ended: boolean }> {
    return new Promise((resolve) => {
      const parts: Buffer[] = [];
      const socket: Socket = connect(path, () => socket.write(bytes));
      const finish = (ended: boolean): void => {
        socket.destroy();
        resolve({ reply: Buffer.concat(parts), ended });
      };
      socket
        .on('data', (part) => parts.push(part))
        .on('error', () => finish(true))
        .on('close', () => finish(true));
      setTimeout(() => finish(false), milliseconds);
    });
  }

  const ask = async (body: Buffer): Promise<Document> =>
    decodePlain((await send(framed(body), 100)).reply.subarray(21));
  const isAlive = async (): Promise<boolean> => (await database.connection.db?.admin().ping())?.['ok'] === 1;

  test('a message cut anywhere into pieces is read whole', () => {
    const bytes = Buffer.concat([framed(encode({ ping: 1, $db: 'a' })), framed(encode({ ping: 2, $db: 'b' }))]);
    fc.assert(
      fc.property(fc.nat(bytes.length), (at) => {
        const first = cut(bytes.subarray(0, at));
        const { messages, rest } = cut(Buffer.concat([first.rest, bytes.subarray(at)]));
        expect([...first.messages, ...messages].map((message) => decode(parse(message).body)['$db'])).toEqual([
          'a',
          'b',
        ]);
        expect(rest).toHaveLength(0);
      }),
    );
  });

  test('an answer names the message it answers', () => {
    const message = parse(framed(encode({ ping: 1 })));
    expect(answer(message, { ok: 1 })[0].readInt32LE(8)).toBe(7);
  });

  test('garbage ends its own connection and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 4, maxLength: 300 }), async (garbage) => {
        await send(Buffer.from(garbage), 5);
        expect(await isAlive()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('a message with damaged bytes is refused or answered, and the store lives on', async () => {
    const good = framed(
      Buffer.from(serialize({ insert: 'damaged', documents: [{ a: 'text', b: [1, { c: new Date(1) }] }], $db: 'x' })),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: good.length - 1 }), fc.nat(255), async (at, byte) => {
        const damaged = Buffer.from(good);
        damaged[at] = byte;
        await send(damaged, 5);
        expect(await isAlive()).toBe(true);
      }),
      { numRuns: 150 },
    );
    const damagedToo = database.connection.getClient().db('x').collection('damaged');
    for await (const document of damagedToo.find({})) expect(document).toHaveProperty('_id');
  });

  test('a length beyond the limit is refused before anything is kept in memory', async () => {
    const head = Buffer.alloc(16);
    head.writeInt32LE(0x7fffffff, 0);
    expect((await send(head, 200)).ended).toBe(true);
  });

  test('documents nested too deeply or too large are refused by code', async () => {
    let deep: Buffer = encode({ leaf: 1 });
    for (let level = 0; level < 5000; level += 1) {
      const size = Buffer.alloc(4);
      size.writeInt32LE(deep.length + 8);
      deep = Buffer.concat([size, Buffer.from([3, 0x61, 0]), deep, Buffer.alloc(1)]);
    }
    const things = database.connection.collection('things');
    const documents = Buffer.concat([Buffer.from([4]), Buffer.from('documents\0'), encodedArray(deep)]);
    const head = encode({ insert: 'things', $db: 'manyidu' });
    const body = withFields(head, documents);
    expect((await ask(body))['writeErrors']).toMatchObject([{ code: 15 }]);
    const large = things.insertOne({ text: 'x'.repeat(16 * 1024 * 1024) }, { checkKeys: false });
    await expect(large).rejects.toThrow();
    expect(await things.countDocuments({})).toBe(0);
    expect(await isAlive()).toBe(true);
  });

  test('a write that asks for no reply gets none, and is done', async () => {
    const { reply } = await send(framed(encode({ insert: 'silent', documents: [{ _id: 1 }], $db: 'manyidu' }), 2), 100);
    expect(reply).toHaveLength(0);
    // Nobody is told when it is done.
    const kept = () => database.connection.collection('silent').countDocuments({});
    for (let turn = 0; turn < 250 && (await kept()) === 0; turn += 1) await wait(20);
    expect(await kept()).toBe(1);
  });

  test("an unknown command, a transaction and a change stream are refused with MongoDB's codes", async () => {
    const client = await new MongoClient(database.uri).connect();
    await expect(client.db().command({ noSuchThing: 1 })).rejects.toMatchObject({ code: 59 });
    const session = client.startSession();
    session.startTransaction();
    await expect(client.db().collection('t').insertOne({ a: 1 }, { session })).rejects.toThrow(
      'does not support retryable writes',
    );
    await session.endSession();
    await expect(client.db().collection('t').watch().next()).rejects.toMatchObject({ code: 40573 });
    await client.close();
  });
});

function withFields(document: Buffer, fields: Buffer): Buffer {
  const whole = Buffer.concat([document.subarray(0, -1), fields, Buffer.alloc(1)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

function encodedArray(member: Buffer): Buffer {
  return withFields(Buffer.from([5, 0, 0, 0, 0]), Buffer.concat([Buffer.from([3, 0x30, 0]), member]));
}
