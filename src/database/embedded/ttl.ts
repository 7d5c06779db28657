import { eachMatch } from './commands/update.js';
import { decode } from './bson.js';
import { writeRecord } from './records.js';
import type { Collection, Index, Store } from './store.js';

async function expire(store: Store, { database, name }: Collection, index: Index, now: number): Promise<void> {
  const path = index.fields[0]?.path ?? '';
  const last = new Date(now - (index.expireAfterSeconds ?? 0) * 1000);
  const query = { filter: { ...index.partial, [path]: { $lte: last } }, hint: index.name };
  await eachMatch({ store, database, name, query, matching: {} }, (collection, { record, bytes }) => {
    writeRecord(store, collection, { record, old: decode(bytes) });
  });
}

/** Removes every document whose time to live has passed at `now`. */
export async function expireDocuments(store: Store, now: number): Promise<void> {
  for (const collection of store.collections.values()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds !== undefined && index.fields.length === 1 && !index.building)
        await expire(store, collection, index, now);
    }
  }
}
