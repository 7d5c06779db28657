import { rakingFaults, rakingRequirement } from './rake.js';
import type { RakingMargin } from './rake.js';

export interface CappedRaked {
  /** By row, with mean 1. */
  weights: Float64Array;
  rounds: number;
  /** False where weights were still moving when the rounds ran out. */
  converged: boolean;
  /** Every level with the share of all rows it was to have and has; rows without a value keep their own share beside. */
  levels: CappedLevel[];
  /** Largest distance of a level's share from its target. */
  gap: number;
}

export interface CappedLevel {
  margin: string;
  level: string;
  target: number;
  share: number;
}

export interface CappedRakeOptions {
  mostRounds?: number;
  /** By how much a weight may stay above the cap. */
  slack?: number;
}

const MOST_CUTS = 100_000;
const STILL = 1e-14;
const CONVERGED = 1e-11;

/**
 * Raking with a cap on the weights, as for the American National Election Studies. Weights are scaled to mean 1; a round sweeps the margins in the
 * order given and then, while a weight is above the cap, cuts weights at the cap and scales them to mean 1 again. Rounds go on until no weight
 * moves by more than 1e-14. Rows without a value of a margin are a group that keeps the share it has; the targets are scaled to the rest.
 * Under a cap margins need not be met: `gap` and `levels` say what remains.
 * Source: DeBell and Krosnick (2009), Computing weights for American National Election Study survey data; R anesrake `rakelist`.
 *
 * @param start positive start weights by row
 * @param margins targets as shares or as counts, all with one total; code -1 = no value
 * @param cap times the mean weight, above 1; Infinity = none
 * @param options at most 20 000 rounds and a slack of 1e-13 where left out
 * @returns weights with mean 1, and what became of the margins
 * @throws where the cap is not above 1, no start weight is above 0, as `rakingFaults`, or naming margin and level where `rakingFaults` finds a fault
 * @example start 1, 1, 1, 1, shares 0.7 and 0.3 of levels with one and three rows, cap 2: weights 2, 2/3, 2/3, 2/3 and gap 0.2
 */
export function cappedRake(
  start: Float64Array,
  margins: readonly RakingMargin[],
  cap: number,
  { mostRounds = 20_000, slack = 1e-13 }: CappedRakeOptions = {},
): CappedRaked {
  if (!(cap > 1)) throw new Error('cappedRake requires a cap above 1');
  if (!(total(start) > 0)) throw new Error('cappedRake requires start weights above 0');
  const [fault] = rakingFaults(start, margins);
  if (fault) throw new Error(`cappedRake requires ${rakingRequirement(fault)}`);
  let weights = withMeanOne(start);
  let rounds = 0;
  let change = Infinity;
  while (change > STILL && rounds < mostRounds) {
    const before = weights;
    weights = before.slice();
    for (const margin of margins) sweepMargin(weights, margin);
    weights = cut(weights, cap, slack);
    change = weights.reduce((most, weight, row) => Math.max(most, Math.abs(weight - (before[row] as number))), 0);
    rounds += 1;
  }
  const levels = margins.flatMap((margin) => levelsOf(weights, margin));
  const gap = levels.reduce((most, { target, share }) => Math.max(most, Math.abs(share - target)), 0);
  return { weights, rounds, converged: change <= CONVERGED, levels, gap };
}

/** Multiplies weights so that the levels of one margin have their targets among the rows with a value. */
function sweepMargin(weights: Float64Array, margin: RakingMargin): void {
  const { sums, known } = sumsByLevel(weights, margin);
  const asked = total(margin.targets);
  const factors = margin.targets.map((target, level) => {
    const sum = sums[level] as number;
    return sum > 0 ? ((target / asked) * known) / sum : 0;
  });
  for (let row = 0; row < weights.length; row++) {
    const level = margin.codes[row] as number;
    if (level >= 0) weights[row] = (weights[row] as number) * (factors[level] as number);
  }
}

function cut(weights: Float64Array, cap: number, slack: number): Float64Array {
  let within = weights;
  for (let cuts = 0; cuts < MOST_CUTS && within.some((weight) => weight > cap + slack); cuts++) {
    within = withMeanOne(within.map((weight) => Math.min(weight, cap)));
  }
  return within;
}

function levelsOf(weights: Float64Array, margin: RakingMargin): CappedLevel[] {
  const { sums, known } = sumsByLevel(weights, margin);
  const all = total(weights);
  const asked = total(margin.targets);
  return margin.labels.map((level, at) => ({
    margin: margin.name,
    level,
    target: (((margin.targets[at] as number) / asked) * known) / all,
    share: (sums[at] as number) / all,
  }));
}

/** Sums of weights by level, and of all rows with a value. */
function sumsByLevel(weights: Float64Array, { codes, targets }: RakingMargin): { sums: Float64Array; known: number } {
  const sums = new Float64Array(targets.length);
  for (let row = 0; row < weights.length; row++) {
    const level = codes[row] as number;
    if (level >= 0) sums[level] = (sums[level] as number) + (weights[row] as number);
  }
  return { sums, known: total(sums) };
}

function withMeanOne(weights: Float64Array): Float64Array {
  const mean = total(weights) / weights.length;
  return weights.map((weight) => weight / mean);
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
