import { ranksOf } from '../../src/statistics/ranks/ranks.js';
import { objectOf } from './case.js';
import type { Answer, Case } from './case.js';
import { rankingInput } from './ranking-input.js';
import type { RankingInput } from './ranking-input.js';
import { kindOf, rankingRuns, withinOne, withinRange } from './ranking-runs.js';
import type { Kind, Runs } from './ranking-runs.js';
import { tauAnswer } from './ranking-tau.js';

/** Ranks with ties, or ranks with confidence sets from estimates and their covariance. */
export function answerRanking(given: Case): Answer | string {
  if (Array.isArray(given.expected['cases']))
    return { cases: given.expected['cases'].map((each) => tiesOf(objectOf(each))) };
  if (given.input['estimate'] === undefined) return 'ranks are made from estimates alone, and the input names none';
  const input = rankingInput(given);
  if (typeof input === 'string') return input;
  const { large_run, small_run } = given.expected;
  const strange = [large_run, small_run]
    .flatMap((run) => Object.keys(setsIn(objectOf(run))))
    .filter((name) => !kindOf(name));
  if (strange.length > 0) return `rank sets called ${strange.join(', ')} are not known`;
  return answerSets(given.expected, input);
}

function answerSets(expected: Record<string, unknown>, input: RankingInput): Answer {
  // Turned round, the smallest of the estimates is the largest.
  const values = input.estimates.map((each) => (input.smallestFirst ? -each : each));
  const runs = rankingRuns({ ...input, estimates: values });
  const large = objectOf(expected['large_run']);
  const draws = Number(large['R'] ?? 50_000);
  const seeds = (large['seeds'] ?? [11, 12, 13, 14, 15]) as number[];
  const small = objectOf(expected['small_run']);
  return {
    names: input.names,
    estimate: input.estimates,
    rank: ranksOf(values),
    large_run: { ...large, ...eachKind(large, (kind, range) => withinRange(runs(kind, draws, seeds), range)) },
    small_run: {
      ...small,
      ...eachKind(small, (kind, one) => withinOne(runs(kind, Number(small['R']), manySeeds), one)),
    },
    tau: listed(expected['tau']).map((asked) =>
      tauAnswer(asked, input.names, {
        lower: runs({ joint: 'simultaneous', stepDown: true, bound: 'lower' }, draws, seeds),
        upper: runs({ joint: 'simultaneous', stepDown: true, bound: 'upper' }, draws, seeds),
      }),
    ),
    ...(expected['critical_values_single_step_all_pairs'] ? criticalValues(runs(singleStep, draws, seeds)) : {}),
  };
}

const singleStep: Kind = { joint: 'simultaneous', stepDown: false, bound: 'both' };

/** Seeds of runs as small as a small one, that show how far those lie apart. */
const manySeeds = Array.from({ length: 40 }, (_, seed) => seed + 1);

/** The entries of a run that are sets, not how it was made. */
function setsIn(run: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(run).filter(([name]) => !['R', 'seed', 'seeds'].includes(name)));
}

function eachKind(
  run: Record<string, unknown>,
  answer: (kind: Kind, asked: Record<string, unknown>) => unknown,
): Answer {
  return Object.fromEntries(
    Object.entries(setsIn(run)).map(([name, asked]) => [name, answer(kindOf(name) as Kind, objectOf(asked))]),
  );
}

function listed(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

/** Both orders of every pair are in the family: the one-sided value over all pairs is the two-sided one. */
function criticalValues(runs: Runs): Answer {
  const spread = spreadOf(Array.from(runs(), (sets) => sets.critical));
  return { critical_values_single_step_all_pairs: { two_sided: spread, one_sided: spread } };
}

/** The first critical value is of more draws than the case has: the others tell how far seeds lie apart. */
function spreadOf([first = 0, ...others]: number[]): { mean: number; sd_over_seeds: number } {
  const mean = others.reduce((sum, each) => sum + each, 0) / others.length;
  const squares = others.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean: first, sd_over_seeds: Math.sqrt(squares / Math.max(1, others.length - 1)) };
}

const omegas: Record<string, number> = { half: 0.5, quarter: 0.25 };

/** Ranks of the keys a case asks for: `omega_0`, `increasing_omega_half`, `fractional_omega_1`, ... */
function tiesOf(asked: Record<string, unknown>): Answer {
  const x = asked['x'] as number[];
  const answers = Object.keys(asked).flatMap((key) => {
    const [, increasing, fractional, omega] = /^(increasing_)?(fractional_)?omega_([\w.]+)$/.exec(key) ?? [];
    if (omega === undefined) return [];
    const ranks = ranksOf(increasing ? x.map((value) => -value) : x, omegas[omega] ?? Number(omega));
    return [[key, fractional ? ranks.map((rank) => rank / x.length) : ranks]];
  });
  return { x, ...Object.fromEntries(answers) };
}
