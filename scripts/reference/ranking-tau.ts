import type { RankSets } from '../../src/statistics/ranks/rank-sets.js';
import { tauBest, tauWorst } from '../../src/statistics/ranks/tau-best.js';
import type { Answer } from './case.js';
import type { Runs } from './ranking-runs.js';

/** The tau-best and the tau-worst, against the units that were in them from all of several seeds (`always`) or some (`sometimes`). */
export function tauAnswer(
  asked: Record<string, unknown>,
  names: readonly string[],
  runs: { lower: Runs; upper: Runs },
): Answer {
  const tau = Number(asked['tau']);
  const best = ({ best: bounds }: RankSets): number[] => tauBest(bounds, tau);
  const worst = ({ worst: bounds }: RankSets): number[] => tauWorst(bounds, tau);
  return {
    tau,
    ...membersOf('best', asked, namesFrom(runs.lower, best, names)),
    ...membersOf('worst', asked, namesFrom(runs.upper, worst, names)),
  };
}

/** The names that are in the set, run by run. */
function namesFrom(
  runs: Runs,
  unitsOf: (sets: RankSets) => number[],
  names: readonly string[],
): () => Iterable<string[]> {
  return function* () {
    for (const sets of runs()) yield unitsOf(sets).map((unit) => names[unit] as string);
  };
}

/**
 * A name agrees where one of the runs has it as the case does; then it is answered as the case has it. Another is answered as always in
 * the set, or not, as the first run has it.
 */
function membersOf(end: string, asked: Record<string, unknown>, runs: () => Iterable<string[]>): Answer {
  const always = (asked[`${end}_always`] ?? []) as string[];
  const sometimes = (asked[`${end}_sometimes`] ?? []) as string[];
  const wrong = (ours: string[]): string[] => [
    ...always.filter((name) => !ours.includes(name)),
    ...ours.filter((name) => !always.includes(name) && !sometimes.includes(name)),
  ];
  let left: string[] | undefined;
  for (const ours of runs()) {
    const now = wrong(ours);
    left = left === undefined ? now : left.filter((name) => now.includes(name));
    if (left.length === 0) break;
  }
  const apart = left ?? [];
  return {
    [`${end}_always`]: [
      ...always.filter((name) => !apart.includes(name)),
      ...apart.filter((name) => !always.includes(name)),
    ],
    [`${end}_sometimes`]: sometimes,
  };
}
