import type { Doc } from './bson.js';
import { fieldDecoder } from './fields.js';
import type { Matching } from './match.js';
import type { Query } from './planner.js';
import { type Found, advance, slices, startWalk, testOf, type Walk } from './scan.js';
import { sortKeys } from './sort.js';
import { type Collection, commit, readRecord, type Store } from './store.js';
import { findCollection } from './collections.js';

export interface Target {
  store: Store;
  database: string;
  name: string;
  query: Query;
  matching: Matching;
}

const smallCollection = 2000;
const mostAttempts = 20;

function least(found: readonly Found[], sort: Doc, folding: boolean): Found | undefined {
  const { keyOf, compare } = sortKeys(sort, folding);
  const fields = fieldDecoder(Object.keys(sort));
  let best: { found: Found; key: unknown[] } | undefined;
  for (const candidate of found) {
    const key = keyOf(fields(candidate.bytes));
    if (!best || compare(key, best.key) < 0) best = { found: candidate, key };
  }
  return best?.found;
}

function walkOf({ store, query, matching }: Target, collection: Collection): Walk {
  return startWalk(store, collection, query, matching);
}

function chosen(walk: Walk, target: Target, found: readonly Found[]): Found | undefined {
  const { sort, folding = false } = target.query;
  return walk.plan.sorted || !sort ? found[0] : least(found, sort, folding);
}

function isQuick(walk: Walk, collection: Collection): boolean {
  return (
    collection.count <= smallCollection ||
    (walk.plan.ranges.every(({ index }) => index) && (walk.plan.sorted || collection.count <= smallCollection))
  );
}

async function search(target: Target, collection: Collection): Promise<Found | undefined> {
  const walk = walkOf(target, collection);
  let best: Found | undefined;
  for await (const found of slices(walk, walk.plan.sorted ? 1 : Number.POSITIVE_INFINITY)) {
    best = chosen(walk, target, best ? [best, ...found] : found);
  }
  return best;
}

function stillMatches({ store, query, matching }: Target, collection: Collection, found: Found): Found | undefined {
  const bytes = readRecord(store, collection, found.record);
  const test = testOf(query.filter, matching);
  return bytes && (!test || test(bytes)) ? { record: found.record, bytes } : undefined;
}

type Act<T> = (collection: Collection | undefined, found: Found | undefined) => T;

/**
 * Finds one document and acts on it in the same commit, so that nobody can change it in between. A long search runs
 * before, in slices, and what it found is tested again in the commit.
 */
export async function locate<T>(target: Target, act: Act<T>): Promise<T> {
  const { store, database, name } = target;
  for (let attempt = 0; ; attempt += 1) {
    const present = findCollection(store, database, name);
    const quick = !present || attempt >= mostAttempts || isQuick(walkOf(target, present), present);
    const before = quick ? undefined : await search(target, present);
    const outcome = await commit(store, (): { value: T } | undefined => {
      const collection = findCollection(store, database, name);
      if (!collection) return { value: act(undefined, undefined) };
      if (quick) {
        const walk = walkOf(target, collection);
        return {
          value: act(collection, chosen(walk, target, advance(walk, walk.plan.sorted ? 1 : Number.POSITIVE_INFINITY))),
        };
      }
      const found = before && stillMatches(target, collection, before);
      return before && !found ? undefined : { value: act(collection, found) };
    });
    if (outcome) return outcome.value;
  }
}
