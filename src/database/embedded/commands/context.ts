import { type Doc, isDoc, toNumber } from '../bson.js';
import { isFolding } from '../collation.js';
import { findCollection } from '../collections.js';
import type { Cursors } from '../cursors.js';
import { variablesOf } from '../expression.js';
import type { Matching } from '../match.js';
import { refusal } from '../problem.js';
import type { Query } from '../planner.js';
import type { Collection, Store } from '../store.js';

export interface Context {
  store: Store;
  cursors: Cursors;
  database: string;
}

export type Command = (context: Context, command: Doc) => Doc | Buffer | Promise<Doc | Buffer>;

export function docOf(value: unknown, name: string): Doc {
  if (value === undefined || value === null) return {};
  if (!isDoc(value)) throw refusal(14, `BSON field '${name}' is the wrong type, expected type 'object'`);
  return value;
}

/** A field that must be text where it is given. */
export function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

export function nameOf(command: Doc): string {
  return String(Object.values(command)[0]);
}

export function collectionOf({ store, database }: Context, command: Doc): Collection | undefined {
  return findCollection(store, database, nameOf(command));
}

export function optionalNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value, Number.NaN);
  if (Number.isNaN(number)) throw refusal(14, `BSON field '${name}' is the wrong type`);
  if (number < 0) throw refusal(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
}

/** How a command's documents are looked up: `filter` under its own name in each command. */
export function queryOf(command: Doc, filter: unknown): { query: Query; matching: Matching } {
  const folding = isFolding(command['collation']);
  const variables = command['let'] ?? command['c'];
  return {
    query: {
      filter: docOf(filter, 'filter'),
      sort: command['sort'] === undefined ? undefined : docOf(command['sort'], 'sort'),
      hint: command['hint'],
      folding,
    },
    matching: { fold: folding, ...(isDoc(variables) ? { variables: variablesOf(variables) } : {}) },
  };
}
