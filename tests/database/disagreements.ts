import { decode } from '../../src/database/embedded/bson.js';
import { after, prefix, recordOf, recordSuffix } from '../../src/database/embedded/keys.js';
import { indexEntries } from '../../src/database/embedded/records.js';
import { type Collection, type Index, openStore, type Store } from '../../src/database/embedded/store.js';

function expectedEntries(store: Store, collection: Collection, index: Index): string[] {
  const range = { start: prefix(collection.id), end: after(prefix(collection.id)) };
  return [...store.documents.getRange(range)].flatMap(({ key, value }) =>
    indexEntries(index, decode(value)).map((entry) => {
      const suffix = recordSuffix(recordOf(key));
      return Buffer.concat(index.unique ? [entry.key, suffix] : [entry.key, suffix, suffix]).toString('hex');
    }),
  );
}

function presentEntries(store: Store, index: Index): string[] {
  const range = { start: prefix(index.id), end: after(prefix(index.id)) };
  return [...store.entries.getRange(range)].map(({ key, value }) => Buffer.concat([key, value]).toString('hex'));
}

/** The indexes of a closed store whose entries are not exactly those its documents call for. */
export async function disagreements(folder: string): Promise<string[]> {
  const store = openStore(folder);
  const wrong = [...store.collections.values()].flatMap((collection) =>
    collection.indexes
      .filter(
        (index) =>
          !index.building &&
          expectedEntries(store, collection, index).sort().join() !== presentEntries(store, index).sort().join(),
      )
      .map(({ name }) => `${collection.name}.${name}`),
  );
  await store.env.close();
  return wrong;
}
