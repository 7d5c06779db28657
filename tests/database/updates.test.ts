import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, ObjectId } from 'mongodb';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

let database: FreshDatabase;
let things: Collection;
beforeAll(async () => {
  database = await freshDatabase();
  things = database.connection.collection('things');
});
afterAll(() => database.close());
beforeEach(() => things.deleteMany({}));

const fill = (documents: Document[]) =>
  things.insertMany(documents.map((one, at) => ({ _id: at + 1, ...one })) as never);
describe('an update', () => {
  const cases: [string, Document, object, Document][] = [
    ['sets below missing fields', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['sets past the end of an array, filling with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['unsets a field, and a member to null', { a: [1, 2], b: 1 }, { $unset: { 'a.0': '', b: '' } }, { a: [null, 2] }],
    [
      'pushes, sorts and cuts',
      { a: [{ n: 3 }] },
      { $push: { a: { $each: [{ n: 1 }, { n: 2 }], $sort: { n: 1 }, $slice: 2 } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['pushes at a position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    [
      'adds to a set what is not there',
      { a: [{ x: 1 }] },
      { $addToSet: { a: { $each: [{ x: 1 }, { x: 2 }] } } },
      { a: [{ x: 1 }, { x: 2 }] },
    ],
    ['pulls by condition', { a: [{ n: 1, m: 1 }, { n: 2 }] }, { $pull: { a: { n: { $lt: 2 } } } }, { a: [{ n: 2 }] }],
    ['pulls listed values', { a: [1, 2, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['pops from the front', { a: [1, 2] }, { $pop: { a: -1 } }, { a: [2] }],
    ['renames', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    [
      'keeps the smaller and the greater',
      { a: 5, b: 5 },
      { $min: { a: 3, b: 9 }, $max: { c: 1 } },
      { a: 3, b: 5, c: 1 },
    ],
    ['multiplies a missing field to zero', {}, { $mul: { a: 5 } }, { a: 0 }],
    ['computes with stages', { a: 2 }, [{ $set: { b: { $multiply: ['$a', 3] } } }, { $unset: 'a' }], { b: 6 }],
    ['turns bits', { a: 12 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ];
  test.each(cases)('%s', async (_name, before, change, after) => {
    await fill([before]);
    await things.updateOne({ _id: 1 as never }, change);
    expect(await things.findOne({ _id: 1 as never })).toEqual({ _id: 1, ...after });
  });

  test('reaches the member the filter found, and members chosen by array filters', async () => {
    await fill([
      {
        a: [
          { k: 1, n: 0 },
          { k: 2, n: 0 },
        ],
      },
    ]);
    await things.updateOne({ 'a.k': 2 }, { $inc: { 'a.$.n': 1 } });
    await things.updateOne(
      { _id: 1 as never },
      { $inc: { 'a.$[one].n': 10 } },
      { arrayFilters: [{ 'one.k': { $lt: 2 } }] },
    );
    await things.updateOne({ _id: 1 as never }, { $inc: { 'a.$[].n': 100 } });
    expect(await things.findOne({})).toEqual({
      _id: 1,
      a: [
        { k: 1, n: 110 },
        { k: 2, n: 101 },
      ],
    });
  });

  test('that fails changes nothing: conflicting paths 40, wrong type 14, no way through a number 28', async () => {
    await fill([{ a: 1, s: 'x' }]);
    const refused = (change: object) => expect(things.updateOne({ _id: 1 as never }, change as never)).rejects;
    await refused({ $set: { b: 1 }, $inc: { b: 1 } }).toMatchObject({ code: 40 });
    await refused({ $set: { b: 2 }, $inc: { s: 1 } }).toMatchObject({ code: 14 });
    await refused({ $set: { 'a.b': 1 } }).toMatchObject({ code: 28 });
    expect(await things.findOne({})).toEqual({ _id: 1, a: 1, s: 'x' });
  });

  test("that inserts takes the filter's equalities and sets its own _id", async () => {
    const { upsertedId } = await things.updateOne(
      { code: 'x', n: { $gt: 5 } },
      { $set: { a: 1 }, $setOnInsert: { b: 2 } },
      { upsert: true },
    );
    expect(upsertedId).toBeInstanceOf(ObjectId);
    expect(await things.findOne({})).toEqual({ _id: upsertedId, code: 'x', a: 1, b: 2 });
  });

  test('of many goes on to the next document and counts', async () => {
    await fill([{ a: 1 }, { a: 1 }, { a: 2 }]);
    expect(await things.updateMany({ a: 1 }, { $set: { a: 1, b: 1 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await things.updateMany({ b: 1 }, { $set: { b: 1 } })).toMatchObject({ matchedCount: 2, modifiedCount: 0 });
  });

  test('of one among several takes the first in the order asked for; of many takes no order', async () => {
    await fill([{ x: 11 }, { x: 22 }, { x: 33 }]);
    await things.updateOne({ x: { $gt: 11 } }, { $set: { last: true } }, { sort: { x: -1 } });
    await things.replaceOne({ x: { $gt: 11 } }, { first: true }, { sort: { x: 1 } });
    expect(await things.find({}).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, x: 11 },
      { _id: 2, first: true },
      { _id: 3, x: 33, last: true },
    ]);
    const many = { update: 'things', updates: [{ q: {}, u: { $set: { x: 1 } }, multi: true, sort: { x: 1 } }] };
    const { writeErrors } = await database.connection.db!.command(many);
    expect(writeErrors).toMatchObject([{ index: 0, code: 9 }]);
  });

  test('that replaces keeps an _id of null', async () => {
    await things.replaceOne({}, { _id: null, a: 1 }, { upsert: true });
    expect(await things.find({}).toArray()).toEqual([{ _id: null, a: 1 }]);
  });
});
