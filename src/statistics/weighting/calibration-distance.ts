/** How far calibrated weights may move from their start, as functions of u, the linear predictor of a row. */
export type Distance = 'linear' | 'raking' | 'logit';

/** Ends of the ratio calibrated / start weight of one row; -Infinity and Infinity where there is none. */
export interface RatioBounds {
  lower: number;
  upper: number;
}

/** Ratio g of a row, its slope, and the integral of the ratio from some point on. */
export interface DistanceFunctions {
  ratio: (u: number, bounds: RatioBounds) => number;
  slope: (u: number, bounds: RatioBounds) => number;
  integral: (u: number, bounds: RatioBounds) => number;
}

/**
 * Distances of Deville and Saerndal: `linear` g = 1 + u and `raking` g = exp u, both cut at the bounds; `logit` runs smoothly between them
 * with g = 1 and slope 1 at u = 0.
 * Source: Deville and Saerndal (1992), table 1, cases 1, 2, 6 and 7.
 *
 * @returns functions of u and the bounds of a row; the slope is 0 where a bound cuts
 * @example distances.raking.ratio(Math.log(3), { lower: 0.5, upper: 2 }) // 2
 */
export const distances: Record<Distance, DistanceFunctions> = {
  linear: cut({ ratio: (u) => 1 + u, slope: () => 1, integral: (u) => u + (u * u) / 2, inverse: (g) => g - 1 }),
  raking: cut({ ratio: Math.exp, slope: Math.exp, integral: Math.exp, inverse: Math.log }),
  logit: { ratio: logitRatio, slope: logitSlope, integral: logitIntegral },
};

interface Free {
  ratio: (u: number) => number;
  slope: (u: number) => number;
  integral: (u: number) => number;
  inverse: (ratio: number) => number;
}

function cut({ ratio, slope, integral, inverse }: Free): DistanceFunctions {
  return {
    ratio: (u, { lower, upper }) => Math.min(Math.max(ratio(u), lower), upper),
    slope: (u, { lower, upper }) => (ratio(u) > lower && ratio(u) < upper ? slope(u) : 0),
    integral: (u, { lower, upper }) => {
      const free = ratio(u);
      if (free >= lower && free <= upper) return integral(u);
      const end = free < lower ? lower : upper;
      return integral(inverse(end)) + end * (u - inverse(end));
    },
  };
}

/** Share of the way from lower to upper. */
function logitShare(u: number, { lower, upper }: RatioBounds): number {
  return 1 / (1 + ((upper - 1) / (1 - lower)) * Math.exp(-steepness(lower, upper) * u));
}

function steepness(lower: number, upper: number): number {
  return (upper - lower) / ((1 - lower) * (upper - 1));
}

function logitRatio(u: number, bounds: RatioBounds): number {
  return bounds.lower + (bounds.upper - bounds.lower) * logitShare(u, bounds);
}

function logitSlope(u: number, bounds: RatioBounds): number {
  const share = logitShare(u, bounds);
  return (bounds.upper - bounds.lower) * steepness(bounds.lower, bounds.upper) * share * (1 - share);
}

function logitIntegral(u: number, { lower, upper }: RatioBounds): number {
  const a = steepness(lower, upper);
  const exponent = a * u + Math.log((1 - lower) / (upper - 1));
  const softened = exponent > 0 ? exponent + Math.log1p(Math.exp(-exponent)) : Math.log1p(Math.exp(exponent));
  return lower * u + ((upper - lower) / a) * softened;
}
