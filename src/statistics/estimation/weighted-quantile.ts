/** Rules for a weighted quantile; hf1-hf9 are the weighted forms of Hyndman and Fan's types. */
export const quantileRules = ['math', 'school', 'hf1', 'hf2', 'hf3', 'hf4', 'hf5', 'hf6', 'hf7', 'hf8', 'hf9'] as const;
export type QuantileRule = (typeof quantileRules)[number];

/** Values with a weight above 0 in ascending order, equal ones in the order they were given. */
export interface WeightedOrder {
  value: Float64Array;
  weight: Float64Array;
  /** Sums of weights up to and with each value, each rounded once. */
  cumulated: Float64Array;
}

/**
 * Sorts values for any number of quantiles.
 *
 * @param values by row, NaN = no value
 * @param weight by row, 0 or more; rows of weight 0 are left out
 * @param inDomain by row
 * @returns values in their units; empty where no row counts
 * @throws where columns differ in length or a weight is not finite or below 0
 * @example weightedOrder(Float64Array.of(3, 1), Float64Array.of(1, 2)).cumulated // Float64Array [2, 3]
 */
export function weightedOrder(
  values: Float64Array,
  weight: Float64Array,
  inDomain: (row: number) => boolean = () => true,
): WeightedOrder {
  if (values.length !== weight.length) throw new Error('weightedOrder requires a weight for every value');
  if (!weight.every((each) => each >= 0 && each < Infinity)) {
    throw new Error('weightedOrder requires weights of 0 or more');
  }
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if ((weight[row] as number) > 0 && !Number.isNaN(values[row]) && inDomain(row)) rows.push(row);
  }
  rows.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const sorted = Float64Array.from(rows, (row) => weight[row] as number);
  return { value: Float64Array.from(rows, (row) => values[row] as number), weight: sorted, cumulated: sumsOf(sorted) };
}

/**
 * A weighted quantile. W is the sum of the n weights, c_k the sum up to the k-th value, w_k its weight.
 * `math` = `hf1`: the smallest value with c_k / W of p or more. `school` = `hf2`: where a c_k / W is exactly p, the middle of that value and
 * the next. `hf3`: over distinct values, the same step, but where a c_k / W is exactly p the next value unless k is even, and below the
 * first share the second value, as the published program has it. The others join the points
 * (p_k, value k) by lines, and are flat outside them: `hf4` c_k / W; `hf5` (c_k - w_k/2) / W; `hf6` c_k / (W + w_n); `hf7` c_{k-1} / c_{n-1};
 * `hf8` (c_{k-1} + 2 c_k) / (3 W + w_n); `hf9` (3 c_{k-1} + 5 c_k) / (8 W + 2 w_n).
 * Source: Hyndman and Fan (1996); R survey `svyquantile(qrule = )`.
 *
 * @param order from `weightedOrder`, one value or more
 * @param p from 0 to 1
 * @returns between the smallest and the largest value, in their units
 * @throws where there are no values or p lies outside 0-1
 * @example values 1, 2, 3 with weights 1, 1, 2: p 0.5 is 2 by math, 2.5 by school
 */
export function weightedQuantile(order: WeightedOrder, p: number, rule: QuantileRule = 'math'): number {
  const { value } = order;
  if (value.length === 0) throw new Error('weightedQuantile requires values');
  if (!(p >= 0 && p <= 1)) throw new Error('weightedQuantile requires p from 0 to 1');
  if (rule === 'math' || rule === 'hf1') return stepped(order, p, (low) => low);
  if (rule === 'school' || rule === 'hf2') return stepped(order, p, (low, high) => (low + high) / 2);
  if (rule === 'hf3') return stepped(distinct(order), p, (low, high, k) => (k % 2 === 0 ? low : high), 1);
  if (value.length === 1) return value[0] as number;
  return interpolated(points[rule](order), value, p);
}

/** The step function of the cumulated shares; `atHit` says what it is where a share is exactly p, `least` which value it never falls below. */
function stepped(
  { value, cumulated }: WeightedOrder,
  p: number,
  atHit: (low: number, high: number, k: number) => number,
  least = 0,
): number {
  const total = cumulated.at(-1) as number;
  const reached = countUpTo(cumulated, p * total);
  const high = value[Math.min(Math.max(reached, least), value.length - 1)] as number;
  if (reached === 0 || p - (cumulated[reached - 1] as number) / total !== 0) return high;
  return atHit(value[reached - 1] as number, high, reached);
}

type Interpolating = Exclude<QuantileRule, 'math' | 'school' | 'hf1' | 'hf2' | 'hf3'>;

/** Shares at which the values stand. */
const points: Record<Interpolating, (order: WeightedOrder) => Float64Array> = {
  hf4: ({ cumulated }) => cumulated.map((sum) => sum / (cumulated.at(-1) as number)),
  hf5: ({ cumulated, weight }) =>
    cumulated.map((sum, k) => (sum - (weight[k] as number) / 2) / (cumulated.at(-1) as number)),
  hf6: ({ cumulated, weight }) =>
    cumulated.map((sum) => sum / ((cumulated.at(-1) as number) + (weight.at(-1) as number))),
  hf7: ({ cumulated }) => cumulated.map((_, k) => (cumulated[k - 1] ?? 0) / (cumulated.at(-2) as number)),
  hf8: (order) => between(order, 1 / 3, 1 / 3),
  hf9: (order) => between(order, 3 / 8, 1 / 4),
};

/** Between c_{k-1} and c_k, over W and a part of the last weight. */
function between({ cumulated, weight }: WeightedOrder, share: number, part: number): Float64Array {
  const total = (cumulated.at(-1) as number) + (weight.at(-1) as number) * part;
  return cumulated.map((sum, k) => ((cumulated[k - 1] ?? 0) * share + sum * (1 - share)) / total);
}

function interpolated(at: Float64Array, value: Float64Array, p: number): number {
  const reached = countUpTo(at, p);
  if (reached === 0) return value[0] as number;
  if (reached === value.length) return value[reached - 1] as number;
  const [low, high] = [value[reached - 1] as number, value[reached] as number];
  const [from, to] = [at[reached - 1] as number, at[reached] as number];
  return low + (high - low) * ((p - from) / (to - from));
}

/** How many of the ascending numbers are at most the limit. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] as number) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Each value once, with the weight of all rows that have it. */
function distinct({ value, weight }: WeightedOrder): WeightedOrder {
  const last = value.filter((each, k) => each !== value[k + 1]);
  const sums = new Float64Array(last.length);
  let at = 0;
  value.forEach((each, k) => {
    if (each !== last[at]) at += 1;
    sums[at] = (sums[at] as number) + (weight[k] as number);
  });
  return { value: last, weight: sums, cumulated: sumsOf(sums) };
}

/** Running sums with the rounding error carried along, so that equal shares are equal numbers. */
function sumsOf(weight: Float64Array): Float64Array {
  let sum = 0;
  let lost = 0;
  return weight.map((each) => {
    const next = sum + each;
    lost += Math.abs(sum) >= each ? sum - next + each : each - next + sum;
    sum = next;
    return sum + lost;
  });
}
