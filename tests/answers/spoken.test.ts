import { describe, expect, test } from '@jest/globals';
import { spokenAnswer } from '../../src/answers/spoken.js';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Answer, Question } from '../../src/definition/types.js';
import { definitionOf } from '../definition/fixtures.js';

const base = definitionOf('tests/fixtures/surveys/valid/rating-group.json');
const options = ['地铁:Metro', '公交:Bus', '自行车:Bicycle'].map((words, at) => {
  const [zh = '', en = ''] = words.split(':');
  return { code: at + 1, label: { 'zh-CN': zh, en } };
});
const questions: Question[] = [
  { id: 'way', type: 'single', text: {}, options },
  { id: 'ways', type: 'multiple', text: {}, options },
  { id: 'best', type: 'ordering', text: {}, options },
  { id: 'persons', type: 'number', text: {}, min: 0, max: 20, unit: { 'zh-CN': '人', en: 'persons' } },
  { id: 'share', type: 'number', text: {}, min: 0, max: 1, decimals: 2 },
  { id: 'when', type: 'date', text: {} },
  { id: 'words', type: 'text', text: {}, maxLength: 50 },
];
const questionnaire = compileDefinition(
  {
    ...base,
    pages: [...base.pages, { id: 'more', questions }],
    computed: [{ id: 'mean', label: { 'zh-CN': '均值', en: 'Mean' }, value: { add: [1, { answer: 'persons' }] } }],
  },
  () => '',
);
const spoken = (id: string, answer: Answer): (string | undefined)[] =>
  (['zh-CN', 'en'] as const).map((language) => spokenAnswer(questionnaire, id, { [id]: answer }, language));

describe('an answer in words', () => {
  test.each<[string, Answer, string, string]>([
    ['way', 2, '公交', 'Bus'],
    ['ways', [1, 3], '地铁、自行车', 'Metro, Bicycle'],
    ['best', [3, 1, 2], '自行车、地铁、公交', 'Bicycle, Metro, Bus'],
    ['consent', 1, '参加', 'Yes'],
    ['persons', 3, '3人', '3 persons'],
    ['share', 0.25, '0.25', '0.25'],
    ['overall', 8, '8', '8'],
    ['a1', 10, '10', '10'],
    ['when', '2026-11-03', '2026年11月3日', '3 November 2026'],
    ['when', '2024-02-29', '2024年2月29日', '29 February 2024'],
    ['words', ' 好 <b>\n{{way}}', ' 好 <b>\n{{way}}', ' 好 <b>\n{{way}}'],
    ['mean', 4.5, '4.5', '4.5'],
  ])('%s answered %j: %j, %j', (id, answer, chinese, english) => {
    expect(spoken(id, answer)).toEqual([chinese, english]);
  });

  test.each<[string, Answer]>([
    ['way', { missing: 'dontKnow' }],
    ['way', 9],
    ['way', 'x'],
    ['ways', []],
    ['when', '2026-02-30'],
    ['persons', [1]],
    ['nobody', { missing: 'refused' }],
    ['way', null as unknown as Answer],
  ])('there are none for %s answered %j', (id, answer) => {
    expect(spoken(id, answer)).toEqual([undefined, undefined]);
  });

  test('there are none where it was not answered, whatever objects inherit', () => {
    expect(spokenAnswer(questionnaire, 'way', {}, 'en')).toBeUndefined();
    expect(spokenAnswer(questionnaire, 'constructor', {}, 'en')).toBeUndefined();
  });
});
