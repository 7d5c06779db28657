// When an index's keys alone decide a filter: then no document need be decoded to test it, nor read to be counted.
import { Decimal128 } from 'bson';
import { type Doc, isDoc } from './bson.js';
import { typeRank } from './compare.js';
import { type Condition } from './key-ranges.js';
import { longestComponent, valueKey } from './keys.js';
import type { Index } from './store.js';

/** Numbers, strings, ObjectIds, booleans and dates have one key for one value; null also stands for a missing field. */
const pointRanks = [10, 15, 35, 40, 45];

/** Only of these is a bound's key neither cut nor widened. */
const boundRanks = [35, 45];

const lowerBounds = ['$gt', '$gte'];
const upperBounds = ['$lt', '$lte'];

function isPoint(value: unknown, index: Index): boolean {
  const isKeyed = pointRanks.includes(typeRank(value)) && !(value instanceof Decimal128);
  return isKeyed && valueKey(value).length <= longestComponent(index.fields.length);
}

function isInterval(conditions: readonly Condition[]): boolean {
  const among = (names: readonly string[]): number => conditions.filter(([name]) => names.includes(name)).length;
  const [lower, upper] = [among(lowerBounds), among(upperBounds)];
  const ranks = conditions.map(([, operand]) => typeRank(operand));
  return (
    lower <= 1 && upper <= 1 && lower + upper === conditions.length && ranks.every((rank) => boundRanks.includes(rank))
  );
}

function isKeyOnly(conditions: readonly Condition[], index: Index): boolean {
  const [[name, operand] = ['', undefined], ...others] = conditions;
  if (others.length === 0 && name === '$eq') return isPoint(operand, index);
  if (others.length === 0 && name === '$in')
    return Array.isArray(operand) && operand.every((value) => isPoint(value, index));
  return isInterval(conditions);
}

function hasOnlyFields(filter: Doc): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '$and')
      return Array.isArray(condition) && condition.every((branch) => isDoc(branch) && hasOnlyFields(branch));
    return !name.startsWith('$') || name === '$comment';
  });
}

export interface Decided {
  index: Index;
  /** The fields whose conditions the key ranges were made of. */
  fields: ReadonlySet<string>;
}

/** Whether exactly the entries in the ranges belong to documents that meet the filter. */
export function isExact(
  { index, fields }: Decided,
  filter: Doc,
  conditions: ReadonlyMap<string, Condition[]>,
): boolean {
  if (index.multikey || index.unordered || !hasOnlyFields(filter)) return false;
  return [...conditions].every(([path, list]) => fields.has(path) && isKeyOnly(list, index));
}
