/**
 * The tau-best: a set of units that holds, with the coverage of the bounds, all of the tau best ones.
 * Source: Mogstad, Romano, Shaikh and Wilhelm (2024); R csranks `cstaubest`.
 *
 * @param best simultaneous lower bounds of the ranks, as `rankSets` gives them with `bound: 'lower'`
 * @param tau 1 or more
 * @returns numbers of the units, ascending
 * @throws where tau is not a number of units
 * @example tauBest([1, 1, 3], 2) // [0, 1]
 */
export function tauBest(best: readonly number[], tau: number): number[] {
  checkTau('tauBest', best, tau);
  return [...best.keys()].filter((unit) => (best[unit] as number) <= tau);
}

/**
 * The tau-worst: a set of units that holds, with the coverage of the bounds, all of the tau worst ones.
 * Source: Mogstad, Romano, Shaikh and Wilhelm (2024); R csranks `cstauworst`.
 *
 * @param worst simultaneous upper bounds of the ranks, as `rankSets` gives them with `bound: 'upper'`
 * @param tau 1 or more
 * @returns numbers of the units, ascending
 * @throws where tau is not a number of units
 * @example tauWorst([2, 2, 3], 1) // [2]
 */
export function tauWorst(worst: readonly number[], tau: number): number[] {
  checkTau('tauWorst', worst, tau);
  return [...worst.keys()].filter((unit) => (worst[unit] as number) >= worst.length - tau + 1);
}

function checkTau(name: string, bounds: readonly number[], tau: number): void {
  if (!(Number.isInteger(tau) && tau >= 1 && tau <= bounds.length))
    throw new Error(`${name} requires tau from 1 to the number of units`);
}
