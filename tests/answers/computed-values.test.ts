import { describe, expect, test } from '@jest/globals';
import { profileOf } from '../../src/answers/profile.js';
import { computedValues, relevantAnswers, route } from '../../src/answers/relevant.js';
import { resultOf } from '../../src/answers/result.js';
import { usedQuestions } from '../../src/definition/used-questions.js';
import { validateAnswers } from '../../src/answers/validate.js';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Answers, Screening } from '../../src/definition/types.js';
import { definitionOf, fixture } from '../definition/fixtures.js';

const rated: Answers = { consent: 1, sex: 2, age: 2, home: 1, overall: 8, a1: 7, a2: 6, b1: 5 };
const pagesOf = (name: string, answers: Answers, today?: string) =>
  route(fixture(name), answers, today).pages.map(({ page }) => page.id);

describe('a computed value', () => {
  const family = { ...rated, adults: 1, children: 3 };

  test('is worked out from answers, and decides what is asked after them', () => {
    expect(computedValues(fixture('computed'), family)).toEqual({ share: 0.75 });
    expect(pagesOf('computed', family)).toContain('kids');
    expect(computedValues(fixture('computed'), { ...family, adults: 5, children: 4 })).toEqual({ share: 0.44 });
    expect(pagesOf('computed', { ...family, adults: 5, children: 4 })).not.toContain('kids');
  });

  test('is unknown as long as an answer it needs is', () => {
    expect(computedValues(fixture('computed'), { ...rated, adults: 1 })).toEqual({});
    expect(computedValues(fixture('computed'), { ...family, adults: { missing: 'refused' } })).toEqual({});
  });

  test('is no answer, and what is sent under its name is none', () => {
    expect(relevantAnswers(fixture('computed'), { ...family, share: 0.9, '@today': '2020-01-01' })).toEqual(family);
    expect(pagesOf('computed', { ...rated, adults: 5, share: 0.9 })).not.toContain('kids');
  });

  test('looks at relevant answers only', () => {
    expect(computedValues(fixture('computed'), { ...family, home: 3 })).toEqual({});
  });

  test('may be made from another, and may be looked at by a check', () => {
    expect(computedValues(fixture('computed-from-computed'), { ...rated, x: 2, y: 3 })).toEqual({ sum: 5, double: 10 });
    const faults = (y: number) => validateAnswers(fixture('computed-in-check'), { ...rated, x: 2, y }).faults;
    expect(faults(5)).toEqual([{ code: 'answer.check', path: 'y', params: { check: 0 } }]);
    expect(faults(4)).toEqual([]);
  });

  test('ends the interview where a screening looks at it, after the page that completes it', () => {
    const definition = definitionOf('tests/fixtures/surveys/valid/computed.json');
    const many: Screening = {
      id: 'many',
      when: { greater: [{ answer: 'share' }, 0.5] },
      result: 'notServiceUser',
      text: {},
    };
    const questionnaire = compileDefinition({ ...definition, screening: [...definition.screening, many] }, () => '');
    const { pages, ended } = route(questionnaire, family);
    expect(ended?.id).toBe('many');
    expect(pages.at(-1)?.page.id).toBe('first');
    expect(resultOf(questionnaire, family, true)).toBe('notServiceUser');
    expect(profileOf(questionnaire, family).service).toBeUndefined();
  });

  test('stands for the questions that it is worked out from', () => {
    const { computed } = fixture('computed-from-computed');
    expect(usedQuestions({ and: [{ equal: [{ answer: 'double' }, 1] }, { answered: 'sex' }] }, computed)).toEqual([
      'sex',
      'x',
      'y',
    ]);
  });
});

describe('the day on which the interview began', () => {
  const visited = { ...rated, visit: '2026-11-02' };

  test('is looked at by conditions', () => {
    expect(pagesOf('today', visited, '2026-11-03').slice(-3)).toEqual(['p1', 'p2', 'p3']);
    expect(pagesOf('today', visited, '2027-03-03').slice(-1)).toEqual(['p2']);
  });

  test('limits what may be answered', () => {
    expect(validateAnswers(fixture('today'), { ...visited, visit: '2026-11-04' }, '2026-11-03').faults).toContainEqual({
      code: 'answer.tooLate',
      path: 'visit',
      params: { latest: '2026-11-03' },
    });
  });

  test('unknown, leaves open what needs it', () => {
    expect(pagesOf('today', visited).slice(-1)).toEqual(['first']);
    expect(validateAnswers(fixture('today'), { ...visited, visit: '2026-11-04' }).faults).toEqual([]);
  });

  test('goes into computed values', () => {
    const answers = { ...rated, to: '2026-11-01' };
    expect(computedValues(fixture('computed-of-dates'), answers, '2026-11-03')).toEqual({
      start: '2026-11-01',
      waited: 2,
    });
    expect(computedValues(fixture('computed-of-dates'), answers)).toEqual({ start: '2026-11-01' });
  });
});
