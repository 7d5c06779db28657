import type { Lonely } from '../../src/statistics/design/design-covariance.js';
import { objectOf } from './case.js';
import type { Case, Table } from './case.js';

/** A sentence on the first key that nobody here knows; absent: all are known. */
export function unknownKey(where: string, asked: unknown, known: readonly (string | RegExp)[]): string | undefined {
  const unknown = Object.keys(objectOf(asked)).find(
    (key) => !known.some((each) => (typeof each === 'string' ? each === key : each.test(key))),
  );
  return unknown === undefined ? undefined : `${where} has ${unknown}, which is not known here`;
}

/** Keys of options that say how sure intervals are. */
export const levelKeys = ['level', 'confidence', 'conf_level', 'alpha'] as const;

/** The confidence level of a case, 0.95 where it states none. */
export function confidenceOf({ input, options }: Case): number {
  const stated = { ...input, ...objectOf(options) };
  const key = levelKeys.find((each) => typeof stated[each] === 'number');
  if (key === undefined) return 0.95;
  return key === 'alpha' ? 1 - Number(stated[key]) : Number(stated[key]);
}

/** What a case says of strata with one PSU. */
export function lonelyOf({ options }: Case): Lonely {
  const { lonely_psu: named, lonely = named } = objectOf(options);
  const stated = ({ fail: 'refuse', certainty: 'remove' } as Record<string, Lonely>)[String(lonely)] ?? lonely;
  return stated === 'remove' || stated === 'adjust' || stated === 'average' ? stated : 'refuse';
}

/** The column that domain labels belong to: the one that is named, or the only one in which all of them occur. */
export function columnOfLevels(table: Table, labels: readonly string[], named?: unknown): string | undefined {
  const has = (column: string): boolean => labels.every((label) => table[column]?.includes(label));
  if (typeof named === 'string' && has(named)) return named;
  const found = Object.keys(table).filter(has);
  return found.length === 1 ? found[0] : undefined;
}
