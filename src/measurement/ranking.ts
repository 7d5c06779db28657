import { rankSets } from '../statistics/ranks/rank-sets.js';
import type { BothRankSets } from '../statistics/ranks/rank-sets.js';
import { ranksOf } from '../statistics/ranks/ranks.js';
import type { NodeEstimates } from '../statistics/estimation/score-tree.js';
import { tiersOf } from '../statistics/ranks/tiers.js';
import type { Method } from '../waves/method.js';
import { published } from './bands.js';
import type { Figure, NodeCovariance, Ranking, RankRow } from './wave-measurement.js';

/**
 * Ranks the districts of a node that may be ranked, from unrounded values, with simultaneous and marginal rank sets from the full
 * covariance. The displayed rank ties where the published two-decimal values are equal.
 *
 * @param figures by district, in the order of `districts`
 * @returns rows best first; districts that are not ranked with the reasons
 * @example indexes 81.234, 81.231, 70: ranks 1, 2, 3, displayed 1, 1, 3
 */
export function rankDistricts(
  estimates: NodeEstimates,
  figures: readonly Figure[],
  districts: readonly string[],
  method: Method,
): Ranking {
  const ranked = [...districts.keys()].filter((d) => figures[d]?.status === 'ranked');
  const scores = ranked.map((d) => estimates.score[d] as number);
  const { confidence, rankDraws: draws, rankSeed: seed } = method;
  const covariance = Float64Array.from(covarianceRows(estimates, ranked).flat());
  const options = { coverage: confidence, draws, seed };
  const sets = rankSets(scores, covariance, options);
  const rows = rowsOf(
    ranked.map((d) => districts[d] as string),
    scores,
    sets,
  );
  const unranked = districts.flatMap((district, d) =>
    ranked.includes(d) ? [] : [{ district, reasons: figures[d]?.reasons ?? [] }],
  );
  return { node: estimates.id, rows, unranked, confidence, draws, seed };
}

/**
 * Covariance of the districts that have an error.
 *
 * @param figures by district, in the order of `districts`
 * @returns in squared points of the 0-100 score, districts in the order given
 * @example two districts of which the second has no error: districts ['330602'], values [[2.5]]
 */
export function covarianceOf(
  estimates: NodeEstimates,
  figures: readonly Figure[],
  districts: readonly string[],
): NodeCovariance {
  const known = [...districts.keys()].filter((d) => figures[d]?.error !== undefined);
  return {
    node: estimates.id,
    districts: known.map((d) => districts[d] as string),
    values: covarianceRows(estimates, known),
  };
}

function covarianceRows({ covariance, k }: NodeEstimates, domains: readonly number[]): number[][] {
  return domains.map((a) => domains.map((b) => covariance[a * k + b] as number));
}

function rowsOf(districts: string[], scores: number[], { simultaneous, marginal }: BothRankSets): RankRow[] {
  const ranks = ranksOf(scores);
  const displayed = ranksOf(scores.map(published));
  const order = [...scores.keys()].toSorted((a, b) => (scores[b] as number) - (scores[a] as number));
  const tiers = tiersOf(scores, simultaneous.better);
  return order.map((unit) => ({
    district: districts[unit] as string,
    rank: ranks[unit] as number,
    displayedRank: displayed[unit] as number,
    set: { best: simultaneous.best[unit] as number, worst: simultaneous.worst[unit] as number },
    marginal: { best: marginal.best[unit] as number, worst: marginal.worst[unit] as number },
    tier: tiers[unit] as number,
  }));
}
