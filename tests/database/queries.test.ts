import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, Decimal128, type Document, Double, Long, MinKey } from 'mongodb';
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
const found = async (filter: object): Promise<number[]> =>
  (
    await things
      .find(filter as never)
      .sort({ _id: 1 })
      .toArray()
  ).map(({ _id }) => _id as unknown as number);

describe('a filter', () => {
  const cases: [string, Document[], object, number[]][] = [
    ['takes a missing field for null', [{ a: null }, {}, { a: 0 }], { a: null }, [1, 2]],
    ['of type null leaves missing fields out', [{ a: null }, {}], { a: { $type: 'null' } }, [1]],
    [
      'finds null under some member of an array of documents only',
      [{ a: [] }, { a: [{ b: 1 }, {}] }, { a: [1] }],
      { 'a.b': null },
      [2],
    ],
    [
      'compares numbers across their types',
      [{ a: 1 }, { a: new Double(1) }, { a: Long.ONE }, { a: Decimal128.fromString('1.0') }],
      { a: 1 },
      [1, 2, 3, 4],
    ],
    [
      'tells large whole numbers apart',
      [{ a: Long.fromString('9007199254740993') }, { a: Long.fromString('9007199254740992') }],
      { a: Long.fromString('9007199254740993') },
      [1],
    ],
    [
      'tells a double from the decimal it is near',
      [{ a: 0.1 }, { a: Decimal128.fromString('0.1') }],
      { a: Decimal128.fromString('0.1') },
      [2],
    ],
    ['compares within one type only', [{ a: 5 }, { a: '5' }, { a: new Date(5) }], { a: { $gt: 4 } }, [1]],
    ['by a range never finds NaN', [{ a: Number.NaN }, { a: 1 }], { a: { $lt: 5 } }, [2]],
    ['finds a member of an array', [{ a: [1, 5] }, { a: [2] }], { a: { $gt: 4 } }, [1]],
    ['lets different members meet different bounds', [{ a: [1, 9] }, { a: [5] }], { a: { $gt: 8, $lt: 2 } }, [1]],
    [
      'with $elemMatch wants one member to meet them all',
      [{ a: [1, 9] }, { a: [5] }],
      { a: { $elemMatch: { $gt: 4, $lt: 6 } } },
      [2],
    ],
    ['compares a whole array in order', [{ a: [1, 2] }, { a: [2, 1] }], { a: [1, 2] }, [1]],
    [
      'compares a document field by field in order',
      [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
      { a: { x: 1, y: 2 } },
      [1],
    ],
    ['with $ne leaves out every document with such a member', [{ a: [1, 2] }, { a: 3 }, {}], { a: { $ne: 1 } }, [2, 3]],
    ['with $nin and null leaves out missing fields', [{}, { a: 1 }], { a: { $nin: [null] } }, [2]],
    ['reaches into arrays by position', [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 2 }] }], { 'a.0.b': 2 }, [2]],
    ['with $all wants every value', [{ a: [1, 2, 3] }, { a: [1] }], { a: { $all: [1, 3] } }, [1]],
    ['with $size counts members', [{ a: [1, 2] }, { a: 2 }], { a: { $size: 2 } }, [1]],
    [
      'by expression matches text, with options',
      [{ a: 'Yibin' }, { a: ['x', 'YIBIN'] }, { a: 1 }],
      { a: { $regex: '^yib', $options: 'i' } },
      [1, 2],
    ],
    ['takes an expression inside $in', [{ a: 'abc' }, { a: 'b' }], { a: { $in: [/^a/, 'b'] } }, [1, 2]],
    [
      'computes with $expr',
      [
        { a: 2, b: 1 },
        { a: 1, b: 2 },
      ],
      { $expr: { $gt: ['$a', '$b'] } },
      [1],
    ],
    [
      'with $nor and $not turns a condition round, missing fields included',
      [{ a: 1 }, {}],
      { $nor: [{ a: { $not: { $ne: 1 } } }] },
      [2],
    ],
    ['by remainder', [{ a: 7 }, { a: 8 }, { a: '7' }], { a: { $mod: [4, 3] } }, [1]],
    ['finds a type by name', [{ a: 1 }, { a: new Double(1) }, { a: Long.ONE }], { a: { $type: 'double' } }, [2]],
    ['reaches everything from MinKey on', [{ a: 1 }, { a: 'x' }], { a: { $gt: new MinKey() } }, [1, 2]],
    ['never takes names of JavaScript for fields', [{ a: 1 }], { constructor: { $exists: true } }, []],
  ];
  test.each(cases)('%s', async (_name, documents, filter, expected) => {
    await fill(documents);
    expect(await found(filter)).toEqual(expected);
  });

  test('with an unknown operator is refused with code 2', async () => {
    await expect(found({ a: { $near: 1 } })).rejects.toMatchObject({ code: 2 });
    await expect(found({ $where: 'true' })).rejects.toMatchObject({ code: 2 });
    await expect(
      found({ $expr: { $function: { body: 'function() { return true }', args: [], lang: 'js' } } }),
    ).resolves.toEqual([]);
    await fill([{ a: 1 }]);
    await expect(
      found({ $expr: { $function: { body: 'function() { return true }', args: [], lang: 'js' } } }),
    ).rejects.toThrow(/scriptEnabled/);
  });
});

describe('a projection', () => {
  const document = {
    a: { b: 1, c: 2 },
    list: [
      { k: 1, n: 1 },
      { k: 2, n: 2 },
      { k: 3, n: 3 },
    ],
    d: 4,
  };
  const cases: [string, object, object, Document][] = [
    ['keeps what it names', {}, { 'a.b': 1, d: 1 }, { _id: 1, a: { b: 1 }, d: 4 }],
    ['leaves out what it names', {}, { list: 0, 'a.c': 0, _id: 0 }, { a: { b: 1 }, d: 4 }],
    ['cuts an array', {}, { list: { $slice: [1, 1] }, a: 0 }, { _id: 1, list: [{ k: 2, n: 2 }], d: 4 }],
    [
      'keeps the first member that meets a condition',
      {},
      { list: { $elemMatch: { n: { $gt: 1 } } } },
      { _id: 1, list: [{ k: 2, n: 2 }] },
    ],
    ['keeps the member the filter found', { 'list.k': 3 }, { 'list.$': 1 }, { _id: 1, list: [{ k: 3, n: 3 }] }],
    ['computes', {}, { _id: 0, sum: { $add: ['$d', '$a.b'] } }, { sum: 5 }],
  ];
  test.each(cases)('%s', async (_name, filter, projection, expected) => {
    await fill([document]);
    expect(await things.findOne(filter as never, { projection: projection })).toEqual(expected);
  });
});

describe('an aggregation', () => {
  beforeEach(() => fill([{ d: 'x', s: 8 }, { d: 'y', s: 6 }, { d: 'x', s: 10 }, { d: 'z' }]));
  const run = (stages: object[]) => things.aggregate(stages).toArray();

  test('groups, sorts and projects', async () => {
    const rows = await run([
      { $match: { s: { $gt: 0 } } },
      { $group: { _id: '$d', mean: { $avg: '$s' }, n: { $sum: 1 } } },
      { $sort: { _id: -1 } },
    ]);
    expect(rows).toEqual([
      { _id: 'y', mean: 6, n: 1 },
      { _id: 'x', mean: 9, n: 2 },
    ]);
  });

  test('groups with every common accumulator, decimals exactly, missing values left out', async () => {
    await things.deleteMany({});
    const tenth = Decimal128.fromString('0.1');
    await fill([{ n: tenth, t: 'b' }, { n: tenth, t: 'a' }, { n: tenth, t: 'b' }, { t: 'c' }]);
    const group = {
      _id: null,
      sum: { $sum: '$n' },
      mean: { $avg: { $toDouble: '$n' } },
      n: { $count: {} },
      least: { $min: '$t' },
      most: { $max: '$t' },
      first: { $first: '$t' },
      last: { $last: '$t' },
      all: { $push: '$n' },
      set: { $addToSet: '$t' },
    };
    const [row] = await run([{ $group: group }]);
    expect(String(row?.['sum'])).toBe('0.3');
    expect(row).toMatchObject({
      _id: null,
      n: 4,
      least: 'a',
      most: 'c',
      first: 'b',
      last: 'c',
      all: [tenth, tenth, tenth],
      set: ['b', 'a', 'c'],
    });
  });

  test('gives each value its group, numbers by value whatever their type', async () => {
    await things.deleteMany({});
    await fill([{ k: 1 }, { k: new Double(1) }, { k: Long.ONE }, { k: '1' }, {}, { k: null }]);
    const rows = await run([{ $group: { _id: '$k', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]);
    expect(rows).toEqual([
      { _id: null, n: 2 },
      { _id: 1, n: 3 },
      { _id: '1', n: 1 },
    ]);
  });

  test('looks up in another collection and runs facets', async () => {
    await database.connection.collection('names').insertOne({ _id: 'x' as never, name: '翠屏区' });
    const looked = await run([
      { $match: { _id: 1 } },
      { $lookup: { from: 'names', localField: 'd', foreignField: '_id', as: 'names' } },
    ]);
    expect(looked[0]?.['names']).toEqual([{ _id: 'x', name: '翠屏区' }]);
    const [facets] = await run([
      {
        $facet: {
          count: [{ $count: 'n' }],
          top: [{ $sort: { s: -1 } }, { $limit: 1 }, { $project: { s: 1, _id: 0 } }],
        },
      },
    ]);
    expect(facets).toEqual({ count: [{ n: 4 }], top: [{ s: 10 }] });
  });

  test('merges into a collection, adding and changing', async () => {
    const totals = database.connection.collection('totals');
    await totals.insertOne({ _id: 'x' as never, kept: true });
    await run([
      { $group: { _id: '$d', n: { $sum: 1 } } },
      { $merge: { into: 'totals', whenMatched: 'merge', whenNotMatched: 'insert' } },
    ]);
    expect(await totals.find({}).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'x', kept: true, n: 2 },
      { _id: 'y', n: 1 },
      { _id: 'z', n: 1 },
    ]);
  });

  test('that must not merge into a document that is there says which', async () => {
    const stages = [{ $documents: [{ _id: 2, s: 0 }] }, { $merge: { into: 'things', whenMatched: 'fail' } }];
    await expect(database.connection.db?.aggregate(stages).toArray()).rejects.toMatchObject({
      code: 11000,
      errorResponse: { keyPattern: { _id: 1 }, keyValue: { _id: 2 } },
    });
  });

  test('replaces a collection by $out', async () => {
    await run([{ $match: { d: 'x' } }, { $out: 'copies' }]);
    expect(await database.connection.collection('copies').countDocuments({})).toBe(2);
  });

  test('counts, with and without a filter, as countDocuments and distinct do', async () => {
    expect(await things.countDocuments({ d: 'x' })).toBe(2);
    expect(await things.countDocuments({}, { skip: 1, limit: 2 })).toBe(2);
    expect((await things.distinct('d')).sort()).toEqual(['x', 'y', 'z']);
  });

  test('gives each distinct value once: numbers by value, decimals exactly, texts as the collation compares', async () => {
    await things.deleteMany({});
    const near = ['0.1', '0.10000000000000000001'].map((text) => Decimal128.fromString(text));
    await fill([{ k: 'PING' }, { k: 'ping' }, { k: 1 }, { k: [new Double(1), Long.ONE] }, { k: near }, {}]);
    expect(await things.distinct('k')).toEqual(['PING', 'ping', 1, ...near]);
    const folding = { collation: { locale: 'en', strength: 2 } };
    expect(await things.distinct('k', { k: 'Ping' }, folding)).toEqual(['PING']);
    expect(await things.distinct('k', { _id: 3 as never }, { hint: '_id_' })).toEqual([1]);
  });

  test('of the sessions open here knows the one that asks', async () => {
    const stages = [{ $listLocalSessions: {} }, { $limit: 1 }, { $project: { _id: 0, known: '$_id.id' } }];
    const [row] = await database.connection.getClient().db('admin').aggregate(stages).toArray();
    expect(row?.['known']).toBeDefined();
  });
});
