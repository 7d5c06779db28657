import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { questionTypes, rulesOf } from '../../src/definition/question-types.js';
import type { Value } from '../../src/definition/types.js';
import { fixture } from './fixtures.js';

const namesIn = (folder: string) => readdirSync(folder).map((file) => file.replace(/\.\w+$/, ''));
const types = Object.keys(questionTypes).sort();

test('every type of question has one schema, one file of code and one survey that shows it', () => {
  expect(namesIn('schemas/definition/question-types').sort()).toEqual(types);
  expect(namesIn('src/definition/question-types').sort()).toEqual(types);
  expect(namesIn('tests/fixtures/surveys/valid')).toEqual(expect.arrayContaining(types));
});

function codesOf(survey: string, id: string, value: unknown): string[] {
  const questionnaire = fixture(survey);
  const question = questionnaire.answerables.get(id)?.question;
  if (question === undefined) throw new Error(`no question ${id}`);
  const faults = rulesOf(question).check(question, id, value as Value, { scale: questionnaire.scaleOf.get(id) });
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
    ['multiple', 'used', [1, 4], ['answer.exclusive used']],
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
  ])('%s %s %j has the faults %j', (survey, id, value, faults) => {
    expect(codesOf(survey, id, value)).toEqual(faults);
  });
});
