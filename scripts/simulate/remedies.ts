import { measureWave } from '../../src/measurement/measure.js';
import { compareModes } from '../../src/measurement/mode-comparison.js';
import type { Wave } from '../../src/waves/wave.js';
import { chanceOf } from '../demo/chance.js';
import { waveOf, type City } from './city.js';
import { drawFrame, drawSites, type Plan } from './fieldwork.js';
import { tally, type Tallied, type Times } from './tally.js';
import { trueIndexes } from './truth.js';

/** What is done about a trouble: how people are asked, and how their answers are put together. */
export interface Remedy {
  name: string;
  plan: Plan;
  treatment: 'unweighted' | 'raked' | 'heldMix';
}

/** How far the indexes of the districts are off with a remedy. */
export interface Bias {
  name: string;
  /** Mean over the districts of estimate less truth: everybody is shown too high, or too low. */
  level: Tallied;
  /** Largest less smallest bias of a district: what is taken for a difference between districts. */
  between: number;
  /** Mean over waves of the ranks that a district is off. */
  ranksOff: Tallied;
  /** Waves in which a district had no score by this treatment. */
  leftOut: number;
}

/** Draws so many waves with each remedy; the same chance for all. */
export function biasOf(city: City, remedies: readonly Remedy[], { replications, seed, report }: Times): Bias[] {
  const truth = trueIndexes(city);
  const done = report(remedies.length * replications);
  return remedies.map((remedy, at) => {
    const found = Array.from({ length: replications }, (_, r) => {
      done(at * replications + r + 1);
      return estimatesOf(city, remedy, chanceOf(seed, 'remedies', r));
    });
    return biasOfRemedy(remedy.name, found, truth);
  });
}

function estimatesOf(
  city: City,
  { plan, treatment }: Remedy,
  chance: ReturnType<typeof chanceOf>,
): number[] | undefined {
  const frame = drawFrame(city, { plan, sites: drawSites(city, plan, chance), wave: 'now' }, chance);
  const wave = treatment === 'unweighted' ? withoutMargins(waveOf(city, 'now', 100)) : waveOf(city, 'now', 100);
  const measurement = measureWave(frame, city.surveys, wave);
  const figures =
    treatment === 'heldMix'
      ? compareModes(frame, wave, measurement, 'overall').held.map(({ figure }) => figure)
      : measurement.scores.filter(({ node }) => node === 'overall').map(({ figure }) => figure);
  const estimates = figures.map(({ estimate }) => estimate);
  return estimates.every((estimate) => estimate !== undefined) ? estimates : undefined;
}

function withoutMargins(wave: Wave): Wave {
  return { ...wave, method: { ...wave.method, margins: [] } };
}

function biasOfRemedy(name: string, all: readonly (number[] | undefined)[], truth: readonly number[]): Bias {
  const found = all.filter((each) => each !== undefined);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const biases = truth.map((index, d) => mean(found.map((each) => (each[d] as number) - index)));
  return {
    name,
    level: tally(found.map((each) => mean(each.map((estimate, d) => estimate - (truth[d] as number))))),
    between: Math.max(...biases) - Math.min(...biases),
    ranksOff: tally(
      found.map((each) => mean(rankOf(each).map((rank, d) => Math.abs(rank - (rankOf(truth)[d] as number))))),
    ),
    leftOut: all.length - found.length,
  };
}

function rankOf(values: readonly number[]): number[] {
  return values.map((value) => 1 + values.filter((other) => other > value).length);
}
