import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Collection, Decimal128, type Document, Double, Long, MongoClient } from 'mongodb';
import { decode } from '../../src/database/embedded/bson.js';
import { startEmbedded } from '../../src/database/embedded/start.js';
import { docOrder } from '../../src/database/embedded/sort.js';
import { disagreements } from './disagreements.js';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'a\0b', 'b', '宜宾', '\u{1F600}', '\uFFFD') },
  fc.constantFrom(null, true, false, new Date(-1), new Date(0), new Date(1)),
  fc.constantFrom(0.5, -0.5, Number.NaN, Infinity, -Infinity, new Double(2)),
  fc.constantFrom(
    Long.fromString('9007199254740993'),
    Long.fromString('9007199254740992'),
    Long.MAX_VALUE,
    Long.MIN_VALUE,
  ),
  fc.constantFrom(
    Decimal128.fromString('2'),
    Decimal128.fromString('0.1'),
    Decimal128.fromString('0.10000000000000000001'),
    0.1,
  ),
  fc.constantFrom('x'.repeat(2000), `${'x'.repeat(2000)}a`, { k: 1 }, { k: 1, l: 'm' }, { l: 1 }),
);
const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }), { maxLength: 2 }),
);
const nested = fc.oneof(
  value,
  fc.record({ d: value }, { requiredKeys: [] }),
  fc.array(fc.record({ d: value }, { requiredKeys: [] }), { maxLength: 3 }),
);
const document = fc.record({ a: value, b: scalar, c: nested }, { requiredKeys: [] });

const range = fc
  .record({ $gt: scalar, $gte: scalar, $lt: scalar, $lte: scalar }, { requiredKeys: [] })
  .filter((one) => Object.keys(one).length > 0);
const condition = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 3, arbitrary: range },
  fc.record({ $in: fc.array(scalar, { maxLength: 4 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: range }),
  fc.record({ $not: range }),
  fc.array(scalar, { maxLength: 2 }),
);
const simple = fc.record({ a: condition, b: condition, 'c.d': condition, c: condition }, { requiredKeys: [] });
const filter = fc.oneof(
  { weight: 4, arbitrary: simple },
  fc.record({ $or: fc.array(simple, { minLength: 1, maxLength: 3 }) }),
  fc.tuple(simple, simple).map(([one, other]) => ({ $and: [one, other] })),
);
const direction = fc.constantFrom(1 as const, -1 as const);
const sort = fc.oneof(
  fc.record({ a: direction }),
  fc.record({ b: direction }),
  fc.tuple(direction, direction).map(([b, a]) => ({ b, a })),
  fc.tuple(direction, direction).map(([b, id]) => ({ b, 'c.d': id })),
);

const ids = (found: Document[]): number[] => found.map(({ _id }) => _id as number).sort((x, y) => x - y);

describe('the index planner', () => {
  let database: FreshDatabase;
  let things: Collection;
  beforeAll(async () => {
    database = await freshDatabase();
    things = database.connection.collection('things');
    for (const key of [{ a: 1 }, { b: 1, a: -1 }, { b: -1, 'c.d': 1 }, { 'c.d': 1 }, { c: -1 }] as const)
      await things.createIndex({ ...key });
    await things.createIndex({ b: 1 }, { name: 'sparse', sparse: true });
    await things.createIndex({ a: 1, b: 1 }, { name: 'partial', partialFilterExpression: { b: { $gt: 0 } } });
  });
  afterAll(() => database.close());

  const fill = async (documents: Document[]): Promise<void> => {
    await things.deleteMany({});
    if (documents.length > 0) await things.insertMany(documents.map((one, _id) => ({ _id, ...one })) as never);
  };

  test('finds through indexes exactly what reading every document finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(filter, { minLength: 3, maxLength: 6 }),
        async (documents, filters) => {
          await fill(documents);
          for (const one of filters) {
            const read = await things
              .find(one as never)
              .hint({ $natural: 1 })
              .toArray();
            expect(ids(await things.find(one as never).toArray())).toEqual(ids(read));
            for (const hint of ['a_1', 'b_1_a_-1', 'b_-1_c.d_1', 'c.d_1', 'c_-1'])
              expect(
                ids(
                  await things
                    .find(one as never)
                    .hint(hint)
                    .toArray(),
                ),
              ).toEqual(ids(read));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('gives the order a sort without an index gives, ties aside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(document, { maxLength: 12 }), simple, sort, async (documents, one, by) => {
        await fill(documents);
        const sorted = async (options: object): Promise<Document[]> =>
          (await things.find(one as never, { sort: by as never, raw: true, ...options }).toArray()).map((bytes) =>
            decode(bytes as unknown as Buffer),
          );
        const order = docOrder(by);
        const indexed = await sorted({});
        const read = await sorted({ hint: { $natural: 1 } });
        expect(indexed).toHaveLength(read.length);
        for (const [at, doc] of indexed.entries()) expect(order(doc, read[at] ?? {})).toBe(0);
        const first = await sorted({ limit: 3 });
        for (const [at, doc] of first.entries()) expect(order(doc, read[at] ?? {})).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  test('sorts by an index where the index has the order asked for', async () => {
    await things.drop();
    await things.createIndex({ b: 1, a: -1 });
    await things.insertMany([
      { a: 1, b: 1 },
      { a: 2, b: 1 },
      { a: 3, b: 2 },
    ]);
    const plan = await things.find({}).sort({ b: -1, a: 1 }).explain('queryPlanner');
    expect(plan['queryPlanner']['winningPlan']).toMatchObject({
      stage: 'FETCH',
      inputStage: { indexName: 'b_1_a_-1', direction: 'backward' },
    });
    expect((await things.find({}).sort({ b: -1, a: 1 }).toArray()).map(({ a }) => a as number)).toEqual([3, 1, 2]);
  });

  test('says which index it uses', async () => {
    const plan = await things.find({ b: 2, a: { $lt: 5 } }).explain('queryPlanner');
    expect(plan['queryPlanner']['winningPlan']).toMatchObject({ stage: 'FETCH', inputStage: { stage: 'IXSCAN' } });
    const whole = await things.find({ z: 1 }).explain('queryPlanner');
    expect(whole['queryPlanner']['winningPlan']).toMatchObject({ stage: 'COLLSCAN' });
  });
});

test('every index holds exactly what its documents call for, whatever was written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'manyidu-indexes-'));
  const store = await startEmbedded({ folder });
  const client = await new MongoClient(store.uri).connect();
  const things = client.db().collection('things');
  for (const key of [{ a: 1 }, { b: 1, a: -1 }, { 'c.d': 1 }, { c: -1 }] as const) await things.createIndex({ ...key });
  await things.createIndex({ b: 1 }, { name: 'sparse', sparse: true });
  await things.createIndex({ a: 1, b: 1 }, { name: 'partial', partialFilterExpression: { b: { $gt: 0 } } });
  await things.createIndex({ u: 1 }, { unique: true, sparse: true });
  const change = fc.tuple(
    fc.nat(9),
    document,
    fc.option(fc.nat(3)),
    fc.constantFrom('replace', 'delete', 'upsert', 'push'),
  );
  const write = async ([_id, next, u, kind]: [number, Document, number | null, string]): Promise<unknown> => {
    const whole = { ...next, ...(u === null ? {} : { u }) };
    if (kind === 'delete') return things.deleteOne({ _id: _id as never });
    if (kind === 'push')
      return things.updateOne({ _id: _id as never }, { $push: { a: u } as never, $unset: { b: '' } });
    return things.replaceOne({ _id: _id as never }, whole, { upsert: kind === 'upsert' });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
      await Promise.all(
        changes.map((one) => write(one).catch((error: { code?: number }) => expect([2, 11000]).toContain(error.code))),
      );
    }),
    { numRuns: 60 },
  );
  await client.close();
  await store.close();
  expect(await disagreements(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
