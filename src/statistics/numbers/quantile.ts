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
  return atPlaceInPlace(values, share * (values.length - 1));
}

/**
 * The value at a place between order statistics, 0 for the smallest. Reorders the values.
 * Source: Hyndman and Fan (1996), type 7; selection by Hoare (1961).
 *
 * @param values finite, one or more; their order is changed
 * @param place from 0 to one less than there are values, whole or not
 * @returns in units of the values
 * @throws where the place lies outside the values
 * @example atPlaceInPlace(Float64Array.of(3, 1, 2), 1.5) // 2.5
 */
export function atPlaceInPlace(values: Float64Array, place: number): number {
  if (!(place >= 0 && place <= values.length - 1)) throw new Error('atPlaceInPlace requires a place among the values');
  const low = Math.floor(place);
  const below = select(values, low);
  if (place === low) return below;
  let above = Infinity;
  for (let at = low + 1; at < values.length; at++) above = Math.min(above, values[at] as number);
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
