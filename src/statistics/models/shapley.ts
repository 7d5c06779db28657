import { predictorsOf } from './relative-importance.js';
import type { Predictors } from './relative-importance.js';

/** 2^15 regressions take a moment; each further predictor doubles them. */
const MOST_PREDICTORS = 15;

/** What is left of a predictor's variance below which it is a linear combination of the others. */
const DEPENDENT = 1e-12;

/**
 * Shapley value of each predictor (lmg): its increase of R2, averaged over all orders in which the predictors can enter. All 2^p subsets
 * are fitted, each from the one without its last predictor.
 * Source: Lindeman, Merenda and Gold (1980); R relaimpo `calc.relimp(type = 'lmg')`.
 *
 * @param correlation p+1 x p+1 by row, outcome first, p up to 15
 * @returns p shares of R2, not negative, that sum to it
 * @throws where there are more than 15 predictors, the correlations contradict each other, one is a linear combination of the others, or one is constant
 * @example two predictors correlated 0.5 with r 0.6 and 0.3: shapley(correlation) // [0.315, 0.045]
 */
export function shapley(correlation: Float64Array): Float64Array {
  const predictors = predictorsOf('shapley', correlation);
  const { p } = predictors;
  if (p > MOST_PREDICTORS) throw new Error(`shapley requires ${MOST_PREDICTORS} predictors or fewer, not ${p}`);
  const fit = fitsOfSubsets(predictors);
  if ((fit.at(-1) as number) > 1 + 1e-9)
    throw new Error('shapley requires correlations that do not contradict each other');
  const weight = orderWeights(p);
  const shares = new Float64Array(p);
  for (let subset = 0; subset < fit.length; subset++) {
    const share = weight[bits(subset)] as number;
    for (let j = 0; j < p; j++) {
      const joined = subset | (1 << j);
      if (joined === subset) continue;
      shares[j] = (shares[j] as number) + share * ((fit[joined] as number) - (fit[subset] as number));
    }
  }
  return shares;
}

/** R2 of every subset, by its bits: a row more of the Cholesky factor for each predictor that joins. */
function fitsOfSubsets({ p, r, among }: Predictors): Float64Array {
  const fit = new Float64Array(1 << p);
  const factor: Float64Array[] = Array.from({ length: p }, () => new Float64Array(p));
  const projected = new Float64Array(p);
  const members: number[] = [];
  const join = (subset: number, from: number): void => {
    for (let j = from; j < p; j++) {
      const size = members.length;
      const row = factor[size] as Float64Array;
      let left = 1;
      let rest = r[j] as number;
      for (let a = 0; a < size; a++) {
        let entry = among[j * p + (members[a] as number)] as number;
        for (let b = 0; b < a; b++) entry -= (row[b] as number) * ((factor[a] as Float64Array)[b] as number);
        entry /= (factor[a] as Float64Array)[a] as number;
        row[a] = entry;
        left -= entry * entry;
        rest -= entry * (projected[a] as number);
      }
      if (left < DEPENDENT)
        throw new Error('shapley requires predictors of which none is a linear combination of the others');
      row[size] = Math.sqrt(left);
      const gain = rest / row[size];
      projected[size] = gain;
      const joined = subset | (1 << j);
      fit[joined] = (fit[subset] as number) + gain ** 2;
      members.push(j);
      join(joined, j + 1);
      members.pop();
    }
  };
  join(0, 0);
  return fit;
}

/** Share of the orders in which a given predictor comes right after a given set of s others: s! (p-1-s)! / p!. */
function orderWeights(p: number): Float64Array {
  const weights = new Float64Array(p + 1);
  weights[0] = 1 / p;
  for (let s = 1; s < p; s++) weights[s] = ((weights[s - 1] as number) * s) / (p - s);
  return weights;
}

function bits(subset: number): number {
  let count = 0;
  for (let rest = subset; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
