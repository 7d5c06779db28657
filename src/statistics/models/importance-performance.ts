/** Where an item stands on the map of importance and performance. */
export interface Quadrant {
  highImportance: boolean;
  highPerformance: boolean;
}

/** The map: each item's quadrant, and where its lines run. */
export interface ImportancePerformance {
  /** Plain mean of the importances. */
  meanImportance: number;
  /** Plain mean of the performances. */
  meanPerformance: number;
  quadrants: Quadrant[];
}

/**
 * A mean on a scale of its own as 0-100.
 *
 * @param mean between min and max
 * @param scale lowest and highest answer, not equal
 * @returns 0-100; NaN for a mean of NaN
 * @throws where the scale has no length
 * @example performanceOf(7.944, { min: 1, max: 10 }) // 77.155556
 */
export function performanceOf(mean: number, { min, max }: { min: number; max: number }): number {
  if (!(max > min)) throw new Error('performanceOf requires a scale with its maximum above its minimum');
  return (100 * (mean - min)) / (max - min);
}

/**
 * Parts items by the plain means of importance and performance; an item on a line is high.
 * Source: Martilla and James (1977).
 *
 * @param importance by item, e.g. Johnson's relative weights
 * @param performance by item, 0-100
 * @returns quadrants in the order of the items
 * @throws where there are no items, or not as many of one as of the other
 * @example importance [0.1, 0.3], performance [70, 60]: the first is low and high, the second high and low
 */
export function importancePerformance(
  importance: readonly number[],
  performance: readonly number[],
): ImportancePerformance {
  if (importance.length === 0 || importance.length !== performance.length) {
    throw new Error('importancePerformance requires an importance and a performance for every item');
  }
  if (![...importance, ...performance].every(Number.isFinite))
    throw new Error('importancePerformance requires finite importances and performances');
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [meanImportance, meanPerformance] = [mean(importance), mean(performance)];
  const quadrants = importance.map((each, item) => ({
    highImportance: each >= meanImportance,
    highPerformance: (performance[item] as number) >= meanPerformance,
  }));
  return { meanImportance, meanPerformance, quadrants };
}
