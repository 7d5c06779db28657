import { operandValue } from './rules.js';
import type { Answers, Computed } from './types.js';

/** Every computed value that is known, in order: each may use the ones before it. */
export function computedOf(computed: readonly Computed[], known: Answers): Record<string, number | string> {
  const values: Record<string, number | string> = {};
  const all = { ...known };
  for (const each of computed) {
    const value = computedValue(each, all);
    if (value !== undefined) all[each.id] = values[each.id] = value;
  }
  return values;
}

/** One computed value, from answers and the computed values before it. */
export function computedValue({ value, decimals }: Computed, known: Answers): number | string | undefined {
  const result = operandValue(value, known);
  return typeof result === 'number' ? rounded(result, decimals) : result;
}

/** Halves away from zero, as they are written: 1.005 to two places is 1.01. */
function rounded(value: number, decimals: number | undefined): number {
  if (decimals === undefined || Number.isInteger(value)) return value;
  const whole = Math.round(shifted(Math.abs(value), decimals));
  return Math.sign(value) * shifted(whole, -decimals) + 0;
}

/** Moves the decimal point in the number's shortest writing, without an error of its own. */
function shifted(value: number, places: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(exponent) + places}`);
}
