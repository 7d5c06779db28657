import { isDoc, toNumber } from './bson.js';
import { asDoc } from './compare.js';

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** A value with its strings folded: case and, as for strength 1, accents no longer count. */
export function fold(value: unknown): unknown {
  if (typeof value === 'string') return folded(value);
  if (Array.isArray(value)) return value.map(fold);
  if (isDoc(value))
    return Object.fromEntries(Object.entries(asDoc(value)).map(([name, member]) => [name, fold(member)]));
  return value;
}

/** Whether a command's collation compares strings folded; the simple collation and strength 3 do not. */
export function isFolding(collation: unknown): boolean {
  if (!isDoc(collation)) return false;
  const { strength = 3, locale } = collation;
  return locale !== 'simple' && toNumber(strength) < 3;
}
