import { describe, expect, test } from '@jest/globals';
import { validateAnswers, validatePage } from '../../src/answers/validate.js';
import type { Answer, Answers } from '../../src/definition/types.js';
import { fixture } from '../definition/fixtures.js';

const begun: Answers = { consent: 1, sex: 2, age: 2, home: 1 };
const rated: Answers = { ...begun, overall: 8, a1: 7, a2: 6, b1: { missing: 'notUsed' } };

const written = (faults: { code: string; path: string }[]) => faults.map(({ code, path }) => `${code} ${path}`);
const pageFaults = (name: string, page: string, answers: Answers) =>
  written(validatePage(fixture(name), page, answers).faults);
const faults = (name: string, answers: Answers) => written(validateAnswers(fixture(name), answers).faults);

describe('a page', () => {
  test('wants its required questions, and only its own', () => {
    expect(pageFaults('consent', 'about', { consent: 1, sex: 1 })).toEqual([
      'answer.required age',
      'answer.required home',
    ]);
  });

  test('gives back all relevant answers, also of the pages before it', () => {
    expect(validatePage(fixture('consent'), 'about', { ...begun, nobody: 1 }).answers).toEqual(begun);
  });

  test('that is not on the route has no faults', () => {
    expect(pageFaults('consent', 'rate', { consent: 2 })).toEqual([]);
  });

  test('that is no page of the survey is a programmer’s error', () => {
    expect(() => validatePage(fixture('consent'), 'nowhere', {})).toThrow('requires a page of the survey');
  });
});

describe('a whole interview', () => {
  test('without fault is accepted as it is', () => {
    expect(validateAnswers(fixture('consent'), rated)).toEqual({ answers: rated, faults: [], soft: [] });
  });

  test('ended by a screening wants nothing more', () => {
    expect(faults('consent', { consent: 2 })).toEqual([]);
    expect(faults('service-district', { ...begun, used: 2 })).toEqual([]);
  });

  test('wants every required question and item of its route', () => {
    expect(faults('rating-group', { ...begun, a1: 9 })).toEqual([
      'answer.required overall',
      'answer.required a2',
      'answer.required b1',
    ]);
  });

  test('does not mind what is optional', () => {
    expect(faults('text', rated)).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['not offered by the question', { missing: 'notUsed' }],
    ['unknown', { missing: 'whatever' } as unknown as Answer],
    ['with something beside it', { missing: 'dontKnow', note: 'x' } as unknown as Answer],
    ['empty', {} as unknown as Answer],
  ])('refuses a stated non-answer that is %s', (_, overall) => {
    expect(faults('consent', { ...rated, overall })).toEqual(['answer.missingNotAllowed overall']);
  });

  test.each([null, true, { value: 3 }, [[1]], 'constructor'])('refuses %j as a mark', (overall) => {
    expect(faults('consent', { ...rated, overall: overall as unknown as Answer })).toHaveLength(1);
  });
});

describe('checks', () => {
  const family = { ...rated, persons: 3, children: 1 };

  test('a hard one that is broken is a fault, with its place in the list', () => {
    expect(validateAnswers(fixture('number'), { ...family, children: 3 }).faults).toEqual([
      { code: 'answer.check', path: 'children', params: { check: 0 } },
    ]);
  });

  test('a soft one that is broken is told apart', () => {
    expect(validateAnswers(fixture('number'), { ...family, persons: 9, children: 6 })).toMatchObject({
      faults: [],
      soft: [{ code: 'answer.check', path: 'children', params: { check: 1 } }],
    });
  });

  test('one that is unknown is not broken', () => {
    expect(faults('number', { ...family, persons: { missing: 'refused' }, children: 4 })).toEqual([]);
  });
});
