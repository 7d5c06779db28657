/**
 * Holm's adjusted p values: control of the family-wise error over all p given.
 * Source: Holm (1979); R `p.adjust(method = 'holm')`.
 *
 * @param p finite values between 0 and 1, one or more hypotheses
 * @returns adjusted values between 0 and 1 in the order given
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(p: readonly number[]): number[] {
  const adjusted = p.map(() => 0);
  let most = 0;
  ascending(p).forEach((at, place) => {
    most = Math.max(most, Math.min(1, (p.length - place) * (p[at] as number)));
    adjusted[at] = most;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p values: control of the false discovery rate.
 * Source: Benjamini and Hochberg (1995); R `p.adjust(method = 'BH')`.
 *
 * @param p finite values between 0 and 1, one or more hypotheses
 * @returns adjusted values between 0 and 1 in the order given
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = p.map(() => 0);
  let least = 1;
  const order = ascending(p);
  order.toReversed().forEach((at, place) => {
    least = Math.min(least, (p.length / (p.length - place)) * (p[at] as number));
    adjusted[at] = least;
  });
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  return [...p.keys()].toSorted((a, b) => (p[a] as number) - (p[b] as number));
}
