import { roundHalfUp } from '../statistics/numbers/round-half-up.js';
import type { Band } from '../waves/method.js';
import type { BandMark, Interval } from './wave-measurement.js';

/** The decimals with which scores are published. */
const PUBLISHED_DECIMALS = 2;

/**
 * The value as it is published: two decimals, half up in decimal arithmetic.
 *
 * @param value finite, in any unit
 * @returns the rounded value in the same unit
 * @throws where the value is not finite
 * @example published(79.995) // 80
 */
export function published(value: number): number {
  return roundHalfUp(value, PUBLISHED_DECIMALS);
}

/**
 * The band of a score, by its published value, so that number and label agree. Bands are half-open [from, to), the top one closed.
 *
 * @param bands in any order, without gaps
 * @param estimate unrounded score, 0-100
 * @param error absent: `crosses` is false
 * @returns nothing where no band holds the value
 * @example 79.995 with a cut at 80 lies in the upper band, and crosses when its interval begins below 80
 */
export function bandOf(bands: readonly Band[], estimate: number, error?: Interval): BandMark | undefined {
  const value = published(estimate);
  const top = Math.max(...bands.map(({ to }) => to));
  const band = bands.find(({ from, to }) => value >= from && (value < to || (to === top && value === top)));
  if (!band) return undefined;
  const below = error !== undefined && published(error.low) < band.from;
  const above = error !== undefined && band.to < top && published(error.high) >= band.to;
  const lowest = band.from === Math.min(...bands.map(({ from }) => from));
  return { id: band.id, crosses: (below && !lowest) || above };
}
