import { expect, it } from '@jest/globals';
import { route } from '../../src/answers/relevant.js';
import { resultOf } from '../../src/answers/result.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { interviewPaths } from '../../src/definition/interview-paths.js';
import type { Answers, Definition, Page, Rule } from '../../src/definition/types.js';
import { definitionOf, faultsOf, sha256 } from '../definition/fixtures.js';

const tiny = definitionOf('tests/fixtures/surveys/valid/published.json');
const text = { 'zh-CN': '谢谢', en: 'Thank you' };
const begun: Answers = { consent: 1, sex: 2, age: 2, home: 1 };

/** A survey that asks how often, on a page of its own and only of some, before the ratings; and lets go by the rule. */
function surveyWith(when: Rule, more: Partial<Page> = {}): Definition {
  const [start, about, ...rated] = tiny.pages as [Page, Page, ...Page[]];
  const often: Page = {
    ...more,
    id: 'often',
    questions: [{ id: 'times', type: 'number', text, min: 0, max: 9, optional: true, missing: ['dontKnow'] }],
  };
  return {
    ...tiny,
    pages: [start, about, often, ...rated],
    screening: [...tiny.screening, { id: 'never', when, result: 'notServiceUser', text }],
  };
}

const wayOf = (definition: Definition, answers: Answers) => {
  const { pages, ended } = route(compileDefinition(definition, sha256), answers);
  return [...pages.map(({ page }) => page.id), ended?.id ?? ''];
};

const ofAbsence: [string, Rule][] = [
  ['not answered', { not: { answered: 'times' } }],
  ['count', { equal: [{ count: ['times'] }, 0] }],
  [
    'not missing, not answered',
    { and: [{ not: { missing: ['times', ['dontKnow']] } }, { not: { answered: 'times' } }] },
  ],
  ['first', { equal: [{ first: [{ answer: 'times' }, 0] }, 0] }],
];

it.each(ofAbsence)('a screening on %s lets nobody go before the question was there to be answered', (_, when) => {
  const definition = surveyWith(when);
  expect(faultsOf(definition)).toEqual([]);
  expect(wayOf(definition, { consent: 1 }).slice(0, 2)).toEqual(['start', 'about']);
  expect(wayOf(definition, begun)).toEqual(['start', 'about', 'often', 'never']);
  expect(wayOf(definition, { ...begun, times: 3 })).toEqual(['start', 'about', 'often', 'rate', '']);
});

it('who is not asked is let go where the question would have stood, before anything else is asked', () => {
  const definition = surveyWith({ not: { answered: 'times' } }, { when: { equal: [{ answer: 'sex' }, 1] } });
  expect(wayOf(definition, begun)).toEqual(['start', 'about', 'never']);
  expect(wayOf(definition, { ...begun, sex: 1, times: 2 })).toEqual(['start', 'about', 'often', 'rate', '']);
});

it('who breaks off before the question is no non-user', () => {
  const questionnaire = compileDefinition(surveyWith({ not: { answered: 'times' } }), sha256);
  expect(resultOf(questionnaire, { consent: 1 }, false)).toBe('breakOff');
});

it('one branch of a rule that is true by itself does not wait for the others', () => {
  const definition = surveyWith({ or: [{ equal: [{ answer: 'sex' }, 1] }, { not: { answered: 'times' } }] });
  expect(wayOf(definition, { ...begun, sex: 1 })).toEqual(['start', 'about', 'never']);
});

it('declining is not covered by a question that is not asked of whoever declines', () => {
  const definition = surveyWith({ not: { answered: 'times' } });
  const screening = definition.screening
    .filter(({ id }) => id !== 'declined')
    .map((each) => ({ ...each, result: 'outOfPopulation' as const }));
  expect(faultsOf({ ...definition, screening }).map(({ code }) => code)).toContain('screening.declineGoesOn');
});

it('the estimate follows service users to the end', () => {
  const paths = interviewPaths(surveyWith({ not: { answered: 'times' } }), 5);
  expect(paths.every((path) => path.some(({ pageId }) => pageId === 'rate'))).toBe(true);
});
