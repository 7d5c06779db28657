import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { computedValues, relevantAnswers, route } from '../../src/answers/relevant.js';
import { validateAnswers, validatePage, validateRoute } from '../../src/answers/validate.js';
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

  test('have the same faults page by page, one by one or in one pass', () => {
    always((definition, answers, today) => {
      const questionnaire = compileDefinition(definition, () => '');
      const whole = validateRoute(questionnaire, answers, today);
      for (const { page, faults, soft } of whole.pages) {
        expect(validatePage(questionnaire, page.id, answers, today)).toEqual({ answers: whole.answers, faults, soft });
      }
      expect(whole.pages.flatMap(({ faults }) => faults)).toEqual(
        validateAnswers(questionnaire, answers, today).faults,
      );
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
