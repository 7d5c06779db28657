import { describe, expect, test } from '@jest/globals';
import { todayId } from '../../src/definition/days.js';
import { evaluateRule, holds, operandReferences, operandValue, ruleReferences } from '../../src/definition/rules.js';
import type { Truth } from '../../src/definition/rules.js';
import type { Answers, Operand, Rule } from '../../src/definition/types.js';

const yes: Rule = { equal: [1, 1] };
const no: Rule = { equal: [1, 2] };
const unknown: Rule = { equal: [{ answer: 'nobody' }, 1] };
const rules = { true: yes, false: no, unknown };
const truths: Record<string, Truth> = { true: true, false: false, unknown: undefined };

describe('three-valued logic', () => {
  test.each([
    ['true', 'true', 'true', 'true'],
    ['true', 'false', 'false', 'true'],
    ['true', 'unknown', 'unknown', 'true'],
    ['false', 'true', 'false', 'true'],
    ['false', 'false', 'false', 'false'],
    ['false', 'unknown', 'false', 'unknown'],
    ['unknown', 'true', 'unknown', 'true'],
    ['unknown', 'false', 'false', 'unknown'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
  ] as const)('%s and/or %s is %s/%s', (a, b, and, or) => {
    expect(evaluateRule({ and: [rules[a], rules[b]] }, {})).toBe(truths[and]);
    expect(evaluateRule({ or: [rules[a], rules[b]] }, {})).toBe(truths[or]);
  });

  test.each([
    ['true', 'false'],
    ['false', 'true'],
    ['unknown', 'unknown'],
  ] as const)('not %s is %s', (a, not) => {
    expect(evaluateRule({ not: rules[a] }, {})).toBe(truths[not]);
  });

  test('a condition that is unknown does not hold, one that is absent does', () => {
    expect([holds(unknown, {}), holds({ not: unknown }, {}), holds(undefined, {})]).toEqual([false, false, true]);
  });
});

const answers: Answers = {
  code: 3,
  word: 'b',
  many: [1, 4],
  silent: { missing: 'refused' },
  none: [],
  day: '2026-11-02',
  ranked: [3, 1],
  [todayId]: '2026-11-03',
  huge: 1e308,
};

describe('a test on answers', () => {
  test.each<[Rule, Truth]>([
    [{ equal: [{ answer: 'code' }, 3] }, true],
    [{ equal: [{ answer: 'code' }, '3'] }, false],
    [{ notEqual: [{ answer: 'code' }, 4] }, true],
    [{ notEqual: [{ answer: 'silent' }, 4] }, undefined],
    [{ less: [{ answer: 'code' }, 3] }, false],
    [{ atMost: [{ answer: 'code' }, 3] }, true],
    [{ greater: [3, { answer: 'code' }] }, false],
    [{ atLeast: [{ answer: 'word' }, 'a'] }, true],
    [{ less: [{ answer: 'word' }, 5] }, undefined],
    [{ equal: [{ answer: 'many' }, 1] }, undefined],
    [{ in: [{ answer: 'code' }, [1, 3]] }, true],
    [{ in: [{ answer: 'code' }, [1, 2]] }, false],
    [{ in: [{ answer: 'silent' }, [1, 2]] }, undefined],
    [{ selected: ['many', 4] }, true],
    [{ selected: ['many', 2] }, false],
    [{ selected: ['nobody', 2] }, undefined],
    [{ answered: 'code' }, true],
    [{ answered: 'silent' }, false],
    [{ answered: 'nobody' }, false],
    [{ missing: ['silent', ['dontKnow', 'refused']] }, true],
    [{ missing: ['silent', ['notUsed']] }, false],
    [{ missing: ['nobody', ['refused']] }, false],
    [{ equal: [{ add: [{ answer: 'code' }, 1, 1] }, 5] }, true],
    [{ equal: [{ subtract: [10, { answer: 'code' }] }, 7] }, true],
    [{ equal: [{ multiply: [{ answer: 'code' }, 2] }, 6] }, true],
    [{ equal: [{ add: [{ answer: 'code' }, { answer: 'silent' }] }, 3] }, undefined],
    [{ equal: [{ add: [{ answer: 'word' }, 1] }, 3] }, undefined],
    [{ atLeast: [{ multiply: [1e300, 1e300] }, 1] }, undefined],
    [{ equal: [{ count: ['code', 'many', 'silent', 'nobody', 'none'] }, 3] }, true],
    [{ less: [{ answer: 'day' }, '2026-11-04'] }, true],
    [{ atLeast: [{ answer: 'day' }, { today: true }] }, false],
    [{ in: [{ answer: 'day' }, ['2026-11-01', '2026-11-02']] }, true],
    [{ in: [{ answer: 'ranked' }, [3, 1]] }, undefined],
    [{ selected: ['ranked', 1] }, true],
    [{ selected: ['ranked', 2] }, false],
    [{ equal: [{ count: ['ranked'] }, 2] }, true],
    [{ less: [{ place: ['ranked', 3] }, { place: ['ranked', 1] }] }, true],
  ])('%j is %s', (rule, truth) => {
    expect(evaluateRule(rule, answers)).toBe(truth);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a question nobody answered', (id) => {
    expect(evaluateRule({ answered: id }, {})).toBe(false);
    expect(evaluateRule({ missing: [id, ['refused']] }, {})).toBe(false);
    expect(evaluateRule({ equal: [{ answer: id }, 1] }, {})).toBeUndefined();
  });
});

const nobody: Operand = { answer: 'nobody' };

describe('what an operand is worth', () => {
  test.each<[Operand, number | string | undefined]>([
    [7, 7],
    ['b', 'b'],
    [{ answer: 'many' }, undefined],
    [{ answer: 'silent' }, undefined],
    [{ divide: [{ answer: 'code' }, 2] }, 1.5],
    [{ divide: [{ answer: 'code' }, 0] }, undefined],
    [{ divide: [0, 0] }, undefined],
    [{ divide: [nobody, 2] }, undefined],
    [{ divide: [2, nobody] }, undefined],
    [{ divide: ['4', 2] }, undefined],
    [{ divide: [{ answer: 'huge' }, 0.001] }, undefined],
    [{ multiply: [0, -1] }, 0],
    [{ add: [{ answer: 'huge' }, { answer: 'huge' }] }, undefined],
    [{ min: [{ answer: 'code' }, 5, 4] }, 3],
    [{ min: [{ answer: 'code' }, nobody] }, undefined],
    [{ max: [{ answer: 'code' }, 5, 4] }, 5],
    [{ max: [{ answer: 'code' }, { answer: 'word' }] }, undefined],
    [{ first: [nobody, { answer: 'silent' }, { answer: 'word' }, 1] }, 'b'],
    [{ first: [{ divide: [1, 0] }, 0] }, 0],
    [{ first: [nobody, { answer: 'silent' }] }, undefined],
    [{ if: [yes, 1, nobody] }, 1],
    [{ if: [no, nobody, 2] }, 2],
    [{ if: [yes, nobody, 2] }, undefined],
    [{ if: [unknown, 1, 1] }, undefined],
    [{ if: [{ answered: 'nobody' }, 1, 2] }, 2],
    [{ count: ['nobody', 'silent'] }, 0],
    [{ place: ['ranked', 3] }, 1],
    [{ place: ['ranked', 1] }, 2],
    [{ place: ['ranked', 2] }, undefined],
    [{ place: ['nobody', 1] }, undefined],
    [{ place: ['code', 3] }, undefined],
    [{ days: [{ answer: 'day' }, { today: true }] }, 1],
    [{ days: [{ today: true }, { answer: 'day' }] }, -1],
    [{ days: ['2024-02-28', '2024-03-01'] }, 2],
    [{ days: [nobody, '2026-01-01'] }, undefined],
    [{ days: ['2026-02-30', '2026-03-01'] }, undefined],
    [{ days: [{ answer: 'code' }, '2026-03-01'] }, undefined],
    [{ today: true }, '2026-11-03'],
  ])('%j is %j', (operand, value) => {
    expect(operandValue(operand, answers)).toBe(value);
  });

  test('today is unknown where nobody says which day it is', () => {
    expect(operandValue({ today: true }, {})).toBeUndefined();
    expect(operandValue({ days: [{ today: true }, '2026-01-01'] }, {})).toBeUndefined();
  });

  test('an operand there is not is a programmer’s error', () => {
    expect(() => operandValue({ constructor: [] } as unknown as Operand, {})).toThrow('one known kind');
  });
});

test('an operator there is not is a programmer’s error', () => {
  expect(() => evaluateRule({ constructor: [] } as unknown as Rule, {})).toThrow('one known operator');
});

test('references are named once each, wherever they hide', () => {
  const rule: Rule = {
    or: [
      { and: [{ answered: 'a' }, { not: { missing: ['b', ['refused']] } }] },
      { selected: ['c', 1] },
      { less: [{ add: [{ answer: 'd' }, { subtract: [{ answer: 'a' }, 1] }] }, { count: ['e', 'b'] }] },
      { in: [{ answer: 'f' }, [1, 2]] },
    ],
  };
  expect(ruleReferences(rule)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test('references inside operands are found, the day among them', () => {
  const operand: Operand = {
    if: [
      { less: [{ days: [{ answer: 'a' }, { today: true }] }, 3] },
      { first: [{ place: ['b', 1] }, { divide: [{ answer: 'c' }, { max: [{ answer: 'd' }, 1] }] }] },
      { if: [{ selected: ['e', 2] }, { min: [{ count: ['f', 'a'] }, 1] }, 0] },
    ],
  };
  expect(operandReferences(operand)).toEqual(['a', todayId, 'b', 'c', 'd', 'e', 'f']);
  expect(ruleReferences({ equal: [operand, 1] })).toEqual(operandReferences(operand));
});
