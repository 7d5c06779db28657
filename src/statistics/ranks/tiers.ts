/**
 * Tiers of units that cannot be told apart from the best of their tier: down the estimates, a unit that the first of the current tier is
 * significantly better than begins the next tier. Units of one tier may still differ from each other, never from its first; a unit is
 * never in a later tier than one with a smaller estimate.
 * Source: own, from the simultaneous comparisons of Mogstad, Romano, Shaikh and Wilhelm (2024).
 *
 * @param estimates finite; of equal ones the earlier goes first
 * @param better better[j][k]: j is significantly larger than k, as in the simultaneous sets of `rankSets`
 * @returns tiers 1, 2, ... by unit, in the order given
 * @throws where an estimate is not finite, or `better` is not a square of the estimates
 * @example estimates 70, 90, 89, the second and third better than the first alone: tiersOf(estimates, better) // [2, 1, 1]
 */
export function tiersOf(estimates: readonly number[], better: readonly (readonly boolean[])[]): number[] {
  const p = estimates.length;
  if (better.length !== p || better.some((row) => row.length !== p))
    throw new Error('tiersOf requires a comparison of every two units');
  if (!estimates.every(Number.isFinite)) throw new Error('tiersOf requires finite estimates');
  const order = [...estimates.keys()].toSorted((a, b) => (estimates[b] as number) - (estimates[a] as number));
  const tiers = Array.from({ length: p }, () => 0);
  let first = order[0] ?? 0;
  let tier = 1;
  for (const unit of order) {
    if (better[first]?.[unit]) {
      first = unit;
      tier += 1;
    }
    tiers[unit] = tier;
  }
  return tiers;
}
