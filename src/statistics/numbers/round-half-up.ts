/**
 * Rounds in decimal arithmetic, halves away from zero, as officials do by hand: 0.285 is 0.29 although its binary value lies below.
 *
 * @param value finite
 * @param decimals 0 or more
 * @returns the rounded number, never -0
 * @throws where value is not finite
 * @example roundHalfUp(0.285, 2) // 0.29
 */
export function roundHalfUp(value: number, decimals: number): number {
  if (!Number.isFinite(value)) throw new Error('roundHalfUp requires a finite number');
  const size = Math.abs(value);
  if (size < 1e-6 || size >= 1e15) return size < 1 ? 0 : value;
  const rounded = Number(`${Math.round(Number(`${size}e${decimals}`))}e-${decimals}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
