// `$group` with the common accumulators, one document after the other, so that a large collection can be grouped in
// slices and sums keep the wider number type. Anything else is left to mingo.
import { Double, Long } from 'bson';
import { calculate } from './arithmetic.js';
import { type Doc, isDoc } from './bson.js';
import { areEqual, compareValues, isNumeric, toDouble } from './compare.js';
import { valueKey } from './keys.js';

interface Accumulator {
  start: () => unknown;
  add: (before: unknown, value: unknown) => unknown;
  end?: (before: unknown) => unknown;
}

interface Mean {
  sum: unknown;
  count: number;
}

function typed(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Number.isSafeInteger(value) ? Long.fromNumber(value) : new Double(value);
}

/** Plain numbers are added as they are; a Decimal128 or large Long keeps its type. */
function add(sum: unknown, value: unknown): unknown {
  if (typeof sum === 'number' && typeof value === 'number') return sum + value;
  return isNumeric(value) ? calculate('+', typed(sum), typed(value), '$sum') : sum;
}

function bound(sign: 1 | -1): Accumulator {
  const isBetter = (value: unknown, best: unknown): boolean =>
    best === undefined || compareValues(value, best) * sign > 0;
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
  return {
    start: () => undefined,
    add: (best, value) => (isGiven(value) && isBetter(value, best) ? value : best),
    end: (best) => best ?? null,
  };
}

const nothing = Symbol('nothing');

const accumulators: Record<string, Accumulator> = {
  $sum: { start: () => 0, add },
  $count: { start: () => 0, add: (count) => Number(count) + 1 },
  $avg: {
    start: (): Mean => ({ sum: 0, count: 0 }),
    add: (before, value) => {
      const mean = before as Mean;
      return isNumeric(value) ? { sum: add(mean.sum, value), count: mean.count + 1 } : mean;
    },
    end: (before) => {
      const { sum, count } = before as Mean;
      return count === 0 ? null : toDouble(sum) / count;
    },
  },
  $min: bound(-1),
  $max: bound(1),
  $first: { start: () => nothing, add: (first, value) => (first === nothing ? (value ?? null) : first) },
  $last: { start: () => nothing, add: (_last, value) => value ?? null },
  $push: {
    start: (): unknown[] => [],
    add: (list, value) => (value === undefined ? list : ((list as unknown[]).push(value), list)),
  },
  $addToSet: {
    start: (): unknown[] => [],
    add: (before, value) => {
      const list = before as unknown[];
      if (value !== undefined && !list.some((member) => areEqual(member, value))) list.push(value);
      return list;
    },
  },
};

export interface Grouping {
  /** What to make of each document before it is added. */
  stage: Doc;
  add(row: Doc): void;
  results(): Doc[];
}

interface Field {
  name: string;
  accumulator: Accumulator;
  expression: unknown;
}

function fieldOf([name, operation]: [string, unknown]): Field | undefined {
  if (!isDoc(operation)) return undefined;
  const [[operator, expression] = ['', undefined], ...others] = Object.entries(operation);
  const accumulator = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  return accumulator && others.length === 0 ? { name, accumulator, expression } : undefined;
}

function resultOf(id: unknown, fields: readonly Field[], values: readonly unknown[]): Doc {
  const ends = fields.map(({ name, accumulator }, at) => [
    name,
    accumulator.end ? accumulator.end(values[at]) : values[at],
  ]);
  return { _id: id, ...Object.fromEntries(ends) };
}

/** Nothing when the stage asks for more than these accumulators. */
export function startGrouping(stage: Doc): Grouping | undefined {
  const { _id: id, ...rest } = stage;
  const found = Object.entries(rest).map(fieldOf);
  const fields = found.filter((one) => one !== undefined);
  if (!('_id' in stage) || fields.length < found.length) return undefined;
  const groups = new Map<string, { id: unknown; values: unknown[] }>();
  const groupOf = (key: unknown): { values: unknown[] } => {
    const name = valueKey(key).toString('latin1');
    const group = groups.get(name) ?? { id: key ?? null, values: fields.map(({ accumulator }) => accumulator.start()) };
    groups.set(name, group);
    return group;
  };
  const add = (row: Doc): void => {
    const { values } = groupOf(row['id']);
    const given = row['given'] as unknown[];
    for (const [at, { accumulator }] of fields.entries()) values[at] = accumulator.add(values[at], given[at]);
  };
  return {
    stage: { $replaceWith: { id, given: fields.map(({ expression }) => expression) } },
    add,
    results: () => [...groups.values()].map((group) => resultOf(group.id, fields, group.values)),
  };
}
