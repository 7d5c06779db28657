import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readForm } from '../../src/answers/read-form.js';
import { route } from '../../src/answers/relevant.js';
import { validatePage } from '../../src/answers/validate.js';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Answers, Computed, Question, Rule } from '../../src/definition/types.js';
import { pageDefinition } from '../../src/interview/page-definition.js';
import { randomDefinition } from '../answers/random-definition.js';
import { drawsOf } from '../answers/random-draws.js';
import { pageFaults } from '../browser/parity-engine.js';
import { faultsOfPage, sentPages, today } from '../browser/parity-pages.js';
import { definitionOf } from '../definition/fixtures.js';

test('of any survey the browser finds on a page what the server finds by this page alone', () => {
  fc.assert(
    fc.property(fc.gen(), fc.nat(1000), (gen, seed) => {
      const questionnaire = compileDefinition(randomDefinition(drawsOf(gen)), () => '');
      const sent = sentPages(questionnaire, seed);
      expect(pageFaults(sent, today)).toEqual(sent.map((page) => faultsOfPage(questionnaire, page)));
    }),
    { numRuns: Number(process.env['RUNS'] ?? 200) },
  );
});

const base = definitionOf('tests/fixtures/surveys/valid/consent.json');
const isOne = (id: string): Rule => ({ equal: [{ answer: id }, 1] });
const number = (id: string, more: Partial<Question> = {}): Question =>
  ({ id, type: 'number', min: 0, max: 9, text: {}, ...more }) as Question;

/** Faults that the browser finds on a last page of these questions, shown with some answers and sent with others. */
function found(
  questions: Question[],
  sent: Record<string, string>,
  shown: Answers,
  computed: Computed[] = [],
): string[] {
  const before = { consent: 1, sex: 1, age: 2, home: 1, overall: 8, a1: 7, a2: 6, b1: 5 };
  const definition = { ...base, pages: [...base.pages, { id: 'last', questions }], computed };
  const way = route(
    compileDefinition(definition, () => ''),
    { ...before, ...shown },
  );
  const small = compileDefinition(pageDefinition(definition, way.pages.at(-1)!), () => '');
  const { faults } = validatePage(small, 'last', readForm(small, 'last', sent));
  return faults.map(({ code, path, params }) => [code, path, ...Object.values(params)].join(' '));
}

describe('the browser', () => {
  test('wants no answer to what is not asked any more', () => {
    const questions = [number('x'), number('y', { when: isOne('x') })];
    expect(found(questions, { x: '1' }, { x: 1 })).toEqual(['answer.required y']);
    expect(found(questions, { x: '2' }, { x: 1 })).toEqual([]);
  });

  test('nor to an item that is not asked any more', () => {
    const items = [
      { id: 'i1', text: {} },
      { id: 'i2', text: {}, when: isOne('i1') },
    ];
    const group: Question = { id: 'group', type: 'rating-group', scale: 'ten', text: {}, items };
    expect(found([group], { i1: '1' }, { i1: 1 })).toEqual(['answer.required i2']);
    expect(found([group], { i1: '2' }, { i1: 1 })).toEqual([]);
  });

  test('leaves to the server what hangs on this page and another, and what hangs on that', () => {
    const both = { and: [isOne('sex'), isOne('x')] };
    const without = { not: { answered: 'y' } };
    const questions = [number('x'), number('y', { when: both }), number('z', { when: without }), number('w')];
    expect(found(questions, { x: '2' }, { x: 1 })).toEqual(['answer.required w']);
    expect(found(questions, { x: '1', y: '3' }, { x: 1 })).toEqual(['answer.required w']);
  });

  test('takes a condition on other pages as met, since the question is asked', () => {
    expect(found([number('x', { when: isOne('sex') })], {}, {})).toEqual(['answer.required x']);
  });

  test('names a check by the place that it has in the survey', () => {
    const checks = [isOne('sex'), isOne('x')].map((holds) => ({ holds, severity: 'hard' as const, text: {} }));
    expect(found([number('x', { checks })], { x: '2' }, {})).toEqual(['answer.check x 1']);
  });

  test('works out values that are made on this page, and leaves others to the server', () => {
    const values: Computed[] = [
      { id: 'double', label: {}, value: { multiply: [2, { answer: 'x' }] } },
      { id: 'mixed', label: {}, value: { add: [{ answer: 'double' }, { answer: 'overall' }] } },
    ];
    const check = (id: string) => ({
      holds: { less: [{ answer: id }, 5] } satisfies Rule,
      severity: 'hard' as const,
      text: {},
    });
    const questions = [number('x', { checks: [check('mixed'), check('double')] })];
    expect(found(questions, { x: '4' }, {}, values)).toEqual(['answer.check x 1']);
  });
});
