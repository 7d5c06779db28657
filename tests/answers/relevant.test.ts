import { describe, expect, test } from '@jest/globals';
import { relevantAnswers, route, routeIds } from '../../src/answers/relevant.js';
import type { Answers } from '../../src/definition/types.js';
import { fixture, survey } from '../definition/fixtures.js';
import { parent } from './parent.js';

const begun: Answers = { consent: 1, sex: 2, age: 2, home: 1 };
const rated: Answers = { ...begun, overall: 8, a1: 7, a2: 6, b1: { missing: 'notUsed' } };

const pagesOf = (name: string, answers: Answers) => route(fixture(name), answers).pages.map(({ page }) => page.id);
const idsOf = (name: string, answers: Answers) =>
  route(fixture(name), answers).pages.flatMap(({ questions }) => questions.flatMap(routeIds));

describe('the route', () => {
  test('shows a page when its condition holds, not while it is unknown', () => {
    expect(pagesOf('dependent-pages', begun)).toEqual(['start', 'about', 'rate', 'first']);
    expect(pagesOf('dependent-pages', { ...rated, car: 1, kind: 2 })).toEqual([
      'start',
      'about',
      'rate',
      'first',
      'second',
      'third',
    ]);
  });

  test('leaves out a page on which no question is left', () => {
    expect(
      pagesOf('dependent-pages', { ...rated, sex: { missing: 'refused' }, car: 1, kind: 2, plug: 1 }),
    ).not.toContain('fourth');
    expect(pagesOf('dependent-pages', { ...rated, car: 1, kind: 2, plug: 2 })).toContain('fourth');
  });

  test('shows an item when the item before it calls for it', () => {
    expect(idsOf('rating-group', { ...begun, a1: 4 })).toEqual([
      'consent',
      'sex',
      'age',
      'home',
      'overall',
      'a1',
      'b1',
    ]);
    expect(idsOf('rating-group', { ...begun, a1: 5 })).toContain('a2');
  });

  test('counts and computes', () => {
    expect(pagesOf('arithmetic', { ...rated, used: [1], x: 2, y: 4 })).not.toContain('many');
    expect(pagesOf('arithmetic', { ...rated, used: [1, 3], x: 2, y: 4 })).toEqual(
      expect.arrayContaining(['many', 'sum']),
    );
  });
});

describe('a screening', () => {
  test('ends the interview after the page on which it becomes true', () => {
    expect(route(fixture('consent'), { consent: 2 })).toMatchObject({
      pages: [{ page: { id: 'start' } }],
      ended: { id: 'declined' },
    });
  });

  test('waits until everything required on the page is answered', () => {
    const { ended } = route(fixture('consent'), { consent: 1, sex: 1, age: 1 });
    expect(ended).toBeUndefined();
    expect(route(fixture('consent'), { consent: 1, sex: 1, age: 1, home: 1 }).ended?.id).toBe('minor');
  });

  test('that stands first decides where two are met', () => {
    expect(route(fixture('consent'), { consent: 1, sex: 1, age: 1, home: 3 }).ended?.id).toBe('minor');
  });

  test('a stated non-answer counts as answered, and does not meet it', () => {
    const answers: Answers = { ...begun, used: 1, place: { missing: 'dontKnow' } };
    expect(route(fixture('service-district'), answers).ended).toBeUndefined();
    expect(route(fixture('service-district'), { ...answers, place: 3 }).ended?.id).toBe('notUser');
  });

  test('that another answer no longer meets lets the interview go on', () => {
    expect(pagesOf('service-district', { ...begun, used: 2 })).toEqual(['start', 'about', 'use']);
    expect(pagesOf('service-district', { ...begun, used: 1, place: 1 })).toEqual([
      'start',
      'about',
      'use',
      'where',
      'rate',
    ]);
  });
});

describe('relevant answers', () => {
  test('an answer that becomes irrelevant makes those that hang on it irrelevant too', () => {
    const whole: Answers = { ...rated, car: 1, kind: 2, plug: 2, home_plug: 1 };
    expect(relevantAnswers(fixture('dependent-pages'), whole)).toEqual(whole);
    expect(relevantAnswers(fixture('dependent-pages'), { ...whole, car: 2 })).toEqual({ ...rated, car: 2 });
  });

  test('nothing after the screening that ended the interview is kept', () => {
    expect(relevantAnswers(fixture('consent'), { ...rated, home: 3 })).toEqual({ ...begun, home: 3 });
  });

  test('ids that are no question are dropped, hostile ones too', () => {
    const hostile = JSON.parse('{"consent":1,"__proto__":{"admin":1},"constructor":1,"items":5,"x":1}') as Answers;
    const kept = relevantAnswers(fixture('consent'), hostile);
    expect(kept).toEqual({ consent: 1 });
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  });
});

test('a parent whose child is at school outside the city is no service user', () => {
  const answers: Answers = { ...parent, edu_district: 7 };
  expect(route(survey('education'), answers).ended?.result).toBe('notServiceUser');
  expect(route(survey('education'), { ...answers, edu_district: { missing: 'refused' } }).ended).toBeUndefined();
});
