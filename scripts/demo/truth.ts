import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { flow, useShare } from './behaviour.js';
import type { Cell } from './population.js';
import { expectedScore, meanOpinion, type Opinion } from './satisfaction.js';

/** The world from which a wave's interviews are drawn. */
export interface World {
  cells: readonly Cell[];
  districts: readonly string[];
  drift: readonly number[];
}

/** The true index of a survey in a district: what its service users there would answer on average, up the tree. Nothing is drawn. */
export function trueIndex(questionnaire: Questionnaire, world: World, district: string): number {
  const { dimensions } = questionnaire.definition.index;
  const weights = dimensions.map(({ weight }) => weight);
  const scores = dimensions.map(({ id, items }) => {
    const itemWeights = items.map(({ weight = 1 }) => weight);
    const itemScores = items.map(({ item }) => trueItem(questionnaire, world, { district, dimension: id, item }));
    return weightedMean(itemScores, itemWeights);
  });
  return weightedMean(scores, weights);
}

/** Mean over the users of a service district, wherever they live. */
function trueItem(
  questionnaire: Questionnaire,
  { cells, districts, drift }: World,
  { district, dimension, item }: { district: string; dimension: string; item: string },
): number {
  const survey = questionnaire.definition.id;
  const scale = questionnaire.scaleOf.get(item);
  if (!scale) throw new Error(`trueIndex requires a scale for ${item}`);
  const opinion: Opinion = { survey, dimension, item, district: districts.indexOf(district), drift };
  const users = cells.map((cell) => cell.persons * useShare(survey, cell) * flow(cell.district, district, districts));
  return weightedMean(
    cells.map((cell) => expectedScore(meanOpinion(opinion, cell), scale)),
    users,
  );
}

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return values.reduce((total, value, place) => total + value * (weights[place] as number), 0) / sum;
}

export function truthOf(
  questionnaires: readonly Questionnaire[],
  world: World,
): { survey: string; district: string; index: number }[] {
  return questionnaires.flatMap((questionnaire) =>
    world.districts.map((district) => ({
      survey: questionnaire.definition.id,
      district,
      index: trueIndex(questionnaire, world, district),
    })),
  );
}
