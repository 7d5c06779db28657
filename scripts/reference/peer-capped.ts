import type { RakingMargin } from '../../src/statistics/weighting/rake.js';

/** Where the published program of capped raking stops, and what it has then. */
interface PeerCapped {
  weights: Float64Array;
  rounds: number;
}

/** By how much a weight may stay above the cap, and the least relative fall of the total change from round to round. */
const SLACK = 1e-4;
const FALL = 1e-7;
const MOST_ROUNDS = 100_000;

/**
 * Capped raking as anesrake publishes it: rounds go on while the total change of a round is below that of the round before. Near the end this is a
 * matter of the last digits, so sums are made to more of them than a number holds, and steps are done in the program's order.
 */
export function cappedAsPublished(start: Float64Array, margins: readonly RakingMargin[], cap: number): PeerCapped {
  let weights = overMean(start);
  let before = Infinity;
  let change = Number.MAX_VALUE;
  let rounds = 0;
  while (change < (1 - FALL) * before && rounds < MOST_ROUNDS) {
    const old = weights;
    weights = old.slice();
    for (const margin of margins) sweep(weights, margin);
    while (weights.some((weight) => weight > cap + SLACK))
      weights = overMean(weights.map((each) => Math.min(each, cap)));
    before = change;
    change = exactSum(weights.map((weight, row) => Math.abs(weight - (old[row] as number))));
    rounds += 1;
  }
  return { weights, rounds };
}

function sweep(weights: Float64Array, { codes, targets }: RakingMargin): void {
  const of = (level: number): Float64Array => weights.filter((_, row) => codes[row] === level);
  const all = exactSum(weights);
  const counts = exactSum(targets) < 1.5 ? targets.map((target) => target * all) : targets;
  const isMissing = codes.includes(-1);
  const rest = isMissing ? (all - exactSum(of(-1))) / exactSum(counts) : 1;
  for (const [level, count] of counts.entries()) {
    const factor = (isMissing ? count * rest : count) / exactSum(of(level));
    codes.forEach((code, row) => {
      if (code === level) weights[row] = (weights[row] as number) * factor;
    });
  }
}

function overMean(weights: Float64Array): Float64Array {
  const rough = exactSum(weights) / weights.length;
  const mean = rough + exactSum(weights.map((weight) => weight - rough)) / weights.length;
  return weights.map((weight) => weight / mean);
}

/** Sum with the digits kept that single additions lose (Neumaier 1974). */
function exactSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}
