import { Decimal128, Int32, Double, Long } from 'bson';
import { digits, isNumeric, toDouble } from './compare.js';
import { refusal } from './problem.js';

type Sum = '+' | '*';

function decimal(sum: Sum, a: unknown, b: unknown): Decimal128 {
  const approximate = sum === '+' ? toDouble(a) + toDouble(b) : toDouble(a) * toDouble(b);
  if (!Number.isFinite(approximate)) return Decimal128.fromString(String(approximate));
  const [left, leftExponent] = digits(a);
  const [right, rightExponent] = digits(b);
  if (sum === '*') return Decimal128.fromStringWithRounding(`${left * right}E${leftExponent + rightExponent}`);
  const common = Math.min(leftExponent, rightExponent);
  const total = left * 10n ** BigInt(leftExponent - common) + right * 10n ** BigInt(rightExponent - common);
  return Decimal128.fromStringWithRounding(`${total}E${common}`);
}

function isWhole(value: unknown): value is Int32 | Long {
  return value instanceof Int32 || value instanceof Long;
}

function whole(total: bigint, long: boolean): unknown {
  if (total !== BigInt.asIntN(64, total)) throw refusal(2, 'integer overflow');
  return long || total !== BigInt.asIntN(32, total) ? Long.fromBigInt(total) : new Int32(Number(total));
}

/** Adds or multiplies in the wider of the two types; an Int32 that overflows becomes a Long. */
export function calculate(sum: Sum, a: unknown, b: unknown, path: string): unknown {
  if (!isNumeric(b))
    throw refusal(
      14,
      `Cannot ${sum === '+' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${String(b)}}`,
    );
  if (!isNumeric(a)) throw refusal(14, `Cannot apply arithmetic to a value of non-numeric type at ${path}`);
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimal(sum, a, b);
  if (!isWhole(a) || !isWhole(b))
    return new Double(sum === '+' ? toDouble(a) + toDouble(b) : toDouble(a) * toDouble(b));
  const [left, right] = [BigInt(a.toString()), BigInt(b.toString())];
  return whole(sum === '+' ? left + right : left * right, a instanceof Long || b instanceof Long);
}

const bits: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

export function bitwise(value: unknown, operation: string, operand: unknown): unknown {
  const apply = bits[operation];
  if (!apply) throw refusal(2, `The $bit modifier only supports 'and', 'or', and 'xor', not '${operation}'`);
  const start = value === undefined ? new Int32(0) : value;
  if (!isWhole(start) || !isWhole(operand)) throw refusal(14, 'Cannot apply $bit to a value of non-integral type');
  const long = start instanceof Long || operand instanceof Long;
  return whole(apply(BigInt(start.toString()), BigInt(operand.toString())), long);
}
