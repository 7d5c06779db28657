import type { Fault } from '../definition/types.js';
import { intervalFactor } from '../statistics/numbers/student-t.js';
import type { NodeEstimates } from '../statistics/estimation/score-tree.js';
import type { Method } from '../waves/method.js';
import { bandOf } from './bands.js';
import type { Ground } from './figure-of.js';
import type { CityScore, Figure, Interval } from './wave-measurement.js';

/**
 * The city's score of a node: fixed population shares x district indexes with the error from their full covariance, refused with reasons
 * where any district is insufficient (not ranked, or without persons); and beside it the value of all service users pooled.
 * Source: stratified estimator with known shares, Cochran, Sampling Techniques (1977), chapter 5, with covariances between strata.
 *
 * @param estimates scores 0-100 and covariance by district, then pooled
 * @param figures by district, then pooled
 * @returns official without a number where `reasons` says why; shares sum to 1, or are 0 without persons
 * @example two districts of 100 and 300 persons with indexes 60 and 80: official 75
 */
export function cityScore(
  estimates: NodeEstimates,
  figures: readonly Figure[],
  districts: readonly string[],
  { method, ground }: { method: Method; ground: Ground },
): CityScore {
  const pooled = figures[districts.length] as Figure;
  const shares = sharesOf(districts, method);
  const marks = [...new Set(figures.slice(0, districts.length).flatMap((figure) => figure.marks))];
  const reasons = reasonsOf(estimates.id, figures, districts, shares);
  const base = { shares, reasons, marks };
  if (reasons.length > 0) return { node: estimates.id, official: base, pooled };
  const weights = shares.map(({ share }) => share);
  const estimate = weights.reduce((sum, weight, d) => sum + weight * (estimates.score[d] as number), 0);
  const error = errorOf(estimate, varianceOf(weights, estimates), ground);
  const band = bandOf(method.bands, estimate, error);
  return { node: estimates.id, official: { ...base, estimate, error, ...(band ? { band } : {}) }, pooled };
}

function sharesOf(districts: readonly string[], { population }: Method): { district: string; share: number }[] {
  const persons = districts.map((district) => population.find((each) => each.district === district)?.persons ?? 0);
  const total = persons.reduce((sum, each) => sum + each, 0);
  return districts.map((district, d) => ({ district, share: total > 0 ? (persons[d] as number) / total : 0 }));
}

function reasonsOf(
  node: string,
  figures: readonly Figure[],
  districts: readonly string[],
  shares: readonly { share: number }[],
): Fault[] {
  return districts.flatMap((district, d) => {
    const reason = (code: string): Fault => ({ code, path: node, params: { district } });
    return [
      ...(figures[d]?.status === 'ranked' ? [] : [reason('city.insufficientDistrict')]),
      ...(shares[d]?.share === 0 ? [reason('city.noPopulation')] : []),
    ];
  });
}

function varianceOf(weights: readonly number[], { covariance, k }: NodeEstimates): number {
  return weights.reduce(
    (sum, a, j) => sum + weights.reduce((row, b, i) => row + a * b * (covariance[j * k + i] as number), 0),
    0,
  );
}

function errorOf(estimate: number, variance: number, { confidence, df }: Ground): Interval {
  const se = Math.sqrt(Math.max(0, variance));
  const half = intervalFactor(confidence, df) * se;
  return { se, low: estimate - half, high: estimate + half };
}
