import type { Scale } from '../../src/definition/types.js';
import { chanceOf } from './chance.js';
import type { Person } from './population.js';

/** What the demo's people think of the services, in points of the 0-100 score before it is rounded to a point of the scale. */
export interface Opinion {
  survey: string;
  dimension: string;
  item: string;
  /** Service district, by its place in the list of districts. */
  district: number;
  /** Points by which the wave differs from the closed one, by place of the district. */
  drift: readonly number[];
}

/** Spread of people, of the work of one day or one site, and of single answers. */
export const spread = { person: 14, psu: 2.5, answer: 12 } as const;

const centre = 80;
/** Two districts lead, three lie together, one is behind. */
const districtEffects = [6, 5, 0, -0.5, -7, -1];
const sectorEffects: Record<string, number> = { education: 2, transport: -2.5, 'elderly-care': -0.5, finance: 1 };
/** A district is not equally good at everything; over four surveys this is nothing. */
const turn = [1.5, -1.5, 0.5, -0.5];
const surveyOrder = ['education', 'transport', 'elderly-care', 'finance'];
const olderEffect = 5;
const womenEffect = 1;

/** Mean opinion of a group of people about an item; a person, a day or site and an answer vary around it. */
export function meanOpinion(opinion: Opinion, { sex, older }: Pick<Person, 'sex' | 'older'>): number {
  const { survey, dimension, item, district, drift } = opinion;
  const turned = turn[(Math.max(surveyOrder.indexOf(survey), 0) + district) % turn.length] as number;
  return (
    centre +
    (districtEffects[district % districtEffects.length] as number) +
    (drift[district] ?? 0) +
    (sectorEffects[survey] ?? 0) +
    turned +
    fixed(3, 'dimension', survey, dimension) +
    fixed(3, 'item', survey, item) +
    (older ? olderEffect : 0) +
    (sex === 'female' ? womenEffect / 2 : -womenEffect / 2)
  );
}

const known = new Map<string, number>();

/** An effect that belongs to a name: uniform within plus or minus `size`, the same in every wave and for every seed. */
function fixed(size: number, ...name: string[]): number {
  const key = name.join('/');
  const share = known.get(key) ?? chanceOf(0, key).share();
  known.set(key, share);
  return size * (2 * share - 1);
}

/** The point of the scale that stands for an opinion. */
export function ratingOf(opinion: number, { min, max }: Scale): number {
  return Math.min(max, Math.max(min, Math.round(min + ((max - min) * opinion) / 100)));
}

/** Expected 0-100 score of `ratingOf` for opinions around a mean: the sum over points k of P(rating >= k). */
export function expectedScore(mean: number, scale: Scale): number {
  const deviation = Math.hypot(spread.person, spread.psu, spread.answer);
  const steps = scale.max - scale.min;
  let sum = 0;
  for (let step = 1; step <= steps; step++) sum += normalCdf((mean - (100 * (step - 0.5)) / steps) / deviation);
  return (100 * sum) / steps;
}

/** Standard normal distribution function (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - tail : tail;
}
