import type { Figure, Interval } from '../measurement/wave-measurement.js';
import { roundHalfUp } from '../statistics/numbers/round-half-up.js';

/** Stands where there is no number. */
export const noNumber = '—';

/** A number as published: half-up in decimal arithmetic. */
export function fixed(value: number | undefined, decimals = 2): string {
  return value === undefined ? noNumber : roundHalfUp(value, decimals).toFixed(decimals);
}

/** A count with thousands separators. */
export function count(value: number): string {
  return roundHalfUp(value, 0)
    .toFixed(0)
    .replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

export function interval(error: Interval | undefined): string {
  return error ? `${fixed(error.low)} – ${fixed(error.high)}` : noNumber;
}

/** Effective n: a whole number, and `n` itself never looks smaller than it. */
export function effective(figure: Pick<Figure, 'effectiveN'>): string {
  return count(Math.floor(figure.effectiveN + 1e-9));
}

export function percent(share: number, decimals = 0): string {
  return `${fixed(100 * share, decimals)}%`;
}

/** A number with its sign; what rounds to nothing has none. */
export function signed(value: number, decimals = 2): string {
  const text = fixed(Math.abs(value), decimals);
  if (Number(text) === 0) return text;
  return `${value > 0 ? '+' : '−'}${text}`;
}

/** A p value, in the precision that matters. */
export function probability(p: number | undefined): string {
  return p !== undefined && p < 0.0001 ? '< 0.0001' : fixed(p, 4);
}
