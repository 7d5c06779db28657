import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { decode } from '../../src/database/embedded/bson.js';
import { startEmbedded } from '../../src/database/embedded/start.js';
import { docOrder } from '../../src/database/embedded/sort.js';
import { disagreements } from './disagreements.js';
import { arbitraries, randomSort } from './random-documents.js';
import { type FreshDatabase, freshDatabase } from './fresh-database.js';

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

  const read = async (filter: Document, options: object): Promise<number[]> =>
    ids(await things.find(filter as never, options).toArray());
  const sortable: Record<string, 1 | -1>[] = [{ a: 1 }, { e: 1 }, { b: 1, e: -1 }];
  const hints = ['a_1', 'b_1_a_-1', 'b_-1_c.d_1', 'c.d_1', 'c_-1'];

  test('finds through indexes exactly what reading every document finds', async () => {
    const runs = arbitraries.chain(({ document, filter }) =>
      fc.tuple(fc.array(document, { maxLength: 12 }), fc.array(filter, { minLength: 8, maxLength: 12 })),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ([documents, filters]) => {
        await fill(documents);
        for (const one of filters) {
          const expected = await read(one, { hint: { $natural: 1 } });
          expect(await read(one, {})).toEqual(expected);
          for (const hint of hints) expect(await read(one, { hint })).toEqual(expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('gives the order a sort without an index gives, ties aside', async () => {
    const runs = arbitraries.chain(({ document, simple }) =>
      fc.tuple(fc.array(document, { maxLength: 12 }), fc.oneof(fc.constant({}), simple), randomSort),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ([documents, filter, sort]) => {
        await things.drop();
        for (const key of sortable) await things.createIndex(key);
        await fill(documents);
        const sorted = async (options: object): Promise<Document[]> => {
          const found = await things.find(filter as never, { sort, raw: true, ...options }).toArray();
          return found.map((bytes) => decode(bytes as unknown as Buffer));
        };
        const order = docOrder(sort);
        const expected = await sorted({ hint: { $natural: 1 } });
        for (const options of [{}, { hint: 'e_1' }, { hint: 'b_1_e_-1' }, { limit: 3 }]) {
          const found = await sorted(options);
          expect(found).toHaveLength('limit' in options ? Math.min(3, expected.length) : expected.length);
          for (const [at, doc] of found.entries()) expect(order(doc, expected[at] ?? {})).toBe(0);
        }
      }),
      { numRuns: 90 },
    );
  });

  test('finds and counts by keys alone exactly what reading every document finds', async () => {
    const runs = arbitraries.chain(({ document, filter }) =>
      fc.tuple(fc.array(document, { maxLength: 12 }), fc.array(filter, { minLength: 12, maxLength: 16 })),
    );
    let exact = 0;
    await fc.assert(
      fc.asyncProperty(runs, async ([documents, filters]) => {
        await things.drop();
        for (const key of [{ e: 1 }, { b: -1, e: 1 }, { a: 1 }] as const) await things.createIndex({ ...key });
        await fill(documents);
        for (const one of filters) {
          const expected = await read(one, { hint: { $natural: 1 } });
          expect(await read(one, {})).toEqual(expected);
          expect(await things.countDocuments(one)).toBe(expected.length);
          const plan = await things.find(one).explain('queryPlanner');
          exact += Number(!('filter' in plan['queryPlanner']['winningPlan']));
        }
      }),
      { numRuns: 50 },
    );
    expect(exact).toBeGreaterThan(0);
  });

  test('decides by keys alone where a key stands for one value, and not else', async () => {
    await things.drop();
    for (const key of [{ a: 1, b: 1 }, { c: 1 }] as const) await things.createIndex({ ...key });
    await things.insertMany([
      { a: 'x', b: new Date(5), c: [1, 2] },
      { a: 'x', b: new Date(6) },
      { a: 'y', b: new Date(5) },
    ]);
    const isExact = async (filter: Document, options: object = {}): Promise<boolean> => {
      const plan = await things.find(filter, options).explain('queryPlanner');
      return (
        plan['queryPlanner']['winningPlan']['inputStage'] !== undefined &&
        !('filter' in plan['queryPlanner']['winningPlan'])
      );
    };
    expect(await isExact({ a: 'x' })).toBe(true);
    expect(await isExact({ a: { $in: ['x', 'y'] }, b: { $gt: new Date(4), $lte: new Date(5) } })).toBe(true);
    expect(await things.countDocuments({ a: 'x', b: { $gt: new Date(5) } })).toBe(1);
    expect(await things.countDocuments({ a: 'x' }, { skip: 1, limit: 5 })).toBe(1);
    const inexact = [{ a: null }, { a: { $gt: 'w' } }, { a: 'x', d: 1 }, { c: 1 }, { a: 'x', $expr: true }, { b: 'x' }];
    for (const filter of inexact) expect(await isExact(filter)).toBe(false);
    expect(await isExact({ a: 'x' }, { collation: { locale: 'en', strength: 2 } })).toBe(false);
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
  const kinds = fc.constantFrom('replace', 'delete', 'upsert', 'push');
  const changes = arbitraries.chain(({ document }) =>
    fc.array(fc.tuple(fc.nat(9), document, fc.option(fc.nat(3)), kinds), { maxLength: 20 }),
  );
  const write = async ([_id, next, u, kind]: [number, Document, number | null, string]): Promise<unknown> => {
    const whole = { ...next, ...(u === null ? {} : { u }) };
    if (kind === 'delete') return things.deleteOne({ _id: _id as never });
    if (kind === 'push')
      return things.updateOne({ _id: _id as never }, { $push: { a: u } as never, $unset: { b: '' } });
    return things.replaceOne({ _id: _id as never }, whole, { upsert: kind === 'upsert' });
  };
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      await Promise.all(
        list.map((one) => write(one).catch((error: { code?: number }) => expect([2, 11000]).toContain(error.code))),
      );
    }),
    { numRuns: 40 },
  );
  await client.close();
  await store.close();
  expect(await disagreements(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
