import { normalDraws } from '../../src/statistics/numbers/normal-draws.js';
import { rankDraws } from '../../src/statistics/ranks/rank-critical.js';
import { rankPairs } from '../../src/statistics/ranks/rank-pairs.js';
import { marginalSets, simultaneousSets } from '../../src/statistics/ranks/rank-sets.js';
import type { BothRankSets, RankSets } from '../../src/statistics/ranks/rank-sets.js';
import type { RankingInput } from './ranking-input.js';

/** Sets of one kind, one run after another: of many draws first, then of as many as the case has, from each of its seeds. */
export type Runs = () => Iterable<RankSets>;

export interface Kind {
  /** Marginal or simultaneous. */
  joint: keyof BothRankSets;
  stepDown: boolean;
  bound: 'both' | 'lower' | 'upper';
}

/** The kind that a name like `marginal_single_step` or `simultaneous_lower` means. */
export function kindOf(name: string): Kind | undefined {
  const [, joint, rest = ''] = /^(simultaneous|marginal)((?:_single_step|_lower|_upper)*)$/.exec(name) ?? [];
  if (joint === undefined) return undefined;
  const bound = rest.includes('_lower') ? 'lower' : rest.includes('_upper') ? 'upper' : 'both';
  return { joint: joint as Kind['joint'], stepDown: !rest.includes('_single_step'), bound };
}

/** Twice as many as a published figure takes, so that chance seldom decides. */
const MANY = { draws: 100_000, seed: 1 };

const sets = { simultaneous: simultaneousSets, marginal: marginalSets };

/** Makes the runs of a case when they are looked at, and the draws of each number and seed once for all kinds. */
export function rankingRuns({
  estimates,
  covariance,
  coverage,
}: RankingInput): (kind: Kind, draws: number, seeds: readonly number[]) => Runs {
  const p = estimates.length;
  const drawn = remembered((draws: number, seed: number) =>
    rankDraws(rankPairs(estimates, covariance), normalDraws(covariance, p, draws, seed), p),
  );
  return ({ joint, ...how }, draws, seeds) => {
    const run = remembered((count: number, seed: number) =>
      sets[joint](estimates, covariance, drawn(count, seed), { coverage, ...how }),
    );
    return function* () {
      yield run(MANY.draws, MANY.seed);
      for (const seed of seeds) yield run(draws, seed);
    };
  };
}

function remembered<Made>(make: (draws: number, seed: number) => Made): (draws: number, seed: number) => Made {
  const known = new Map<string, Made>();
  return (draws, seed) => {
    const key = `${draws}/${seed}`;
    const made = known.get(key) ?? make(draws, seed);
    known.set(key, made);
    return made;
  };
}

/** What a list of bounds is compared with. */
interface Wanted {
  low: readonly number[];
  high: readonly number[];
  /** What is answered where a bound agrees. */
  answer: readonly number[];
}

/**
 * Draws differ between programs, and a statistic on its critical value falls to either side from seed to seed: a bound agrees where it
 * does in one of the runs. An agreeing bound is answered as the case has it, another as the first run has it.
 */
function settled(runs: Runs, bounds: (sets: RankSets) => number[], { low, high, answer }: Wanted): number[] {
  const found: number[] = [];
  const open = new Set(answer.keys());
  for (const run of runs()) {
    bounds(run).forEach((bound, unit) => {
      found[unit] ??= bound;
      if (!open.has(unit) || bound < (low[unit] as number) || bound > (high[unit] as number)) return;
      open.delete(unit);
      found[unit] = answer[unit] as number;
    });
    if (open.size === 0) break;
  }
  return found;
}

/** Against the smallest and largest bound of several seeds, widened by 1 where those differ. */
export function withinRange(runs: Runs, range: Record<string, unknown>): Record<string, number[]> {
  const list = (name: string): number[] => (range[name] ?? []) as number[];
  const answer = (end: 'L' | 'U', bounds: (sets: RankSets) => number[]): [string, number[]][] => {
    const [least, most] = [list(`${end}_min`), list(`${end}_max`)];
    const spread = least.map((bound, unit) => (bound === most[unit] ? 0 : 1));
    const low = least.map((bound, unit) => bound - (spread[unit] as number));
    const high = most.map((bound, unit) => bound + (spread[unit] as number));
    return [
      [`${end}_min`, settled(runs, bounds, { low, high, answer: least })],
      [`${end}_max`, settled(runs, bounds, { low, high, answer: most })],
    ];
  };
  return Object.fromEntries([...answer('L', (sets) => sets.best), ...answer('U', (sets) => sets.worst)]);
}

/** Against the bounds of one run of few draws from other random numbers: within 1 of them. */
export function withinOne(runs: Runs, one: Record<string, unknown>): Record<string, number[]> {
  const answer = (wanted: unknown, bounds: (sets: RankSets) => number[]): number[] => {
    const list = (wanted ?? []) as number[];
    const low = list.map((bound) => bound - 1);
    const high = list.map((bound) => bound + 1);
    return settled(runs, bounds, { low, high, answer: list });
  };
  return { L: answer(one['L'], (sets) => sets.best), U: answer(one['U'], (sets) => sets.worst) };
}
