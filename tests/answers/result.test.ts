import { describe, expect, test } from '@jest/globals';
import { resultOf } from '../../src/answers/result.js';
import type { Answer, Answers } from '../../src/definition/types.js';
import { fixture, survey } from '../definition/fixtures.js';
import { parent } from './parent.js';

const education = survey('education');

/** Marks on the first `count` of the 14 items. */
const rated = (count: number, mark: Answer = 9): Answers =>
  Object.fromEntries(education.indexItems.slice(0, count).map((id) => [id, mark]));

describe('how an interview ended', () => {
  test.each<[string, Answers, string]>([
    ['declined', { consent: 2 }, 'outOfPopulation'],
    ['under 18', { ...parent, age: 1 }, 'outOfPopulation'],
    ['living elsewhere', { ...parent, residence: 7 }, 'outOfPopulation'],
    ['here for less than six months', { ...parent, months: 2 }, 'outOfPopulation'],
    ['working at a school', { ...parent, staff: 1 }, 'outOfPopulation'],
    ['no child at school', { ...parent, edu_child: 2 }, 'notServiceUser'],
    ['school outside the city', { ...parent, edu_district: 7 }, 'notServiceUser'],
  ])('%s: a screening decides, however far it came', (_, answers, result) => {
    expect(resultOf(education, { ...answers, ...rated(14) }, false)).toBe(result);
    expect(resultOf(education, answers, true)).toBe(result);
  });

  test.each<[number, string]>([
    [0, 'breakOff'],
    [6, 'breakOff'],
    [7, 'partial'],
    [11, 'partial'],
    [12, 'complete'],
    [14, 'complete'],
  ])('%d of 14 items: %s', (count, result) => {
    expect(resultOf(education, { ...parent, ...rated(count) }, false)).toBe(result);
  });

  test('a stated non-answer counts as dealt with', () => {
    expect(resultOf(education, { ...parent, ...rated(14, { missing: 'dontKnow' }) }, true)).toBe('complete');
  });

  test('items that do not apply are not counted against it', () => {
    const begun: Answers = { consent: 1, sex: 2, age: 2, home: 1 };
    expect(resultOf(fixture('rating-group'), { ...begun, a1: 1, b1: 3 }, false)).toBe('complete');
    expect(resultOf(fixture('rating-group'), { ...begun, a1: 9, b1: 3 }, false)).toBe('partial');
  });

  test('before anything was answered it is a break-off', () => {
    expect(resultOf(education, {}, false)).toBe('breakOff');
  });
});
