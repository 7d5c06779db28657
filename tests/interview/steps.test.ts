import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { route } from '../../src/answers/relevant.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers } from '../../src/definition/types.js';
import { stepsOf, type Steps } from '../../src/interview/steps.js';
import { walksThrough } from '../browser/walks.js';
import { fixture, survey } from '../definition/fixtures.js';

const today = '2026-11-20';

/** What each page of a way says of the progress, its own answers not given yet. */
function told(questionnaire: Questionnaire, answers: Answers, pages: string[]): Steps[] {
  const given: Record<string, Answer> = {};
  return pages.map((id) => {
    const steps = stepsOf(questionnaire, route(questionnaire, given, today), id);
    for (const each of questionnaire.answerables.values()) {
      const answer = answers[each.id];
      if (each.page.id === id && answer !== undefined) given[each.id] = answer;
    }
    return steps;
  });
}

const all = [
  ...readdirSync('tests/fixtures/surveys/valid').map((file) => fixture(basename(file, '.json'))),
  ...['education', 'transport', 'elderly-care', 'finance'].map(survey),
];

describe('the steps of an interview', () => {
  it('count up by one, never promise more pages than before, and end where the way ends', () => {
    for (const questionnaire of all) {
      for (const { answers, pages } of walksThrough(questionnaire, today)) {
        const steps = told(questionnaire, answers, pages);
        expect(steps.map(({ step }) => step)).toEqual(pages.map((_, at) => at + 1));
        const totals = steps.map((each) => each.steps);
        expect(totals).toEqual([...totals].toSorted((a, b) => b - a));
        const ended = route(questionnaire, answers, today).ended !== undefined;
        if (!ended) expect(totals.at(-1)).toBe(pages.length);
      }
    }
  });

  it('are certain once nothing ahead depends on what is still to be answered', () => {
    const questionnaire = fixture('dependent-pages');
    const answers = { consent: 1, sex: 1, age: 2, home: 1, overall: 8, a1: 7, a2: 7, b1: 7, car: 2 };
    const way = route(questionnaire, answers);
    expect(stepsOf(questionnaire, way, 'start')).toEqual({ step: 1, steps: 7, certain: false });
    expect(stepsOf(questionnaire, route(fixture('rating'), answers), 'more')).toMatchObject({ certain: true });
  });

  it('skip a page that an earlier answer has ruled out', () => {
    const questionnaire = survey('education');
    const base = { consent: 1, sex: 1, age: 5, residence: 1, months: 1, staff: 2, edu_child: 1 };
    const after = (answers: Answers) => stepsOf(questionnaire, route(questionnaire, answers), 'loyalty').steps;
    const complained = after({ ...base, edu_complaint: 1 });
    expect(after({ ...base, edu_complaint: 2 })).toBe(complained);
    expect(stepsOf(questionnaire, route(questionnaire, base), 'core').steps).toBe(complained + 1);
  });
});
