import * as fc from 'fast-check';
import { Decimal128, type Document, Double, Long } from 'mongodb';

type Scalars = fc.Arbitrary<unknown>;

const large = ['9007199254740993', '9007199254740992', '9007199254740994'].map((text) => Long.fromString(text));
const near = ['0.1', '0.10000000000000000001', '0.09999999999999999999'].map((text) => Decimal128.fromString(text));
const long = 'x'.repeat(2000);

/** Few values that lie close together find more than many that never meet. */
const themes: Record<string, Scalars> = {
  integers: fc.integer({ min: 0, max: 9 }),
  near: fc.constantFrom<unknown>(0.1, ...near),
  numbers: fc.constantFrom<unknown>(
    0,
    -0,
    -1,
    new Double(2),
    Decimal128.fromString('2'),
    Number.NaN,
    Infinity,
    -Infinity,
  ),
  large: fc.constantFrom<unknown>(...large, 9007199254740992, Long.MAX_VALUE, Long.MIN_VALUE),
  texts: fc.constantFrom('', 'a', 'ab', 'a\0b', 'a\0', 'b', '宜宾', '\u{1F600}', '\uFFFD'),
  longTexts: fc.constantFrom('x', long, `${long}a`, `${long}b`, `${long}c`, `${long}\u{1F600}`),
  mixed: fc.constantFrom<unknown>(
    null,
    true,
    false,
    new Date(-1),
    new Date(0),
    0,
    1,
    'a',
    { k: 1 },
    { k: 1, l: 'm' },
    { l: 1 },
  ),
};

export interface Arbitraries {
  document: fc.Arbitrary<Document>;
  simple: fc.Arbitrary<Document>;
  filter: fc.Arbitrary<Document>;
}

function documents(scalar: Scalars): fc.Arbitrary<Document> {
  const lists = fc.array(fc.oneof({ weight: 4, arbitrary: scalar }, fc.array(scalar, { maxLength: 2 })), {
    maxLength: 3,
  });
  const value = fc.oneof({ weight: 3, arbitrary: scalar }, lists);
  const inner = fc.record({ d: value }, { requiredKeys: [] });
  const nested = fc.oneof(value, inner, fc.array(inner, { maxLength: 3 }));
  return fc.record({ a: value, b: scalar, c: nested, e: scalar }, { requiredKeys: [] });
}

function conditions(scalar: Scalars): fc.Arbitrary<unknown> {
  const range = fc
    .record({ $gt: scalar, $gte: scalar, $lt: scalar, $lte: scalar }, { requiredKeys: [] })
    .filter((one) => Object.keys(one).length > 0);
  const among = fc.record({ $in: fc.array(scalar, { maxLength: 4 }) });
  const others = [
    fc.record({ $ne: scalar }),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $elemMatch: range }),
    fc.record({ $not: range }),
  ];
  return fc.oneof(
    { weight: 3, arbitrary: scalar },
    { weight: 5, arbitrary: range },
    among,
    ...others,
    fc.array(scalar, { maxLength: 2 }),
  );
}

function around(scalar: Scalars): Arbitraries {
  const condition = conditions(scalar);
  const single = fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'c.d', 'e'), condition)
    .map(([path, one]) => ({ [path]: one }));
  const pair = fc.tuple(single, single).map(([one, other]) => ({ ...one, ...other }));
  const simple = fc.oneof({ weight: 2, arbitrary: single }, pair);
  const either = fc.array(simple, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or }));
  const both = fc.tuple(simple, simple).map(($and) => ({ $and }));
  return { document: documents(scalar), simple, filter: fc.oneof({ weight: 4, arbitrary: simple }, either, both) };
}

/** Documents and filters over values of one theme, a theme at random. */
export const arbitraries: fc.Arbitrary<Arbitraries> = fc.constantFrom(...Object.values(themes)).map(around);

const direction = fc.constantFrom(1 as const, -1 as const);

export const randomSort: fc.Arbitrary<Record<string, 1 | -1>> = fc.oneof(
  fc.record({ a: direction }),
  fc.record({ e: direction }),
  fc.tuple(direction, direction).map(([b, e]) => ({ b, e })),
  fc.tuple(direction, direction).map(([b, d]) => ({ b, 'c.d': d })),
);
