import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BSON, Decimal128, Double, Int32, Long, ObjectId, UUID } from 'mongodb';
import mongoose from 'mongoose';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

describe('documents in the embedded store', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  test('a mongoose model saves, finds, updates and deletes as on MongoDB', async () => {
    const schema = new mongoose.Schema({
      _id: String,
      wave: String,
      answers: mongoose.Schema.Types.Mixed,
      receivedAt: Date,
    });
    const Response = database.connection.model('Response', schema);
    await Response.create({ _id: 'r1', wave: '2026q1', answers: { s1: 9 }, receivedAt: new Date(5) });
    const updated = await Response.findOneAndUpdate(
      { _id: 'r1' },
      { $set: { 'answers.s2': 7 } },
      { returnDocument: 'after' },
    ).lean();
    expect(updated).toEqual({ _id: 'r1', wave: '2026q1', answers: { s1: 9, s2: 7 }, receivedAt: new Date(5), __v: 0 });
    expect(await Response.countDocuments({ wave: '2026q1' })).toBe(1);
    expect((await Response.deleteOne({ _id: 'r1' })).deletedCount).toBe(1);
    expect(await Response.findById('r1')).toBeNull();
  });

  test('an update keeps the number types of every field, also of those it does not name', async () => {
    const numbers = database.connection.collection('numbers');
    await numbers.insertOne({
      _id: 'n' as never,
      double: new Double(10),
      long: Long.fromNumber(10),
      int: new Int32(10),
      decimal: Decimal128.fromString('10.50'),
    });
    await numbers.updateOne(
      { _id: 'n' as never },
      { $inc: { int: 1, double: 1, long: 1, decimal: 1 }, $set: { touched: true } },
    );
    const kept = await numbers.findOne({ _id: 'n' as never }, { promoteValues: false });
    expect(kept?.['double']).toEqual(new Double(11));
    expect(kept?.['long']).toEqual(Long.fromNumber(11));
    expect(kept?.['int']).toEqual(new Int32(11));
    expect(String(kept?.['decimal'])).toBe('11.50');
  });

  test('dates, identifiers, binary values, expressions and nested arrays come back as they were', async () => {
    const values = database.connection.collection('values');
    const document = {
      _id: new ObjectId(),
      at: new Date(-1),
      uuid: new UUID(),
      bytes: Buffer.from([0, 255]),
      match: /^宜宾/i,
      deep: [[1, [null]], { a: [] }],
      long: Long.MAX_VALUE,
      none: null,
    };
    await values.insertOne(document);
    const [found] = await values.find({ _id: document._id }, { raw: true }).toArray();
    expect(Buffer.compare(found as unknown as Buffer, BSON.serialize(document))).toBe(0);
  });

  test('an _id never changes: the update is refused with code 66', async () => {
    const fixed = database.connection.collection('fixed');
    await fixed.insertOne({ _id: 1 as never, a: 1 });
    await expect(fixed.updateOne({ a: 1 }, { $set: { _id: 2 } })).rejects.toMatchObject({ code: 66 });
    expect(await fixed.findOne({ a: 1 })).toEqual({ _id: 1, a: 1 });
  });

  test('fifty clients incrementing one counter lose no increment', async () => {
    const counters = database.connection.collection('counters');
    const increments = Array.from({ length: 200 }, () =>
      counters.updateOne({ _id: 'c' as never }, { $inc: { n: 1 } }, { upsert: true }),
    );
    await Promise.all(increments);
    expect(await counters.findOne({ _id: 'c' as never })).toEqual({ _id: 'c', n: 200 });
  });

  test('a quota taken by findOneAndUpdate is never exceeded by concurrent takers', async () => {
    const quotas = database.connection.collection('quotas');
    await quotas.insertOne({ _id: 'q' as never, taken: 0 });
    const takes = Array.from({ length: 50 }, () =>
      quotas.findOneAndUpdate({ _id: 'q' as never, taken: { $lt: 20 } }, { $inc: { taken: 1 } }),
    );
    const granted = (await Promise.all(takes)).filter((document) => document !== null);
    expect(granted).toHaveLength(20);
    expect(await quotas.findOne({})).toMatchObject({ taken: 20 });
  });

  test('a cursor over many batches gives every document once, in order', async () => {
    const many = database.connection.collection<{ _id: number; pad: string }>('many');
    await many.insertMany(Array.from({ length: 2500 }, (_, at) => ({ _id: at, pad: 'x'.repeat(20) })));
    const ids: number[] = [];
    for await (const { _id } of many.find({}, { batchSize: 300 }).sort({ _id: 1 })) ids.push(_id);
    expect(ids).toEqual(Array.from({ length: 2500 }, (_, at) => at));
  });

  test('a long write, a long count and a large group leave readers their turn', async () => {
    const many = database.connection.collection('crowd');
    await many.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n, d: n % 50 })));
    const readsDuring = async (work: Promise<unknown>): Promise<number> => {
      const state = { busy: true };
      const ended = work.then(() => (state.busy = false));
      let reads = 0;
      while (state.busy) {
        await many.findOne({ n: { $exists: true } });
        reads += 1;
      }
      await ended;
      return reads;
    };
    expect(await readsDuring(many.updateMany({}, { $inc: { d: 1 } }))).toBeGreaterThan(8);
    expect(await readsDuring(many.countDocuments({ d: { $gt: 3 } }))).toBeGreaterThan(2);
    expect(await readsDuring(many.aggregate([{ $group: { _id: '$d', n: { $sum: 1 } } }]).toArray())).toBeGreaterThan(2);
    expect(await readsDuring(many.createIndex({ d: 1 }))).toBeGreaterThan(2);
  });

  test('everything acknowledged is there after the store was closed and opened again', async () => {
    await database.connection.collection('kept').createIndex({ code: 1 }, { unique: true });
    await database.connection.collection('kept').insertMany([{ code: 'a' }, { code: 'b' }]);
    database = await database.reopen();
    const kept = database.connection.collection('kept');
    expect(await kept.countDocuments({ code: { $in: ['a', 'b'] } })).toBe(2);
    expect((await kept.indexes()).map(({ name }) => name)).toEqual(['_id_', 'code_1']);
    await expect(kept.insertOne({ code: 'a' })).rejects.toMatchObject({ code: 11000 });
  });
});
