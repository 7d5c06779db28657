/** A mean over replications with its Monte Carlo error. */
export interface Tallied {
  mean: number;
  /** Standard error of the mean, from the spread between replications. */
  error: number;
}

/** How often something is tried out. */
export interface Times {
  replications: number;
  seed: number;
  /** Told how much work there is in all, it gives whom to tell how much is done. */
  report: (total: number) => (done: number) => void;
}

/** One value a replication; an average over districts enters as one value. */
export function tally(values: readonly number[]): Tallied {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(square / (n - 1) / n) };
}
