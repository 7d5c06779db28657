import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { profileOf } from '../../src/answers/profile.js';
import { readForm } from '../../src/answers/read-form.js';
import { relevantAnswers, route, routeIds } from '../../src/answers/relevant.js';
import { resultOf } from '../../src/answers/result.js';
import { validateAnswers, validatePage } from '../../src/answers/validate.js';
import { isMissing } from '../../src/definition/answer-of.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers } from '../../src/definition/types.js';
import { fixture, survey } from '../definition/fixtures.js';
import { legalOf } from './legal-answers.js';

const names = ['arithmetic', 'dependent-pages', 'multiple', 'number', 'rating-group', 'service-district', 'text'];
const ids = ['education', 'transport', 'elderly-care', 'finance'];
const questionnaires = [...names.map(fixture), ...ids.map(survey)];

const junk = fc.oneof(
  fc.constantFrom(null, '', 'x', [], [1, 'a'], {}, { missing: 'never' }, Number.NaN, -1, 99, '__proto__', { $gt: 1 }),
  fc.jsonValue(),
) as fc.Arbitrary<Answer>;

/** Any answers to a survey: legal, nonsense and none, and keys that are no questions. */
const answersTo = (questionnaire: Questionnaire): fc.Arbitrary<Answers> => {
  const known = [...questionnaire.answerables.keys()].map((id) => {
    const legal = fc.constantFrom(...legalOf(questionnaire, id));
    return [
      id,
      fc.option(fc.oneof({ weight: 9, arbitrary: legal }, { weight: 1, arbitrary: junk }), { nil: undefined, freq: 9 }),
    ] as const;
  });
  const stray = fc.dictionary(fc.constantFrom('constructor', 'toString', 'items', 'x', 'Sex'), junk);
  return fc.tuple(fc.record(Object.fromEntries(known)), stray).map(([answers, others]) => {
    const given = Object.entries(answers).filter((entry): entry is [string, Answer] => entry[1] !== undefined);
    return { ...others, ...Object.fromEntries(given) };
  });
};

const anything = fc
  .constantFrom(...questionnaires)
  .chain((questionnaire) => fc.tuple(fc.constant(questionnaire), answersTo(questionnaire)));
const always = (property: (questionnaire: Questionnaire, answers: Answers) => void) =>
  fc.assert(
    fc.property(anything, ([questionnaire, answers]) => property(questionnaire, answers)),
    { numRuns: 300 },
  );

describe('whatever is answered', () => {
  test('relevant answers are some of those given, unchanged', () => {
    always((questionnaire, answers) => expect(answers).toMatchObject(relevantAnswers(questionnaire, answers)));
  });

  test('what is relevant stays relevant when the rest is gone', () => {
    always((questionnaire, answers) => {
      const relevant = relevantAnswers(questionnaire, answers);
      expect(relevantAnswers(questionnaire, relevant)).toEqual(relevant);
      expect(route(questionnaire, relevant)).toEqual(route(questionnaire, answers));
      expect(validateAnswers(questionnaire, relevant)).toEqual(validateAnswers(questionnaire, answers));
    });
  });

  test('faults are told only of what is on the route', () => {
    always((questionnaire, answers) => {
      const asked = route(questionnaire, answers).pages.flatMap(({ questions }) => questions);
      const paths = [...asked.flatMap(routeIds), ...asked.map(({ question }) => question.id)];
      const { faults, soft } = validateAnswers(questionnaire, answers);
      expect([...faults, ...soft].filter(({ path }) => !paths.includes(path))).toEqual([]);
    });
  });

  test('the faults of all pages are the faults of the whole', () => {
    always((questionnaire, answers) => {
      const pages = questionnaire.definition.pages.map(({ id }) => validatePage(questionnaire, id, answers));
      expect(pages.flatMap(({ faults }) => faults)).toEqual(validateAnswers(questionnaire, answers).faults);
    });
  });

  test('the order of the keys does not matter', () => {
    always((questionnaire, answers) => {
      const reversed = Object.fromEntries(Object.entries(answers).reverse());
      expect(validateAnswers(questionnaire, reversed)).toEqual(validateAnswers(questionnaire, answers));
      expect(profileOf(questionnaire, reversed)).toEqual(profileOf(questionnaire, answers));
      expect(resultOf(questionnaire, reversed, true)).toBe(resultOf(questionnaire, answers, true));
    });
  });
});

/** Answers every page as it comes, by the choices drawn, until there is none left. */
function interview(questionnaire: Questionnaire, choices: number[]): Answers {
  let answers: Answers = {};
  let turn = 0;
  for (let next = unanswered(questionnaire, answers); next !== undefined; next = unanswered(questionnaire, answers)) {
    const legal = legalOf(questionnaire, next);
    answers = { ...answers, [next]: legal[(choices[turn++ % choices.length] ?? 0) % legal.length] as Answer };
  }
  return answers;
}

function unanswered(questionnaire: Questionnaire, answers: Answers): string | undefined {
  const asked = route(questionnaire, answers).pages.flatMap(({ questions }) => questions.flatMap(routeIds));
  return asked.find((id) => answers[id] === undefined);
}

describe.each(ids)('an interview on %s', (id) => {
  const questionnaire = survey(id);
  const choices = fc.array(fc.nat(1000), { minLength: 5, maxLength: 60 });

  test('answered page by page is accepted whole, and ends in a result', () => {
    fc.assert(
      fc.property(choices, (drawn) => {
        const answers = interview(questionnaire, drawn);
        const { faults, answers: kept } = validateAnswers(questionnaire, answers);
        expect(kept).toEqual(answers);
        expect(faults.filter(({ code }) => code !== 'answer.check')).toEqual([]);
        expect(['complete', 'notServiceUser', 'outOfPopulation']).toContain(resultOf(questionnaire, answers, true));
      }),
    );
  });

  test('sent as forms reads back as it was answered', () => {
    fc.assert(
      fc.property(choices, (drawn) => {
        const answers = interview(questionnaire, drawn);
        const body = Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, fieldOf(answer)]));
        const pages = questionnaire.definition.pages.map((page) => readForm(questionnaire, page.id, body));
        expect(Object.assign({}, ...pages)).toEqual(answers);
      }),
    );
  });
});

function fieldOf(answer: Answer): string | string[] {
  if (isMissing(answer)) return `missing:${answer.missing}`;
  return Array.isArray(answer) ? answer.map(String) : String(answer);
}
