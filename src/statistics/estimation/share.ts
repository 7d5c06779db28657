import { designCovariance } from '../design/design-covariance.js';
import type { Lonely } from '../design/design-covariance.js';
import { domainMeans } from './domain-means.js';
import { reachOf } from '../design/reach.js';
import type { Sample } from '../design/sample.js';

/** A share of the population, with what its intervals need. */
export interface Share {
  /** From 0 to 1. */
  share: number;
  /** Design variance; 0 where the share is 0 or 1, which says nothing of its error. */
  variance: number;
  /** Rows that have an answer. */
  n: number;
  /** PSUs less strata that have such rows: the whole design's where all have. */
  df: number;
  /** The share as the working model's rounds leave it (`workingShare`); only where that is asked for. */
  fitted?: number;
}

/**
 * The weighted share of rows with an event in one domain, with its linearised variance.
 * Source: as `domainMeans`, of a column of 0 and 1.
 *
 * @param events by row: 1 where it happened, 0 where not, NaN = no answer
 * @param inDomain by row
 * @returns the share, or `undefined` where no row of the domain has an answer
 * @throws where columns differ in length, an event is another number, or a lonely PSU is refused
 * @example events 1 and 0 with weights 1 and 3: share 0.25, n 2
 */
export function shareOf(
  sample: Sample,
  events: Float64Array,
  inDomain: (row: number) => boolean = () => true,
  lonely: Lonely = 'refuse',
): Share | undefined {
  if (!events.every((each) => each === 0 || each === 1 || Number.isNaN(each)))
    throw new Error('shareOf requires events of 0, 1 or NaN');
  const code = Int32Array.from(events, (_, row) => (sample.weight[row] !== 0 && inDomain(row) ? 0 : -1));
  const { mean, n, totals, members, k } = domainMeans(sample, events, { code, count: 1 });
  if (n[0] === 0) return undefined;
  const { psus, strata } = reachOf(sample.design, members, k);
  const [variance = 0] = designCovariance(sample.design, totals, lonely);
  return {
    share: mean[0] as number,
    variance,
    n: n[0] as number,
    df: (psus[0] as number) - (strata[0] as number),
  };
}

/**
 * The share as a logistic working model with an intercept only leaves it, whose rounds of weighted least squares end once the deviance
 * moves by less than 1e-8 of itself: within about 1e-9 of the share.
 * Source: McCullagh and Nelder (1989), section 2.5; R `svyglm(family = quasibinomial)`.
 *
 * @param events by row: 1, 0, NaN = no answer
 * @param weight by row, 0 or more
 * @returns above 0, below 1; the share itself where it is 0 or 1, to which the rounds do not lead
 * @throws where no row has an answer and a weight
 * @example events 1 and 0 with weights 1 and 3: 0.25
 */
export function workingShare(events: Float64Array, weight: Float64Array): number {
  const rows = [...events.keys()].filter((row) => !Number.isNaN(events[row]) && (weight[row] as number) > 0);
  if (rows.length === 0) throw new Error('workingShare requires a row with an answer and a weight');
  const whole = rows.reduce((sum, row) => sum + (weight[row] as number), 0);
  let [deviance, working, top, happened] = [0, 0, 0, 0];
  for (const row of rows) {
    const y = events[row] as number;
    const w = ((weight[row] as number) / whole) * rows.length;
    const start = (w * y + 0.5) / (w + 1);
    const spread = start * (1 - start);
    happened += (weight[row] as number) * y;
    deviance -= 2 * w * Math.log(y === 1 ? start : 1 - start);
    working += w * spread;
    top += w * (spread * Math.log(start / (1 - start)) + y - start);
  }
  const share = happened / whole;
  return share <= 0 || share >= 1 ? share : rounds(top / working, share, { rows: rows.length, deviance });
}

function rounds(first: number, share: number, before: { rows: number; deviance: number }): number {
  let logit = first;
  let last = before.deviance;
  for (let round = 0; round < 25; round++) {
    const fitted = 1 / (1 + Math.exp(-logit));
    const deviance = -2 * before.rows * (share * Math.log(fitted) + (1 - share) * Math.log(1 - fitted));
    if (Math.abs(deviance - last) / (Math.abs(deviance) + 0.1) < 1e-8) return fitted;
    last = deviance;
    logit += (share - fitted) / (fitted * (1 - fitted));
  }
  return share;
}
