/** Ends that weights are brought within. */
export interface WeightLimits {
  lower?: number;
  upper?: number;
}

export interface Trimmed {
  weights: Float64Array;
  /** Rows outside the limits before anything was cut. */
  outside: number;
  /** Rows outside the limits at the end. */
  stillOutside: number;
  passes: number;
}

const MOST_PASSES = 10_000;
/** Rows nearer to a limit than this share of it are inside. */
const SLACK = 1e-14;

/**
 * Trims weights: cuts them to the limits and adds what was cut off in equal parts (the same amount, not the same factor) to the rows that were
 * inside, so that the sum stays. One pass may push rows outside; `strict` repeats until none is. Margins that held before no longer do, and errors
 * made with the regression of an earlier calibration are too small: take trimmed weights as given, or calibrate again (`rakeTrimmed`).
 * Source: Potter (1990), A study of procedures to identify and trim extreme sampling weights; R survey `trimWeights`.
 *
 * @param weights by row, finite
 * @param limits on the weights, in their units; a limit left out does not cut
 * @param strict repeat until no weight is outside
 * @returns weights with the same sum
 * @throws where a weight is not finite, lower is not below upper, every row is outside, or (strict) the mean weight is not within the limits
 * @example trimWeights(Float64Array.of(1, 2, 6), { upper: 4 }).weights // [2, 3, 4]
 */
export function trimWeights(
  weights: Float64Array,
  { lower = -Infinity, upper = Infinity }: WeightLimits,
  strict = false,
): Trimmed {
  if (!weights.every(Number.isFinite)) throw new Error('trimWeights requires finite weights');
  if (!(lower < upper)) throw new Error('trimWeights requires a lower limit below the upper one');
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  if (strict && (mean < lower || mean > upper)) throw new Error('trimWeights requires limits around the mean weight');
  const outside = countOutside(weights, lower, upper);
  let trimmed: Float64Array = weights.slice();
  let passes = 0;
  let stillOutside = outside;
  while (stillOutside > 0 && (strict ? passes < MOST_PASSES : passes === 0)) {
    trimmed = trimOnce(trimmed, lower, upper);
    stillOutside = countOutside(trimmed, lower, upper);
    passes += 1;
  }
  return { weights: trimmed, outside, stillOutside, passes };
}

function trimOnce(weights: Float64Array, lower: number, upper: number): Float64Array {
  const inside = weights.length - countOutside(weights, lower, upper);
  if (inside === 0) throw new Error('trimWeights requires rows within the limits to give to');
  const cut = weights.map((weight) => Math.min(Math.max(weight, lower), upper));
  const excess = weights.reduce((sum, weight, row) => sum + weight - (cut[row] as number), 0);
  return cut.map((weight, row) =>
    isOutside(weights[row] as number, lower, upper) ? weight : weight + excess / inside,
  );
}

function countOutside(weights: Float64Array, lower: number, upper: number): number {
  return weights.reduce((count, weight) => count + (isOutside(weight, lower, upper) ? 1 : 0), 0);
}

function isOutside(weight: number, lower: number, upper: number): boolean {
  return weight < lower - SLACK * Math.abs(lower) || weight > upper + SLACK * Math.abs(upper);
}
