import normal from '@stdlib/stats-base-dists-normal-cdf';
import { cubicSpline } from '../numbers/cubic-spline.js';
import type { Share } from './share.js';
import { intervalFactor } from '../numbers/student-t.js';

/**
 * Interval of a share from the likelihood of the logistic working model: where the root of the scaled likelihood ratio reaches t times
 * the root of the design effect on the log-odds. The ratio is profiled at up to nine steps each way, the profile is a spline taken at three
 * places a step with lines between: ends lie within some 1e-3 of the exact roots, and are the ones the published program gives.
 * Source: Rao and Scott (1984); Venables and Ripley, MASS (2002), section 7.2, on the profile; R survey `svyciprop(method = 'likelihood')`.
 *
 * @param share from `shareOf`, with df of 1 or more
 * @param confidence above 0, below 1
 * @returns ends as shares; NaN where the profile does not reach that far, or the share is 0 or 1 or has no variance
 * @example { share: 0.5, variance: 0.0025, n: 200, df: 99 } at 0.95: 0.4015 and 0.5985
 */
export function profileInterval(share: Share, confidence: number): readonly [number, number] {
  const p = share.fitted ?? share.share;
  if (p <= 0 || p >= 1 || share.variance <= 0 || share.n < 2) return [Number.NaN, Number.NaN];
  const spread = p * (1 - p);
  const error = Math.sqrt(share.variance) / spread;
  const cut = intervalFactor(confidence, share.df) * error * Math.sqrt(share.n * spread);
  const profile = profileOf(share, p, { error, reach: reachOfProfile(cut, share.n) });
  return [atHeight(profile, -cut), atHeight(profile, cut)];
}

interface Profile {
  logOdds: number[];
  /** Signed root of the likelihood ratio. */
  root: number[];
}

/** How far the profile is followed: the root of an F quantile at the tail that the cut leaves. */
function reachOfProfile(cut: number, n: number): number {
  return intervalFactor(1 - normal(-cut, 0, 1) / 2, n - 1);
}

function profileOf(share: Share, p: number, { error, reach }: { error: number; reach: number }): Profile {
  const middle = Math.log(p / (1 - p));
  const least = deviance(share, middle);
  const dispersion = share.n / (share.n - 1);
  const side = (sign: 1 | -1): [number, number][] => {
    const found: [number, number][] = [];
    for (let step = 1; step < 10 && Math.abs(found.at(-1)?.[1] ?? 0) < reach; step++) {
      const logOdds = middle + (sign * step * reach * error) / 5;
      found.push([logOdds, sign * Math.sqrt(Math.max(0, deviance(share, logOdds) - least) / dispersion)]);
    }
    return found;
  };
  const all = [...side(-1).toReversed(), [middle, 0] as const, ...side(1)];
  return { logOdds: all.map(([logOdds]) => logOdds), root: all.map(([, root]) => root) };
}

/** Of n rows with the weighted share. */
function deviance({ share, n }: Share, logOdds: number): number {
  return 2 * n * (share * Math.log1p(Math.exp(-logOdds)) + (1 - share) * Math.log1p(Math.exp(logOdds)));
}

/** The share at which the profile has a height. */
function atHeight({ logOdds, root }: Profile, height: number): number {
  const spline = cubicSpline(logOdds, root);
  const count = 3 * logOdds.length;
  const [from, to] = [logOdds[0] as number, logOdds.at(-1) as number];
  const places = Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1));
  const heights = places.map(spline);
  const after = heights.findIndex((each) => each >= height);
  if (after < 1) return Number.NaN;
  const [low, high] = [heights[after - 1] as number, heights[after] as number];
  const [left, right] = [places[after - 1] as number, places[after] as number];
  return 1 / (1 + Math.exp(-(left + (right - left) * ((height - low) / (high - low)))));
}
