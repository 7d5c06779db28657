/**
 * Sum of products.
 *
 * @returns 0 for empty vectors
 * @throws where they differ in length
 * @example dot(Float64Array.of(1, 2), Float64Array.of(3, 4)) // 11
 */
export function dot(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) throw new Error('dot requires vectors of equal length');
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
