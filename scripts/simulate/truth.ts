import type { City } from './city.js';
import { ratingOf } from './city.js';

/** The true index of every district: what all its service users answer, up the tree of each survey, the surveys equal. */
export function trueIndexes(city: City): number[] {
  return city.districts.map((_, d) => {
    const scores = city.surveys.map((_survey, s) => surveyIndex(city, s, d));
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  });
}

function surveyIndex(city: City, s: number, d: number): number {
  const { definition, indexItems } = city.surveys[s] as City['surveys'][number];
  const service = city.service[s] as Uint8Array;
  return weightedMean(
    definition.index.dimensions.map(({ weight, items }) => ({
      weight,
      value: weightedMean(
        items.map(({ item, weight: share = 1 }) => {
          const opinions = city.opinion[s]?.[indexItems.indexOf(item)] as Float32Array;
          return { weight: share, value: (100 * (meanRating(opinions, service, d) - 1)) / 9 };
        }),
      ),
    })),
  );
}

function meanRating(opinions: Float32Array, service: Uint8Array, d: number): number {
  let sum = 0;
  let n = 0;
  for (let who = 0; who < opinions.length; who++) {
    if (service[who] !== d) continue;
    sum += ratingOf(opinions[who] as number);
    n += 1;
  }
  return sum / n;
}

function weightedMean(parts: { weight: number; value: number }[]): number {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight;
}
