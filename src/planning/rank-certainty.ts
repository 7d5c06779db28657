import { normalDraws } from '../statistics/numbers/normal-draws.js';
import { rankDraws } from '../statistics/ranks/rank-critical.js';
import type { RankDraws } from '../statistics/ranks/rank-critical.js';
import { rankPairs } from '../statistics/ranks/rank-pairs.js';
import { simultaneousSets } from '../statistics/ranks/rank-sets.js';

/** How well districts of a plan can be ranked, on average over cities as they may be. */
export interface RankCertainty {
  /** Share of the districts whose rank set is a single rank, 0-1. */
  certain: number;
  /** Share of the pairs of districts that are told apart, 0-1. */
  apart: number;
  /** Ranks in a district's set. */
  width: number;
}

/** Draws for the critical values, kept for a number of districts. */
export interface Ground {
  districts: number;
  covariance: Float64Array;
  drawn: RankDraws;
  /** Cities that are tried out, each with as many standard normal values for its true indexes and as many for its errors. */
  cities: Float64Array;
  /** Critical value of the comparison of all pairs, in standard errors of a difference. */
  critical: number;
}

const seeds = { critical: 1, cities: 2 };
const coverage = 0.95;
const draws = 2000;
/** Districts that are tried out in all, in as many cities as that takes: their shares are known to two points or so. */
const tried = 900;

/**
 * What is the same for every size of sample: districts whose indexes have the same error and do not depend on each other.
 *
 * @param districts 2 or more
 * @returns seeded, so that the same number of districts always gives the same ground
 * @throws for fewer than two districts
 * @example certaintyGround(2).critical // near 1.96
 */
export function certaintyGround(districts: number): Ground {
  if (!(districts >= 2)) throw new Error('certaintyGround requires two districts or more');
  const covariance = Float64Array.from({ length: districts ** 2 }, (_, at) => Number(at % (districts + 1) === 0));
  const zeros = Array.from({ length: districts }, () => 0);
  const drawn = rankDraws(
    rankPairs(zeros, covariance),
    normalDraws(covariance, districts, draws, seeds.critical),
    districts,
  );
  const cities = Math.ceil(tried / districts);
  const { critical } = simultaneousSets(zeros, covariance, drawn, { coverage });
  return {
    districts,
    covariance,
    drawn,
    cities: normalDraws(Float64Array.of(1), 1, cities * 2 * districts, seeds.cities),
    critical,
  };
}

/**
 * Average over simulated cities whose districts' true indexes are normal with the spread supposed: each is estimated once with the error
 * of the plan and ranked with simultaneous 95 % rank sets, step down, as a wave is.
 *
 * @param spread standard deviation of the true indexes, in points
 * @param error standard error of a district's index, in points, above 0
 * @returns shares 0-1, width 1..districts
 * @example a spread of 1000 errors: certain and apart near 1, width near 1
 */
export function rankCertainty(
  { districts: p, covariance, drawn, cities }: Ground,
  spread: number,
  error: number,
): RankCertainty {
  const count = cities.length / (2 * p);
  const sums = { certain: 0, apart: 0, width: 0 };
  for (let city = 0; city < count; city++) {
    const from = city * 2 * p;
    const estimates = Array.from(
      { length: p },
      (_, d) => (spread / error) * (cities[from + d] as number) + (cities[from + p + d] as number),
    );
    const { best, worst, better } = simultaneousSets(estimates, covariance, drawn, { coverage });
    best.forEach((first, d) => {
      const last = worst[d] as number;
      sums.certain += Number(first === last);
      sums.width += last - first + 1;
    });
    sums.apart += better.flat().filter(Boolean).length;
  }
  const pairs = (p * (p - 1)) / 2;
  return {
    certain: sums.certain / (count * p),
    apart: sums.apart / (count * pairs),
    width: sums.width / (count * p),
  };
}
