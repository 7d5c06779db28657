import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, MongoClientBulkWriteError } from 'mongodb';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

let database: FreshDatabase;
let things: Collection;
beforeAll(async () => {
  database = await freshDatabase();
  things = database.connection.collection('things');
});
afterAll(() => database.close());
beforeEach(() => things.deleteMany({}));

describe("a client's bulk write", () => {
  const namespace = 'manyidu.things';
  const insert = (_id: number) => ({ name: 'insertOne' as const, namespace, document: { _id: _id as never } });
  const remove = (filter: object) => ({ name: 'deleteOne' as const, namespace, filter });
  const unknown = { $expr: { $eq: ['$_id', '$$nobody'] } };
  const run = (models: object[], options: object) =>
    database.connection
      .getClient()
      .bulkWrite(models as never, options)
      .then(
        () => Promise.reject(new Error('the bulk should have failed')),
        (error: MongoClientBulkWriteError) => error,
      );

  test('stops at the first failure when ordered, with what was written before', async () => {
    const { partialResult, writeErrors } = await run([insert(1), insert(1), insert(2)], { verboseResults: true });
    expect([...writeErrors].map(([at, { code }]) => [at, code])).toEqual([[1, 11000]]);
    expect(partialResult).toMatchObject({ insertedCount: 1, insertResults: new Map([[0, { insertedId: 1 }]]) });
    expect(await things.countDocuments({})).toBe(1);
  });

  test('goes on when unordered, an undefined variable being 17276', async () => {
    await things.insertMany([1, 2, 3].map((_id) => ({ _id: _id as never })));
    const models = [remove({ _id: 1 }), remove(unknown), remove({ _id: 3 })];
    const { partialResult, writeErrors } = await run(models, { ordered: false, verboseResults: true });
    expect([...writeErrors].map(([at, { code }]) => [at, code])).toEqual([[1, 17276]]);
    expect(Object.fromEntries(partialResult?.deleteResults ?? [])).toEqual({
      0: { deletedCount: 1 },
      2: { deletedCount: 1 },
    });
  });

  test('answers errors only when nobody asks for more', async () => {
    const command = (errorsOnly: boolean) => ({
      bulkWrite: 1,
      ops: [7, 7, 8].map((_id) => ({ insert: 0, document: { _id } })),
      nsInfo: [{ ns: namespace }],
      ordered: false,
      errorsOnly,
    });
    const admin = database.connection.getClient().db('admin');
    const { cursor, ...totals } = await admin.command(command(true));
    expect(cursor.firstBatch).toMatchObject([{ idx: 1, ok: 0, code: 11000 }]);
    expect(totals).toMatchObject({ nErrors: 1, nInserted: 2, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 });
    await things.deleteMany({});
    const full = await admin.command(command(false));
    expect(full['cursor']['firstBatch']).toMatchObject([
      { idx: 0, ok: 1, n: 1 },
      { idx: 1, ok: 0 },
      { idx: 2, ok: 1, n: 1 },
    ]);
  });

  test('runs nothing when an operation has no namespace, or outside admin', async () => {
    const command = {
      bulkWrite: 1,
      ops: [0, 1].map((insert) => ({ insert, document: {} })),
      nsInfo: [{ ns: namespace }],
    };
    const client = database.connection.getClient();
    await expect(client.db('admin').command(command)).rejects.toMatchObject({ code: 2 });
    await expect(client.db('manyidu').command(command)).rejects.toMatchObject({ code: 13 });
    expect(await things.countDocuments({})).toBe(0);
  });

  test('over several collections reports each write', async () => {
    const client = database.connection.getClient();
    const result = await client.bulkWrite(
      [
        { name: 'insertOne', namespace: 'manyidu.things', document: { _id: 1 as never, a: 1 } },
        { name: 'updateOne', namespace: 'manyidu.things', filter: { _id: 1 as never }, update: { $inc: { a: 1 } } },
        {
          name: 'updateOne',
          namespace: 'manyidu.others',
          filter: { _id: 9 as never },
          update: { $set: { a: 1 } },
          upsert: true,
        },
        { name: 'deleteMany', namespace: 'manyidu.others', filter: {} },
      ],
      { verboseResults: true },
    );
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await things.findOne({})).toEqual({ _id: 1, a: 2 });
  });
});
