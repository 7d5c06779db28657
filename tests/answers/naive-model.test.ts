import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { computedValues, relevantAnswers, route } from '../../src/answers/relevant.js';
import { followToOpen, validateAnswers, validatePage } from '../../src/answers/validate.js';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Answers, Definition, Fault } from '../../src/definition/types.js';
import { naiveInterview, type NaiveInterview } from './naive-model.js';
import { randomAnswers } from './random-answers.js';
import { randomDefinition } from './random-definition.js';
import { drawsOf } from './random-draws.js';

const said = ({ code, path, params }: Fault): string =>
  [code.replace('answer.', ''), path, ...Object.values(params)].join(' ');

/** What the engine makes of an interview, in the words of the naive model. */
function engineInterview(definition: Definition, given: Answers, today?: string): NaiveInterview {
  const questionnaire = compileDefinition(definition, () => '');
  const { pages, ended } = route(questionnaire, given, today);
  const { faults, soft } = validateAnswers(questionnaire, given, today);
  return {
    pages: pages.map(({ page, questions }) => ({
      id: page.id,
      questions: questions.flatMap(({ question, items }) =>
        question.type === 'rating-group' ? items.map(({ id }) => id) : [question.id],
      ),
    })),
    ended: ended?.id ?? '',
    answers: relevantAnswers(questionnaire, given, today),
    computed: computedValues(questionnaire, given, today),
    faults: faults.map(said),
    soft: soft.map(said),
  };
}

const runs = Number(process.env['RUNS'] ?? 400);
const always = (property: (definition: Definition, answers: Answers, today: string | undefined) => void) =>
  fc.assert(
    fc.property(fc.gen(), fc.constantFrom('2026-11-03', undefined), (gen, today) => {
      const draws = drawsOf(gen);
      const definition = randomDefinition(draws);
      property(definition, randomAnswers(draws, definition), today);
    }),
    { numRuns: runs },
  );

describe('any survey and any answers', () => {
  test('come to what the plainest reading of the survey language says', () => {
    always((definition, answers, today) => {
      expect(engineInterview(definition, answers, today)).toEqual(naiveInterview(definition, answers, today));
    });
  });

  test('have the same faults page by page as in the whole, and are open where the first of them is', () => {
    always((definition, answers, today) => {
      const questionnaire = compileDefinition(definition, () => '');
      const whole = validateAnswers(questionnaire, answers, today);
      const { pages } = route(questionnaire, answers, today);
      const each = pages.map(({ page }) => validatePage(questionnaire, page.id, answers, today));
      expect(each.flatMap(({ faults }) => faults)).toEqual(whole.faults);
      expect(each.flatMap(({ soft }) => soft)).toEqual(whole.soft);
      const { open, ...way } = followToOpen(questionnaire, answers, today);
      expect(open).toEqual(pages[each.findIndex(({ faults }) => faults.length > 0)]);
      expect(way).toEqual({
        route: route(questionnaire, answers, today),
        answers: relevantAnswers(questionnaire, answers, today),
        computed: computedValues(questionnaire, answers, today),
      });
    });
  });

  test('are judged alike once what is not relevant is gone', () => {
    always((definition, answers, today) => {
      const questionnaire = compileDefinition(definition, () => '');
      const relevant = relevantAnswers(questionnaire, answers, today);
      expect(engineInterview(definition, relevant, today)).toEqual(engineInterview(definition, answers, today));
    });
  });
});
