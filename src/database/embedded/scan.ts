import { setImmediate } from 'node:timers/promises';
import type { Doc } from './bson.js';
import { fieldDecoder, filterPaths } from './fields.js';
import { compileFilter, type Matching } from './match.js';
import { type Plan, planQuery, type Query } from './planner.js';
import { recordOf } from './keys.js';
import { type Collection, readRecord, type Store } from './store.js';

export interface Found {
  record: number;
  bytes: Buffer;
}

/** How long one turn may take before others get theirs. */
export const sliceMilliseconds = 15;

export type ByteTest = (bytes: Buffer) => boolean;

export interface Walk {
  store: Store;
  collection: Collection;
  plan: Plan;
  test: ByteTest | undefined;
  at: number;
  resume: Buffer | undefined;
  seen: Set<number> | undefined;
  examined: number;
}

/** A filter over documents in their bytes, of which it decodes what it looks at; nothing for the empty filter. */
export function testOf(filter: Doc, matching: Matching): ByteTest | undefined {
  if (Object.keys(filter).length === 0) return undefined;
  const test = compileFilter(filter, matching);
  const fields = fieldDecoder(filterPaths(filter));
  return (bytes) => test(fields(bytes));
}

export function startWalk(store: Store, collection: Collection, query: Query, matching: Matching = {}): Walk {
  const plan = planQuery(collection, query);
  const test = plan.exact ? undefined : testOf(query.filter, matching);
  return {
    store,
    collection,
    plan,
    test,
    at: 0,
    resume: undefined,
    seen: plan.repeats ? new Set() : undefined,
    examined: 0,
  };
}

function keysFrom({ store, plan, at, resume }: Walk): Iterable<{ key: Buffer; value: Buffer }> {
  const range = plan.ranges[at];
  if (!range) return [];
  const table = range.index ? store.entries : store.documents;
  if (plan.reverse)
    return table.getRange({
      start: resume ?? range.end,
      end: range.start,
      reverse: true,
      inclusiveEnd: true,
      exclusiveStart: true,
    });
  return table.getRange({ start: resume ?? range.start, end: range.end, exclusiveStart: resume !== undefined });
}

function matchOf(walk: Walk, value: Buffer, key: Buffer): Found | undefined {
  const range = walk.plan.ranges[walk.at];
  const record = recordOf(range?.index ? value : key);
  if (walk.seen?.has(record) === true) return undefined;
  walk.seen?.add(record);
  const bytes = range?.index ? readRecord(walk.store, walk.collection, record) : value;
  walk.examined += 1;
  return bytes && (!walk.test || walk.test(bytes)) ? { record, bytes } : undefined;
}

/** Reads on until enough is found, the ranges end, or the deadline has passed; `walk.at` then tells where it stands. */
export function advance(walk: Walk, wanted: number, deadline = Number.POSITIVE_INFINITY): Found[] {
  const found: Found[] = [];
  for (; walk.at < walk.plan.ranges.length; walk.at += 1, walk.resume = undefined) {
    for (const { key, value } of keysFrom(walk)) {
      walk.resume = key;
      const match = matchOf(walk, value, key);
      if (match) found.push(match);
      if (found.length >= wanted || performance.now() > deadline) return found;
    }
  }
  return found;
}

export function isFinished(walk: Walk): boolean {
  return walk.at >= walk.plan.ranges.length;
}

const countedAtOnce = 20_000;

/** Counts what an exact plan finds, without reading a document; in slices. */
export async function countEntries({ store, plan }: Walk): Promise<number> {
  let total = 0;
  for (const { start, end } of plan.ranges) {
    for (let from: Buffer | undefined = start; from;) {
      total += store.entries.getKeysCount({ start: from, end, limit: countedAtOnce });
      from = [...store.entries.getKeys({ start: from, end, offset: countedAtOnce, limit: 1 })][0];
      if (from) await setImmediate();
    }
  }
  return total;
}

/** Matches in slices; between two slices other work gets its turn. */
export async function* slices(walk: Walk, wanted = Number.POSITIVE_INFINITY): AsyncGenerator<Found[]> {
  let left = wanted;
  while (!isFinished(walk) && left > 0) {
    const found = advance(walk, Math.min(left, 1000), performance.now() + sliceMilliseconds);
    left -= found.length;
    yield found;
    if (!isFinished(walk) && left > 0) await setImmediate();
  }
}
