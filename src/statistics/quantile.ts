/**
 * The quantile that interpolates between order statistics (type 7 of Hyndman and Fan, R's default). Reorders the values: selection takes
 * a few passes where sorting would take many.
 * Source: Hyndman and Fan (1996), type 7; R `quantile`; selection by Hoare (1961).
 *
 * @param values finite, one or more; their order is changed
 * @param share between 0 and 1
 * @returns in units of the values
 * @throws where there are no values
 * @example quantileInPlace(Float64Array.of(3, 1, 2), 0.25) // 1.5
 */
export function quantileInPlace(values: Float64Array, share: number): number {
  if (values.length === 0) throw new Error('quantileInPlace requires values');
  const place = share * (values.length - 1);
  const low = Math.floor(place);
  const below = select(values, low);
  if (place === low) return below;
  const above = values.subarray(low + 1).reduce((least, value) => Math.min(least, value), Infinity);
  return below + (place - low) * (above - below);
}

/** Hoare's selection: afterwards nothing before `wanted` is larger and nothing after it is smaller. */
function select(values: Float64Array, wanted: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >>> 1] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (wanted <= j) right = j;
    else if (wanted >= i) left = i;
    else break;
  }
  return values[wanted] as number;
}
