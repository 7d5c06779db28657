import { describe, expect, test } from '@jest/globals';
import { evaluateRule, holds, ruleReferences } from '../../src/definition/rules.js';
import type { Truth } from '../../src/definition/rules.js';
import type { Answers, Rule } from '../../src/definition/types.js';

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

const answers: Answers = { code: 3, word: 'b', many: [1, 4], silent: { missing: 'refused' }, none: [] };

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
  ])('%j is %s', (rule, truth) => {
    expect(evaluateRule(rule, answers)).toBe(truth);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is a question nobody answered', (id) => {
    expect(evaluateRule({ answered: id }, {})).toBe(false);
    expect(evaluateRule({ missing: [id, ['refused']] }, {})).toBe(false);
    expect(evaluateRule({ equal: [{ answer: id }, 1] }, {})).toBeUndefined();
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
