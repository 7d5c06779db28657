import { benjaminiHochberg, holm } from '../../src/statistics/testing/adjust-p.js';
import { twoSidedNormalP } from '../../src/statistics/numbers/normal.js';
import type { Domains } from '../../src/statistics/design/sample.js';
import { twoSidedP } from '../../src/statistics/numbers/student-t.js';

interface Compared {
  mean: Float64Array;
  covariance: Float64Array;
  df: number;
}

/** Differences of all pairs of domains with t and normal tests and adjusted p values; the covariance has the pooled domain last. */
export function pairwise(labels: readonly unknown[], { count }: Domains, { mean, covariance, df }: Compared): object[] {
  const k = count + 1;
  const entry = (j: number, i: number): number => covariance[j * k + i] as number;
  const pairs = labels.flatMap((a, j) =>
    labels.slice(j + 1).map((b, offset) => {
      const i = j + 1 + offset;
      const diff = (mean[j] as number) - (mean[i] as number);
      const se = Math.sqrt(entry(j, j) + entry(i, i) - 2 * entry(j, i));
      const p = twoSidedP(diff / se, df);
      return { a, b, diff, se, t: diff / se, df, p, p_t: p, p_z: twoSidedNormalP(diff / se) };
    }),
  );
  const p = pairs.map((pair) => pair.p);
  const families = { p_holm: holm(p), p_bh: benjaminiHochberg(p) };
  return pairs.map((pair, at) => ({ ...pair, p_holm: families.p_holm[at], p_bh: families.p_bh[at] }));
}
