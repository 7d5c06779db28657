import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';

/** Rounds in which R's `rake()` object sweeps group means out of residuals. */
const SWEEPS = 10;

/** What R's `rake()` object leaves of linearised values: unweighted group means of each margin in turn swept out, ten rounds. */
export function sweptAsInR(linearised: Float64Array, margins: readonly RakingMargin[]): Float64Array {
  const rest = linearised.slice();
  for (let round = 0; round < SWEEPS; round++) for (const margin of margins) sweepMeans(rest, margin);
  return rest;
}

function sweepMeans(rest: Float64Array, { codes, targets }: RakingMargin): void {
  const sums = new Float64Array(targets.length);
  const counts = new Float64Array(targets.length);
  codes.forEach((code, row) => {
    sums[code] = (sums[code] as number) + (rest[row] as number);
    counts[code] = (counts[code] as number) + 1;
  });
  codes.forEach((code, row) => {
    rest[row] = (rest[row] as number) - (sums[code] as number) / (counts[code] as number);
  });
}

/** When R's `rake()` stops: no cell of the crossed table moves by `epsilon` (below 1: by that share of the first sum of weights), or after `maxit` rounds. */
interface PeerControl {
  maxit: number;
  epsilon: number;
}

/** Weights where R's `rake()` stops. */
export function rakedAsInR(start: Float64Array, margins: readonly RakingMargin[], control: PeerControl): Float64Array {
  const { cells } = rake(start, margins, 1);
  const total = start.reduce((sum, weight) => sum + weight, 0);
  const allowed = control.epsilon < 1 ? control.epsilon * total : control.epsilon;
  let before = start;
  for (let rounds = 1; rounds <= control.maxit; rounds++) {
    const { weights } = rake(start, margins, rounds);
    const moved = new Float64Array(cells.count);
    cells.cell.forEach((cell, row) => {
      moved[cell] = (moved[cell] as number) + (weights[row] as number) - (before[row] as number);
    });
    before = weights;
    if (moved.every((each) => Math.abs(each) < allowed)) break;
  }
  return before;
}
