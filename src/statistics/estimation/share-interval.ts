import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import { profileInterval } from './profile-interval.js';
import type { Share } from './share.js';
import { intervalFactor } from '../numbers/student-t.js';

export const shareMethods = ['logit', 'likelihood', 'asin', 'beta', 'mean', 'xlogit', 'wilson'] as const;
export type ShareMethod = (typeof shareMethods)[number];

/** Ends of an interval; an end that is not defined is left out. */
export interface Ends {
  low?: number;
  high?: number;
}

/**
 * Confidence interval of a share p with variance v, t = the t quantile on df.
 * - `mean`: p +- t sqrt v; may leave 0-1.
 * - `xlogit`: on the log-odds, logit p +- t sqrt v / (p (1 - p)). `logit`: the same about the working model's p (`share.fitted`).
 * - `asin`: sin^2(asin sqrt p +- t sqrt v / (2 sqrt(p (1 - p)))).
 * - `beta` (Korn and Graubard): beta quantiles with the effective n = p (1 - p) / v x (t on n - 1 / t on df)^2.
 * - `wilson`: Wilson's with p (1 - p) / v in place of n and t in place of z.
 * - `likelihood`: where the Rao-Scott scaled likelihood ratio is t^2 (`profileInterval`).
 * At exactly 0 or 1 the variance says nothing: `beta` and `wilson` then take the effective n to be n, `mean` has no width, and the
 * others have no interval. Without a degree of freedom there is none at all.
 * Source: Korn and Graubard (1998); Wilson (1927) with Kish's effective n; Rao and Scott (1984); R survey `svyciprop`.
 *
 * @param share from `shareOf`
 * @param confidence above 0, below 1
 * @returns ends, as shares
 * @throws where the confidence is not between 0 and 1
 * @example { share: 0.5, variance: 0.0025, n: 200, df: 99 } by 'wilson' at 0.95: 0.4027-0.5973
 */
export function shareInterval(share: Share, method: ShareMethod, confidence = 0.95): Ends {
  if (!(confidence > 0 && confidence < 1)) throw new Error('shareInterval requires a confidence between 0 and 1');
  if (share.df < 1) return {};
  const ends = methods[method](share, confidence, intervalFactor(confidence, share.df));
  return finite(ends[0], ends[1]);
}

type Method = (share: Share, confidence: number, t: number) => readonly [number, number];

const methods: Record<ShareMethod, Method> = {
  mean: ({ share, variance }, _, t) => [share - t * Math.sqrt(variance), share + t * Math.sqrt(variance)],
  xlogit: (share, _, t) => onLogOdds(share.share, share.variance, t),
  logit: (share, _, t) => onLogOdds(share.fitted ?? share.share, share.variance, t),
  asin: ({ share, variance }, _, t) => {
    const half = (t * Math.sqrt(variance)) / (2 * Math.sqrt(share * (1 - share)));
    const middle = Math.asin(Math.sqrt(share));
    return [Math.sin(middle - half) ** 2, Math.sin(middle + half) ** 2];
  },
  beta: (share, confidence, t) => {
    const p = share.share;
    if (share.n < 2) return none;
    const n = effectiveN(share) * (intervalFactor(confidence, share.n - 1) / t) ** 2;
    const tail = (1 - confidence) / 2;
    const low = p === 0 ? 0 : betaQuantile(tail, n * p, n * (1 - p) + 1);
    return [low, p === 1 ? 1 : betaQuantile(1 - tail, n * p + 1, n * (1 - p))];
  },
  wilson: (share, _, t) => {
    const p = share.share;
    const part = t ** 2 / effectiveN(share);
    const half = Math.sqrt(part * p * (1 - p) + part ** 2 / 4);
    return [Math.max(0, (p + part / 2 - half) / (1 + part)), Math.min(1, (p + part / 2 + half) / (1 + part))];
  },
  likelihood: (share, confidence) => profileInterval(share, confidence),
};

const none = [Number.NaN, Number.NaN] as const;

function onLogOdds(share: number, variance: number, t: number): readonly [number, number] {
  if (share <= 0 || share >= 1) return none;
  const half = (t * Math.sqrt(variance)) / (share * (1 - share));
  const odds = Math.log(share / (1 - share));
  return [1 / (1 + Math.exp(half - odds)), 1 / (1 + Math.exp(-half - odds))];
}

function effectiveN({ share, variance, n }: Share): number {
  return share === 0 || share === 1 ? n : (share * (1 - share)) / variance;
}

function finite(low: number, high: number): Ends {
  return { ...(Number.isFinite(low) ? { low } : {}), ...(Number.isFinite(high) ? { high } : {}) };
}
