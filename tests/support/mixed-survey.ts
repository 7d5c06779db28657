import { compileDefinition } from '../../src/definition/compile.js';
import { surveysOf, type Surveys } from '../../src/definition/surveys.js';
import type { Question } from '../../src/definition/types.js';
import { definitionOf, sha256 } from '../definition/fixtures.js';

const text = (words: string) => ({ 'zh-CN': words, en: words });
const option = (code: number, words: string, exclusive = false) => ({
  code,
  label: text(words),
  ...(exclusive ? { exclusive } : {}),
});

const questions: Question[] = [
  {
    id: 'm1',
    type: 'multiple',
    text: text('去过哪里？'),
    options: [option(1, '公园'), option(2, '书店'), option(9, '都没去过', true)],
  },
  { id: 'n1', type: 'number', text: text('每周几次？'), min: 0, max: 20, missing: ['dontKnow'] },
  { id: 'd1', type: 'date', text: text('哪一天？'), earliest: '2026-01-01', latest: 'today' },
  {
    id: 'o1',
    type: 'ordering',
    text: text('按喜欢的程度排一排'),
    options: [option(1, '山'), option(2, '水'), option(3, '桥')],
    places: 2,
  },
  { id: 't1', type: 'text', text: text('有什么建议？'), maxLength: 50, lines: 2, optional: true },
];

/** The tiny survey with a page of every type that is not only chosen from a list. */
export function mixedSurvey(): Surveys {
  const definition = definitionOf('tests/fixtures/surveys/valid/consent.json');
  const [first, ...rest] = definition.pages;
  const pages = [first!, { id: 'mixed', questions }, ...rest];
  return surveysOf([compileDefinition({ ...definition, pages }, sha256)]);
}
