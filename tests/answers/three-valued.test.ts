import { describe, expect, test } from '@jest/globals';
import { route } from '../../src/answers/relevant.js';
import { validateAnswers } from '../../src/answers/validate.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { evaluateRule } from '../../src/definition/rules.js';
import type { Question, Rule } from '../../src/definition/types.js';
import { definitionOf } from '../definition/fixtures.js';

/** Kleene's values as numbers: false 0, unknown 1/2, true 1. Then `and` is the least, `or` the greatest, `not` what is left to 1. */
const atoms: [number, Rule][] = [
  [0, { equal: [1, 2] }],
  [0.5, { equal: [{ answer: 'nobody' }, 1] }],
  [1, { equal: [1, 1] }],
];

type Valued = [number, Rule];

const negated = ([value, rule]: Valued): Valued => [1 - value, { not: rule }];
const joined = (all: Valued[]): Valued[] => {
  const values = all.map(([value]) => value);
  const rules = all.map(([, rule]) => rule);
  return [
    [Math.min(...values), { and: rules }],
    [Math.max(...values), { or: rules }],
  ];
};

const pairs = (list: Valued[]): Valued[][] => list.flatMap((a) => list.map((b) => [a, b]));
const triples = (list: Valued[]): Valued[][] => pairs(list).flatMap((pair) => list.map((c) => [...pair, c]));

function worthOf(rule: Rule): number {
  const truth = evaluateRule(rule, {});
  return truth === undefined ? 0.5 : Number(truth);
}

describe('three-valued rules', () => {
  test('are Kleene’s for every three of true, false and unknown', () => {
    const all = triples([...atoms, ...atoms.map(negated)]).flatMap(joined);
    expect(all).toHaveLength(432);
    for (const [value, rule] of all) expect([rule, worthOf(rule)]).toEqual([rule, value]);
  });

  test('are Kleene’s for every two of every two, under not and without', () => {
    const inner = pairs(atoms).flatMap(joined);
    const all = pairs(inner).flatMap(joined);
    for (const [value, rule] of [...all, ...all.map(negated)]) expect(worthOf(rule)).toBe(value);
  });

  test('of none: `and` holds, `or` does not', () => {
    expect([worthOf({ and: [] }), worthOf({ or: [] })]).toEqual([1, 0]);
  });
});

describe.each(atoms)('a rule worth %d', (value, rule) => {
  const base = definitionOf('tests/fixtures/surveys/valid/consent.json');
  const asked: Question = { id: 'x', type: 'text', maxLength: 9, text: {}, when: rule };
  const checked: Question = {
    id: 'y',
    type: 'text',
    maxLength: 9,
    text: {},
    checks: [{ holds: rule, severity: 'hard', text: {} }],
  };
  const screening = [{ id: 'end', when: rule, result: 'notServiceUser' as const, text: {} }];
  const definition = { ...base, pages: [{ id: 'p', questions: [asked, checked] }], screening };
  const questionnaire = compileDefinition(definition, () => '');
  const answers = { x: 'a', y: 'b' };

  test('asks and ends where it is true, and breaks a check where it is false', () => {
    const { pages, ended } = route(questionnaire, answers);
    expect(pages.flatMap(({ questions }) => questions.map(({ question }) => question.id)).includes('x')).toBe(
      value === 1,
    );
    expect(ended !== undefined).toBe(value === 1);
    expect(validateAnswers(questionnaire, answers).faults.map(({ path }) => path)).toEqual(value === 0 ? ['y'] : []);
  });
});
