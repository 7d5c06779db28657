import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoStore } from 'connect-mongo';
import type { SessionData } from 'express-session';
import { type Collection, Decimal128, Long, MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { startEmbedded } from '../../src/database/embedded/start.js';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

describe('indexes', () => {
  let database: FreshDatabase;
  let things: Collection;
  beforeAll(async () => {
    database = await freshDatabase();
    things = database.connection.collection('things');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await things.drop();
  });

  test("a duplicate is refused with MongoDB's code, key pattern and key value", async () => {
    await things.createIndex({ survey: 1, token: 1 }, { unique: true });
    await things.insertOne({ survey: 's', token: 't' });
    await expect(things.insertOne({ survey: 's', token: 't' })).rejects.toMatchObject({
      name: 'MongoServerError',
      code: 11000,
      keyPattern: { survey: 1, token: 1 },
      keyValue: { survey: 's', token: 't' },
      message:
        'E11000 duplicate key error collection: manyidu.things index: survey_1_token_1 dup key: { survey: "s", token: "t" }',
    });
  });

  test('a second _id is refused, and an update into a duplicate leaves the document as it was', async () => {
    await things.createIndex({ n: 1 }, { unique: true });
    await things.insertMany([
      { _id: 1 as never, n: 1 },
      { _id: 2 as never, n: 2 },
    ]);
    await expect(things.insertOne({ _id: 1 as never, n: 3 })).rejects.toMatchObject({
      code: 11000,
      keyValue: { _id: 1 },
    });
    await expect(things.updateOne({ _id: 2 as never }, { $set: { n: 1, m: 1 } })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await things.find({ n: 2 }).toArray()).toEqual([{ _id: 2, n: 2 }]);
  });

  test('a unique index takes one document without the field, a sparse one any number, a partial one those outside it', async () => {
    await things.createIndex({ a: 1 }, { unique: true });
    await things.createIndex({ b: 1 }, { unique: true, sparse: true });
    await things.createIndex({ c: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await things.insertMany([{ a: 1, c: 1, open: true }, { a: 2, c: 1, open: false }, { c: 2 }]);
    await expect(things.insertOne({ c: 3 })).rejects.toMatchObject({ code: 11000, keyValue: { a: null } });
    await things.insertOne({ a: 3, b: null });
    await expect(things.insertOne({ a: 4, b: null })).rejects.toMatchObject({ code: 11000, keyPattern: { b: 1 } });
    await expect(things.insertOne({ a: 5, c: 1, open: true })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { c: 1 },
    });
  });

  test('a unique index over arrays refuses a shared member, not one repeated within a document', async () => {
    await things.createIndex({ tags: 1 }, { unique: true });
    await things.insertOne({ tags: ['a', 'a', 'b'] });
    await expect(things.insertOne({ tags: ['c', 'b'] })).rejects.toMatchObject({
      code: 11000,
      keyValue: { tags: 'b' },
    });
  });

  test('an index tells large whole numbers apart and keeps their order', async () => {
    await things.createIndex({ n: 1 }, { unique: true });
    const numbers = ['9007199254740993', '9007199254740992', '9007199254740994'].map((text) => Long.fromString(text));
    await things.insertMany(numbers.map((n) => ({ n })));
    const found = await things.find({}).sort({ n: 1 }).hint('n_1').toArray();
    expect(found.map(({ n }) => String(n))).toEqual(['9007199254740992', '9007199254740993', '9007199254740994']);
  });

  test('an index finds the decimals just below a double', async () => {
    await things.createIndex({ n: 1 });
    await things.insertMany(
      ['0.1', '0.09999999999999999999', '0.2'].map((text) => ({ n: Decimal128.fromString(text) })),
    );
    expect(await things.countDocuments({ n: { $lt: 0.1 } }, { hint: 'n_1' })).toBe(2);
  });

  test('an ordered bulk insert stops at the duplicate, an unordered one goes on', async () => {
    await things.createIndex({ n: 1 }, { unique: true });
    await expect(things.insertMany([{ n: 1 }, { n: 1 }, { n: 2 }])).rejects.toMatchObject({
      code: 11000,
      insertedCount: 1,
    });
    await expect(things.insertMany([{ n: 1 }, { n: 3 }, { n: 4 }], { ordered: false })).rejects.toMatchObject({
      insertedCount: 2,
    });
    expect(await things.countDocuments({})).toBe(3);
  });

  test('of many concurrent inserts with one key exactly one is taken', async () => {
    await things.createIndex({ token: 1 }, { unique: true, sparse: true });
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => things.insertOne({ token: 'once' })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('a unique index over documents that already repeat is refused and leaves nothing behind', async () => {
    await things.insertMany([{ n: 1 }, { n: 1 }]);
    await expect(things.createIndex({ n: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    await things.insertOne({ n: 1 });
  });

  test('an index built while writers write is complete when it is ready', async () => {
    await things.insertMany(Array.from({ length: 3000 }, (_, n) => ({ n })));
    const writing = Promise.all(Array.from({ length: 200 }, (_, at) => things.insertOne({ n: 10_000 + at })));
    const removing = things.deleteMany({ n: { $lt: 100 } });
    await things.createIndex({ n: 1 });
    await Promise.all([writing, removing]);
    expect(await things.countDocuments({ n: { $gte: 0 } }, { hint: 'n_1' })).toBe(3100);
  });

  test('mongoose makes, compares and drops indexes through syncIndexes', async () => {
    const schema = new mongoose.Schema({ a: Number, b: String });
    schema.index({ a: 1, b: -1 }, { unique: true });
    const Model = database.connection.model('Synced', schema);
    await Model.syncIndexes();
    await Model.collection.createIndex({ b: 1 });
    expect(await Model.diffIndexes()).toMatchObject({ toDrop: ['b_1'], toCreate: [] });
    expect(await Model.syncIndexes()).toEqual(['b_1']);
    expect((await Model.collection.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1_b_-1']);
  });

  test('what the store cannot do is refused, not half done', async () => {
    await expect(things.createIndex({ a: 'text' })).rejects.toMatchObject({ code: 67 });
    await expect(database.connection.db?.createCollection('log', { capped: true, size: 1000 })).rejects.toMatchObject({
      code: 115,
    });
  });

  test('express sessions are kept by connect-mongo, replaced and destroyed', async () => {
    const sessions = MongoStore.create({
      client: database.connection.getClient(),
      collectionName: 'sessions',
      stringify: false,
    });
    const session = { cookie: { originalMaxAge: 60_000 }, account: 'a' } as unknown as SessionData;
    await new Promise<void>((resolve, reject) =>
      sessions.set('one', session, (error) => (error ? reject(error as Error) : resolve())),
    );
    const kept = await new Promise<unknown>((resolve, reject) =>
      sessions.get('one', (error, value) => (error ? reject(error as Error) : resolve(value))),
    );
    expect(kept).toMatchObject({ account: 'a' });
    await new Promise<void>((resolve) => sessions.destroy('one', () => resolve()));
    expect(await database.connection.collection('sessions').countDocuments({})).toBe(0);
    expect(
      (await database.connection.collection('sessions').indexes()).map(({ expireAfterSeconds }) => expireAfterSeconds),
    ).toContain(0);
  });
});

test('documents are removed once their time to live has passed, others stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'manyidu-expiry-'));
  const store = await startEmbedded({ folder, expiryMilliseconds: 30 });
  const client = await new MongoClient(store.uri).connect();
  const drafts = client.db().collection('drafts');
  await drafts.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  await drafts.insertMany([
    { n: 1, at: new Date(Date.now() - 61_000) },
    { n: 2, at: new Date() },
    { n: 3, at: 'never' },
    { n: 4 },
  ]);
  const left = async (): Promise<number[]> =>
    (await drafts.find({}).sort({ n: 1 }).toArray()).map(({ n }) => n as number);
  // A count may know of a removal a moment before a find does.
  for (let turn = 0; turn < 500 && (await left()).length > 3; turn += 1) await wait(20);
  expect(await left()).toEqual([2, 3, 4]);
  await client.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
