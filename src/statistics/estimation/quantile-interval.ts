import type { Sample } from '../design/sample.js';
import type { Lonely } from '../design/design-covariance.js';
import { shareInterval } from './share-interval.js';
import type { ShareMethod } from './share-interval.js';
import { shareOf } from './share.js';
import { intervalFactor } from '../numbers/student-t.js';
import { weightedOrder, weightedQuantile } from './weighted-quantile.js';
import type { QuantileRule, WeightedOrder } from './weighted-quantile.js';

export interface QuantileOptions {
  rule: QuantileRule;
  /** How the interval of the share is made. */
  interval: ShareMethod;
  confidence: number;
  /** Rows that count; absent: all. */
  inDomain?: (row: number) => boolean;
  lonely?: Lonely;
}

/** A quantile with its interval; what is not defined is left out. */
export interface QuantileFigure {
  p: number;
  estimate: number;
  low?: number;
  high?: number;
  /** Width of the interval over twice the t quantile. */
  error?: number;
  /** PSUs less strata of the rows that count. */
  df: number;
}

/**
 * Weighted quantiles with Woodruff's intervals: the share of values at or below the quantile has an interval, whose ends are mapped back by
 * the quantile's own rule; an end below the share of the first row is at the second, since the first would rest on one answer alone. An end
 * outside 0-1 has no value. Where the quantile is the largest value, the share is 1: `mean` then gives an
 * interval without width, which says nothing of the error, the others give none.
 * Source: Woodruff (1952); Francisco and Fuller (1991); R survey `svyquantile(interval.type = )`.
 *
 * @param values by row, NaN = no value
 * @param p shares from 0 to 1
 * @returns a figure for each p, in units of the values; none where no row of the domain has a value
 * @throws where columns differ in length, p lies outside 0-1, or a lonely PSU is refused
 * @example values 1-100 in one stratum with weights 1: the median is 50, by `mean` at 0.95 from 41 to 60
 */
export function quantileIntervals(
  sample: Sample,
  values: Float64Array,
  p: readonly number[],
  options: QuantileOptions,
): QuantileFigure[] {
  const { rule, inDomain = () => true } = options;
  const order = weightedOrder(values, sample.weight, inDomain);
  if (order.value.length === 0) return [];
  return p.map((each) => {
    const estimate = weightedQuantile(order, each, rule);
    const below = values.map((value) => (Number.isNaN(value) ? value : value <= estimate ? 1 : 0));
    const share = shareOf(sample, below, inDomain, options.lonely);
    const df = share?.df ?? 0;
    const certain = share?.share === 1 && options.interval !== 'mean';
    const ends = share && !certain ? shareInterval(share, options.interval, options.confidence) : {};
    const back = (end: number | undefined): number | undefined =>
      end === undefined || end < 0 || end > 1 ? undefined : mappedBack(order, end, rule);
    const [low, high] = [back(ends.low), back(ends.high)];
    return { p: each, estimate, ...endsOf(low, high, df, options.confidence), df };
  });
}

function mappedBack(order: WeightedOrder, end: number, rule: QuantileRule): number {
  const { value, cumulated } = order;
  const first = (cumulated[0] as number) / (cumulated.at(-1) as number);
  const joined = /^hf[4-9]$/.test(rule);
  return end < first && !joined ? (value[Math.min(1, value.length - 1)] as number) : weightedQuantile(order, end, rule);
}

function endsOf(
  low: number | undefined,
  high: number | undefined,
  df: number,
  confidence: number,
): Pick<QuantileFigure, 'low' | 'high' | 'error'> {
  if (low === undefined || high === undefined) {
    return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
  }
  return { low, high, error: (high - low) / (2 * intervalFactor(confidence, df)) };
}
