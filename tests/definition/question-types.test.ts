import { describe, expect, test } from '@jest/globals';
import { rulesOf } from '../../src/definition/question-types.js';
import type { Value } from '../../src/definition/types.js';
import { fixture } from './fixtures.js';

function codesOf(survey: string, id: string, value: unknown, today?: string): string[] {
  const questionnaire = fixture(survey);
  const question = questionnaire.answerables.get(id)?.question;
  if (question === undefined) throw new Error(`no question ${id}`);
  const faults = rulesOf(question).check(question, id, value as Value, {
    scale: questionnaire.scaleOf.get(id),
    today,
  });
  return faults.map(({ code, path, params }) => [code, path, ...Object.values(params)].join(' '));
}

describe('an answer', () => {
  test.each<[survey: string, id: string, value: unknown, faults: string[]]>([
    ['single', 'colour', 3, []],
    ['single', 'colour', 4, ['answer.notAnOption colour']],
    ['single', 'colour', '3', ['answer.notAnOption colour']],
    ['single', 'colour', [3], ['answer.notAnOption colour']],
    ['consent', 'consent', 1, []],
    ['consent', 'consent', 2, []],
    ['consent', 'consent', 3, ['answer.notAnOption consent']],
    ['multiple', 'used', [1, 2], []],
    ['multiple', 'used', [4], []],
    ['multiple', 'used', [1, 2, 3], ['answer.tooMany used 2']],
    ['multiple', 'used', [1, 4], ['answer.exclusive used 4']],
    ['multiple', 'used', [], ['answer.tooFew used 1']],
    ['multiple', 'used', [1, 1], ['answer.notAnOption used']],
    ['multiple', 'used', [9], ['answer.notAnOption used']],
    ['multiple', 'used', 1, ['answer.notAnOption used']],
    ['rating', 'again', 10, []],
    ['rating', 'again', 11, ['answer.outOfRange again 1 10']],
    ['rating', 'again', 5.5, ['answer.notAnOption again']],
    ['rating-group', 'a1', 1, []],
    ['rating-group', 'a1', 0, ['answer.outOfRange a1 1 10']],
    ['rating-group', 'a1', 'great', ['answer.notAnOption a1']],
    ['number', 'persons', 20, []],
    ['number', 'persons', 21, ['answer.outOfRange persons 1 20']],
    ['number', 'persons', 2.5, ['answer.tooPrecise persons 0']],
    ['number', 'kilometres', 2.5, []],
    ['number', 'kilometres', 0.1 + 0.2, ['answer.tooPrecise kilometres 1']],
    ['number', 'persons', Number.NaN, ['answer.notANumber persons']],
    ['number', 'persons', 'five', ['answer.notANumber persons']],
    ['text', 'words', '一二三四五六七八九十', []],
    ['text', 'words', '😀😀😀😀😀😀😀😀😀😀', []],
    ['text', 'words', '一二三四五六七八九十一', ['answer.tooLong words 10']],
    ['text', 'words', 7, ['answer.notAText words']],
    ['date', 'visit', '2020-01-01', []],
    ['date', 'visit', '2019-12-31', ['answer.tooEarly visit 2020-01-01']],
    ['date', 'visit', '2024-02-29', []],
    ['date', 'visit', '2026-02-29', ['answer.notADate visit']],
    ['date', 'visit', '2026-2-3', ['answer.notADate visit']],
    ['date', 'visit', '2026-11-03T00:00:00Z', ['answer.notADate visit']],
    ['date', 'visit', 20261103, ['answer.notADate visit']],
    ['date', 'visit', ['2026-11-03'], ['answer.notADate visit']],
    ['date', 'birth', '2009-01-01', ['answer.tooLate birth 2008-12-31']],
    ['ordering', 'matters', [4, 1, 2], []],
    ['ordering', 'matters', [4, 1], ['answer.tooFew matters 3']],
    ['ordering', 'matters', [], ['answer.tooFew matters 3']],
    ['ordering', 'matters', [4, 1, 2, 3], ['answer.tooMany matters 3']],
    ['ordering', 'matters', [4, 1, 4], ['answer.twice matters']],
    ['ordering', 'matters', [4, 1, 5], ['answer.notAnOption matters']],
    ['ordering', 'matters', [4, 1, '2'], ['answer.notAnOption matters']],
    ['ordering', 'matters', 4, ['answer.notAnOption matters']],
    ['ordering', 'all', [3, 2, 1], []],
    ['ordering', 'all', [3, 2], ['answer.tooFew all 3']],
  ])('%s %s %j has the faults %j', (survey, id, value, faults) => {
    expect(codesOf(survey, id, value)).toEqual(faults);
  });
});

describe('a date with the limit today', () => {
  test.each<[id: string, value: string, faults: string[]]>([
    ['visit', '2026-11-03', []],
    ['visit', '2026-11-04', ['answer.tooLate visit 2026-11-03']],
    ['booked', '2026-11-03', []],
    ['booked', '2026-11-02', ['answer.tooEarly booked 2026-11-03']],
  ])('%s %s asked on 3 November 2026 has the faults %j', (id, value, faults) => {
    expect(codesOf('date', id, value, '2026-11-03')).toEqual(faults);
  });

  test('is not held to it where nobody knows the day', () => {
    expect(codesOf('date', 'visit', '2999-01-01')).toEqual([]);
  });
});

describe('the orders an ordering can have', () => {
  const ordersOf = (id: string, part: object) => {
    const question = fixture('ordering').answerables.get(id)?.question;
    if (question?.type !== 'ordering') throw new Error(`no ordering ${id}`);
    return rulesOf(question).values({ ...question, ...part }, undefined);
  };

  test('are all that it would take, each once', () => {
    expect(ordersOf('all', {})).toHaveLength(6);
    expect(new Set(ordersOf('matters', {})?.map(String)).size).toBe(24);
    expect(ordersOf('matters', { places: 1 })).toEqual([[1], [2], [3], [4]]);
  });

  test('are not listed where they are very many', () => {
    const options = Array.from({ length: 12 }, (_, code) => ({ code, label: {} }));
    expect(ordersOf('all', { options })).toBeUndefined();
  });
});
