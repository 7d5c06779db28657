import { expect, it } from '@jest/globals';
import { checkDefinition } from '../../src/definition/check.js';
import { estimates } from '../../src/definition/estimate.js';
import type { Computed, Definition, Operand, Page, Question } from '../../src/definition/types.js';
import { definitionOf } from '../definition/fixtures.js';

const tiny = definitionOf('tests/fixtures/surveys/valid/published.json');
const text = { 'zh-CN': '几个？', en: 'How many?' };
const number = (id: string): Question => ({ id, type: 'number', text, min: 0, max: 10 });
const page = (id: string, questions: Question[]): Page => ({ id, questions });

/** Fifty values, each made of the one before it twice over: 2 to the power of 50 ways back. */
function doubled(combine: (before: Operand) => Operand): Computed[] {
  return Array.from({ length: 50 }, (_, at) => ({
    id: `c${at}`,
    label: text,
    value: at === 0 ? { answer: 'x' } : combine({ answer: `c${at - 1}` }),
  }));
}

it.each<[string, (before: Operand) => Operand]>([
  ['sums', (before) => ({ add: [before, before] })],
  ['the first that is known', (before) => ({ first: [before, before] })],
  ['choices', (before) => ({ if: [{ less: [before, 3] }, before, before] })],
])('a survey whose computed values use each other many times over is checked at once: %s', (_, combine) => {
  const last = { ...number('y'), text: { 'zh-CN': '{{c49}}？', en: '{{c49}}?' } };
  const when = { less: [{ answer: 'c49' }, 3] as [Operand, Operand] };
  const pages = [
    ...tiny.pages,
    page('one', [number('x')]),
    page('two', [last]),
    { ...page('three', [number('z')]), when },
  ];
  const started = performance.now();
  expect(checkDefinition({ ...tiny, pages, computed: doubled(combine) })).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5000);
});

/** Five hundred questions, each asked by the sum of five others: each has 161,051 combinations of answers. */
function large(): Definition {
  const five = [0, 1, 2, 3, 4].map((at) => number(`x${at}`));
  const when = { less: [{ add: five.map(({ id }) => ({ answer: id })) }, 0] as [Operand, Operand] };
  const pages = Array.from({ length: 20 }, (_, at) =>
    page(
      `p${at}`,
      Array.from({ length: 25 }, (_unused, n) => ({ ...number(`q${at}x${n}`), when })),
    ),
  );
  return { ...tiny, pages: [...tiny.pages, page('five', five), ...pages] };
}

it('a survey of five hundred questions with wide rules is checked in seconds, and what was found by then is told', () => {
  const started = performance.now();
  expect(checkDefinition(large())[0]).toMatchObject({ code: 'question.unreachable', params: { question: 'q0x0' } });
  expect(performance.now() - started).toBeLessThan(20_000);
});

it('a survey of two thousand questions has its length estimated in seconds', () => {
  const pages = Array.from({ length: 50 }, (_, at) =>
    page(
      `p${at}`,
      Array.from({ length: 40 }, (_unused, n) => number(`q${at}x${n}`)),
    ),
  );
  const started = performance.now();
  expect(estimates({ ...tiny, pages: [...tiny.pages, ...pages] }, 'en').get('online')?.typical).toBeGreaterThan(100);
  expect(performance.now() - started).toBeLessThan(20_000);
});
