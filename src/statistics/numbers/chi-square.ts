import { twoSidedNormalP } from './normal.js';

/**
 * Upper tail of the chi-square distribution with whole degrees of freedom, as a sum of positive terms, so that small p values keep their
 * digits: df even, exp(-x/2) sum over i < df/2 of (x/2)^i / i!; df odd, 2 Phi(-sqrt x) and the like terms of half integers.
 * Source: Abramowitz and Stegun (1964), 26.4.4 and 26.4.5; R `pchisq(x, df, lower.tail = FALSE)`.
 *
 * @param statistic a number; 0 or less has tail 1
 * @param df whole, 1 or more
 * @returns between 0 and 1
 * @throws where the statistic is not finite or df not a whole number of 1 or more
 * @example chiSquareUpperTail(3.841458820694124, 1) // 0.05
 */
export function chiSquareUpperTail(statistic: number, df: number): number {
  if (!Number.isFinite(statistic) || !Number.isInteger(df) || df < 1) {
    throw new Error('chiSquareUpperTail requires a finite statistic and whole degrees of freedom');
  }
  if (statistic <= 0) return 1;
  const half = statistic / 2;
  const odd = df % 2;
  let tail = odd === 1 ? twoSidedNormalP(Math.sqrt(statistic)) : 0;
  let power = odd / 2;
  let logTerm = odd === 1 ? Math.log(half) / 2 - half - Math.log(Math.sqrt(Math.PI) / 2) : -half;
  for (; power <= df / 2 - 1; power++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log(half / (power + 1));
  }
  return Math.min(tail, 1);
}
