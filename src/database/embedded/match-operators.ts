import { Decimal128, Double, Int32, Long } from 'bson';
import { type Doc, toNumber } from './bson.js';
import { compareValues, isNumeric, regexParts, toDouble, typeRank } from './compare.js';
import { expand } from './path.js';
import { refusal } from './problem.js';

type Found = (found: unknown[]) => boolean;
type Make = (operand: unknown, condition: Doc, fold: (value: unknown) => unknown) => Found;

const isNaNValue = (value: unknown): boolean => isNumeric(value) && Number.isNaN(toDouble(value));

function isComparable(value: unknown, operand: unknown): boolean {
  const rank = typeRank(operand);
  if (rank === -1 || rank === 127) return true;
  return typeRank(value) === rank && isNaNValue(value) === isNaNValue(operand);
}

function range(holds: (difference: number) => boolean): Make {
  return (operand, _condition, fold) => {
    const bound = fold(operand);
    return (found) =>
      expand(found).some((value) => isComparable(value, bound) && holds(compareValues(fold(value), bound)));
  };
}

const typeNames: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

const typesOfRank: Record<number, number> = {
  5: 10,
  15: 2,
  20: 3,
  25: 4,
  30: 5,
  35: 7,
  40: 8,
  45: 9,
  47: 17,
  50: 11,
  60: 13,
  127: 127,
  '-1': -1,
};

/** The BSON type number of a decoded value. */
function typeNumber(value: unknown): number {
  if (value === undefined) return 0;
  if (value instanceof Int32) return 16;
  if (value instanceof Double || typeof value === 'number') return 1;
  if (value instanceof Decimal128) return 19;
  return value instanceof Long && isNumeric(value) ? 18 : (typesOfRank[typeRank(value)] ?? 0);
}

function wantedTypes(operand: unknown): Set<number> {
  const list: unknown[] = Array.isArray(operand) ? operand : [operand];
  return new Set(
    list.flatMap((name) => {
      if (name === 'number') return [1, 16, 18, 19];
      const wanted = typeof name === 'string' ? typeNames[name] : toNumber(name, Number.NaN);
      if (wanted === undefined || Number.isNaN(wanted)) throw refusal(2, `Unknown type name alias: ${String(name)}`);
      return [wanted];
    }),
  );
}

/** A JavaScript expression for MongoDB's: options i, m, s and x, also as a leading group. */
function toRegExp(pattern: string, options: string): RegExp {
  const [, inline = '', rest = pattern] = /^\(\?([imsx]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  const flags = [...new Set(options + inline)];
  const source = flags.includes('x') ? rest.replace(/(\\.)|\s+|#.*$/gm, '$1') : rest;
  try {
    return new RegExp(source, flags.filter((flag) => 'ims'.includes(flag)).join(''));
  } catch {
    throw refusal(2, 'Regular expression is invalid');
  }
}

/** For a regular expression, the test of a string; nothing for any other value. */
export function regexTest(value: unknown): ((text: unknown) => boolean) | undefined {
  if (typeRank(value) !== 50) return undefined;
  const regex = toRegExp(...regexParts(value));
  return (text) => typeof text === 'string' && regex.test(text);
}

const regex: Make = (operand, condition) => {
  const [pattern, own] = typeof operand === 'string' ? [operand, ''] : regexParts(operand);
  const options = condition['$options'];
  const compiled = toRegExp(pattern, own || (typeof options === 'string' ? options : ''));
  return (found) => expand(found).some((value) => typeof value === 'string' && compiled.test(value));
};

const mod: Make = (operand) => {
  if (!Array.isArray(operand) || operand.length !== 2)
    throw refusal(2, 'malformed mod, needs to be an array of two numbers');
  const [divisor, remainder] = operand.map((value) => Math.trunc(toDouble(value)));
  if (!divisor) throw refusal(2, 'divisor cannot be 0');
  return (found) =>
    expand(found).some((value) => isNumeric(value) && Math.trunc(toDouble(value)) % divisor === remainder);
};

const size: Make = (operand) => {
  const wanted = toNumber(operand, -1);
  if (wanted < 0 || !Number.isInteger(wanted)) throw refusal(2, '$size needs a non-negative whole number');
  return (found) => found.some((value) => Array.isArray(value) && value.length === wanted);
};

export const operators: Record<string, Make> = {
  $gt: range((difference) => difference > 0),
  $gte: range((difference) => difference >= 0),
  $lt: range((difference) => difference < 0),
  $lte: range((difference) => difference <= 0),
  $exists: (operand) => {
    const wanted = isNumeric(operand) ? toDouble(operand) !== 0 : Boolean(operand);
    return (found) => found.some((value) => value !== undefined) === wanted;
  },
  $type: (operand) => {
    const wanted = wantedTypes(operand);
    return (found) => expand(found).some((value) => wanted.has(typeNumber(value)));
  },
  $regex: regex,
  $options: (_operand, condition) => {
    if (!('$regex' in condition)) throw refusal(2, '$options needs a $regex');
    return () => true;
  },
  $mod: mod,
  $size: size,
  $comment: () => () => true,
};
