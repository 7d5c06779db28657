import { describe, expect, test } from '@jest/globals';
import { spokenAnswer } from '../../src/answers/spoken.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { printedRule } from '../../src/definition/printed-rule.js';
import type { Definition } from '../../src/definition/types.js';
import { definitionOf, faultsOf, sha256 } from './fixtures.js';

const tiny = definitionOf('tests/fixtures/surveys/valid/published.json');
const text = { 'zh-CN': '最后一天', en: 'Last day' };

describe('things that are called `default`', () => {
  test('a scale beside others is no wording for a mode', () => {
    const labels = { 1: { 'zh-CN': '低', en: 'Low' }, 5: { 'zh-CN': '高', en: 'High' } };
    expect(faultsOf({ ...tiny, scales: { ...tiny.scales, default: { min: 1, max: 5, labels } } })).toEqual([]);
  });

  test('a construct beside others is no wording for a mode', () => {
    const { satisfaction } = tiny.index;
    const core = { default: [satisfaction], loyalty: [satisfaction] };
    expect(faultsOf({ ...tiny, index: { ...tiny.index, core } })).toEqual([]);
  });
});

describe('a computed value that is a day', () => {
  const dated: Definition = {
    ...tiny,
    pages: [...tiny.pages, { id: 'more', questions: [{ id: 'day', type: 'date', text, optional: true }] }],
    computed: [{ id: 'last', label: text, value: { first: [{ answer: 'day' }, { today: true }] } }],
  };
  const questionnaire = compileDefinition(dated, sha256);

  test('is said like the answer to a question about a day', () => {
    expect(faultsOf(dated)).toEqual([]);
    expect(spokenAnswer(questionnaire, 'last', { last: '2028-02-29' }, 'zh-CN')).toBe('2028年2月29日');
    expect(spokenAnswer(questionnaire, 'last', { last: '2028-02-29' }, 'en')).toBe('29 February 2028');
  });

  test('comes before another day in a printed rule', () => {
    const rule = { less: [{ answer: 'last' }, { answer: 'last' }] } as const;
    expect(printedRule({ less: [...rule.less] }, dated, 'en')).toContain('is before');
  });
});
