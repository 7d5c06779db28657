// From the conditions on one indexed field to the keys that can meet them.
import { typeRank } from './compare.js';
import { after, componentKey, inverted, longestComponent, typeBounds, valueKey } from './keys.js';
import type { Index } from './store.js';

/** A condition as its operator and operand. */
export type Condition = readonly [string, unknown];

export const mostPoints = 1000;

/** Arrays match whole or by member, and expressions match text: neither is one key. */
const isKeyed = (value: unknown): boolean => ![25, 50].includes(typeRank(value));

export function pointsOf(conditions: readonly Condition[]): unknown[] | undefined {
  const equal = conditions.find(([name, operand]) => name === '$eq' && isKeyed(operand));
  if (equal) return [equal[1]];
  const among = conditions.find(
    ([name, operand]) =>
      name === '$in' && Array.isArray(operand) && operand.every(isKeyed) && operand.length <= mostPoints,
  );
  return among?.[1] as unknown[] | undefined;
}

export interface Interval {
  low: Buffer;
  high: Buffer;
}

function lowBound(name: string, value: unknown, longest: number): Buffer {
  const key = valueKey(value);
  if (key.length > longest) return key.subarray(0, longest);
  return name === '$gt' && typeRank(value) !== 10 ? after(key) : key;
}

function highBound(name: string, value: unknown, longest: number): Buffer {
  const key = valueKey(value);
  if (key.length > longest) return after(key.subarray(0, longest));
  return name === '$lte' || typeRank(value) === 10 ? after(key) : key;
}

export function intervalOf(conditions: readonly Condition[], index: Index): Interval | undefined {
  const isBound = ([name, operand]: Condition): boolean =>
    ['$gt', '$gte', '$lt', '$lte'].includes(name) && isKeyed(operand) && ![-1, 5, 127].includes(typeRank(operand));
  const bounds = conditions.filter(isBound);
  const longest = longestComponent(index.fields.length);
  const lower = bounds.find(([name]) => name === '$gt' || name === '$gte');
  const upper = index.multikey && lower ? undefined : bounds.find(([name]) => name === '$lt' || name === '$lte');
  const any = lower ?? upper;
  if (!any) return undefined;
  const type = typeBounds(any[1]);
  if (lower && upper && typeRank(lower[1]) !== typeRank(upper[1])) return undefined;
  return {
    low: lower ? lowBound(...lower, longest) : type.first,
    high: upper ? highBound(...upper, longest) : type.last,
  };
}

export function directed({ low, high }: Interval, direction: 1 | -1): Interval {
  return direction === 1 ? { low, high } : { low: after(inverted(high)), high: after(inverted(low)) };
}

export function pointKeys(points: readonly unknown[], index: Index, direction: 1 | -1): Buffer[] {
  const longest = longestComponent(index.fields.length);
  const keys = points.map((value) => componentKey(valueKey(value), longest));
  const unique = [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
  return unique.map((key) => (direction === 1 ? key : inverted(key)));
}
