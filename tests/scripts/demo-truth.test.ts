import { describe, expect, test } from '@jest/globals';
import { drawServiceDistrict, useShare } from '../../scripts/demo/behaviour.js';
import { chanceOf } from '../../scripts/demo/chance.js';
import { drawPerson } from '../../scripts/demo/population.js';
import { answerQuestion } from '../../scripts/demo/question-answers.js';
import { respondent } from '../../scripts/demo/respondents.js';
import { expectedScore, ratingOf, spread } from '../../scripts/demo/satisfaction.js';
import { trueIndex } from '../../scripts/demo/truth.js';
import { closedSimulation } from '../../scripts/demo/waves.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer } from '../../src/definition/types.js';
import { demoSetting } from './demo-setting.js';

const setting = demoSetting();
const { world, wave } = closedSimulation(setting);
const scale = { min: 1, max: 10, labels: {} };

/** Item sums of everybody who uses the service, without any sampling, by service district. */
function census(questionnaire: Questionnaire, persons: number): Map<string, Map<string, { sum: number; n: number }>> {
  const { definition, indexItems, answerables } = questionnaire;
  const questions = new Set(indexItems.map((id) => answerables.get(id)!.question));
  const chance = chanceOf(99, 'census', definition.id);
  const found = new Map(world.districts.map((district) => [district, new Map<string, { sum: number; n: number }>()]));
  for (let number = 0; number < persons; number++) {
    const person = drawPerson(chance, world.cells, () => 1);
    if (!chance.happens(useShare(definition.id, person))) continue;
    const service = drawServiceDistrict(chance, person.residence, world.districts);
    const shift = spread.psu * chance.normal();
    const somebody = respondent(
      questionnaire,
      { person, service, districts: world.districts, drift: [], shift },
      chance,
    );
    const answers = Object.assign(
      {},
      ...[...questions].map((question) => answerQuestion(somebody, question, chance)),
    ) as Record<string, Answer>;
    for (const id of indexItems) {
      const answer = answers[id];
      if (typeof answer !== 'number') continue;
      const item = found.get(service)!.get(id) ?? { sum: 0, n: 0 };
      found.get(service)!.set(id, { sum: item.sum + (100 * (answer - 1)) / 9, n: item.n + 1 });
    }
  }
  return found;
}

describe('the truth of the demo', () => {
  test('is what a fresh population answers, within its Monte Carlo error', () => {
    const questionnaire = setting.surveys.find(({ definition }) => definition.id === 'elderly-care')!;
    const found = census(questionnaire, 40_000);
    for (const [district, items] of found) {
      const index = questionnaire.definition.index.dimensions.reduce((sum, dimension) => {
        const means = dimension.items.map(({ item }) => items.get(item)!.sum / items.get(item)!.n);
        return sum + (dimension.weight * means.reduce((total, mean) => total + mean, 0)) / means.length;
      }, 0);
      const people = Math.min(...[...items.values()].map(({ n }) => n));
      const error = spread.person / Math.sqrt(people);
      expect(Math.abs(index - trueIndex(questionnaire, world, district))).toBeLessThan(3.5 * error);
    }
  });

  test('counts service districts, not homes: a district visited by others shares their people', () => {
    const [questionnaire] = setting.surveys;
    const onlyFirst = {
      ...world,
      cells: world.cells.map((cell) => (cell.district === '330602' ? cell : { ...cell, persons: 0 })),
    };
    expect(trueIndex(questionnaire!, onlyFirst, '330624')).toBeGreaterThan(0);
  });

  test('has districts that are clearly apart and districts that are close', () => {
    const overall = wave.districts.map((district) => {
      const own = wave.truth!.filter((truth) => truth.district === district);
      return own.reduce((sum, { index }) => sum + index, 0) / own.length;
    });
    const [first, second, third, fourth, last, sixth] = overall as [number, number, number, number, number, number];
    expect(Math.min(...overall)).toBeGreaterThan(70);
    expect(Math.max(...overall)).toBeLessThan(85);
    expect(Math.abs(first - second)).toBeLessThan(1.5);
    expect(Math.max(third, fourth, sixth) - Math.min(third, fourth, sixth)).toBeLessThan(1.5);
    expect(Math.min(first, second) - Math.max(third, fourth, sixth)).toBeGreaterThan(3);
    expect(Math.min(third, fourth, sixth) - last).toBeGreaterThan(3);
  });

  test('rounds to the scale and never leaves it', () => {
    expect([-40, 0, 49, 51, 100, 140].map((opinion) => ratingOf(opinion, scale))).toEqual([1, 1, 5, 6, 10, 10]);
  });

  test('expects the middle of the scale for opinions around the middle', () => {
    expect(expectedScore(50, scale)).toBeCloseTo(50, 6);
    expect(expectedScore(95, scale)).toBeLessThan(92);
  });
});
