import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { todayId } from '../../src/definition/days.js';
import { evaluateRule, operandReferences, operandValue, ruleReferences } from '../../src/definition/rules.js';
import type { Truth } from '../../src/definition/rules.js';
import type { Answer, Answers, Operand, Rule } from '../../src/definition/types.js';

const truths: [Truth, Rule][] = [
  [true, { equal: [1, 1] }],
  [false, { equal: [1, 2] }],
  [undefined, { equal: [{ answer: 'nobody' }, 1] }],
];
const ids = ['a', 'b', 'c', 'd'];
const id = fc.constantFrom(...ids);
const pair = <T>(part: fc.Arbitrary<T>) => fc.tuple(part, part);
const day = fc.constantFrom('2026-11-03', '2024-02-29', '2026-02-30');

/** Numbers that overflow and words that are none among them. */
const number = fc.oneof(fc.integer({ min: -3, max: 5 }), fc.double(), fc.constantFrom(0, -0, 1e308, 5e-324));
const answer: fc.Arbitrary<Answer> = fc.oneof(
  number,
  day,
  fc.string(),
  fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
  fc.constantFrom({ missing: 'refused' as const }, { missing: 'dontKnow' as const }),
);
const answers: fc.Arbitrary<Answers> = fc.dictionary(fc.constantFrom(...ids, todayId), answer);

/** Where `isSteady`, only parts that an absent answer makes unknown: no `answered`, `missing`, `count` or `first`. */
function language(isSteady: boolean): { rule: fc.Arbitrary<Rule>; operand: fc.Arbitrary<Operand> } {
  return fc.letrec<{ rule: Rule; operand: Operand }>((tie) => {
    const [rule, operand] = [tie('rule'), tie('operand')];
    const several = fc.array(operand, { minLength: 2, maxLength: 3 });
    const lists = fc.array(rule, { minLength: 1, maxLength: 3 });
    const moody: fc.Arbitrary<Rule>[] = [
      id.map((answered) => ({ answered })),
      id.map((one) => ({ missing: [one, ['refused']] })),
    ];
    const moodyOperands: fc.Arbitrary<Operand>[] = [
      fc.array(id, { minLength: 1, maxLength: 3 }).map((count) => ({ count })),
      several.map((first) => ({ first })),
    ];
    return {
      operand: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'rules' },
        id.map((answer) => ({ answer })),
        fc.oneof(number, day),
        fc.constant<Operand>({ today: true }),
        fc.tuple(id, fc.integer({ min: 1, max: 4 })).map((place) => ({ place })),
        ...(['add', 'multiply', 'min', 'max'] as const).map((kind) =>
          several.map((list) => ({ [kind]: list }) as Operand),
        ),
        ...(['subtract', 'divide', 'days'] as const).map((kind) =>
          pair(operand).map((two) => ({ [kind]: two }) as Operand),
        ),
        fc.tuple(rule, operand, operand).map((parts) => ({ if: parts })),
        ...(isSteady ? [] : moodyOperands),
      ),
      rule: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'rules' },
        ...(['equal', 'notEqual', 'less', 'atMost', 'greater', 'atLeast'] as const).map((kind) =>
          pair(operand).map((two) => ({ [kind]: two }) as Rule),
        ),
        fc.tuple(operand, fc.array(fc.oneof(number, day), { minLength: 1 })).map((two) => ({ in: two })),
        fc.tuple(id, fc.integer({ min: 1, max: 4 })).map((selected) => ({ selected })),
        lists.map((and) => ({ and })),
        lists.map((or) => ({ or })),
        rule.map((not) => ({ not })),
        ...(isSteady ? [] : moody),
      ),
    };
  });
}

const any = language(false);
const steady = language(true);

describe('and, or, not', () => {
  const threes = truths.flatMap((a) => truths.flatMap((b) => truths.map((c) => [a, b, c] as const)));

  test.each(threes)('of %j, %j and %j are as Kleene says', (...parts) => {
    const values = parts.map(([truth]) => truth);
    const rules = parts.map(([, rule]) => rule);
    const all = values.includes(false) ? false : values.includes(undefined) ? undefined : true;
    const some = values.includes(true) ? true : values.includes(undefined) ? undefined : false;
    expect(evaluateRule({ and: rules }, {})).toBe(all);
    expect(evaluateRule({ or: rules }, {})).toBe(some);
    expect(evaluateRule({ not: { and: rules } }, {})).toBe(evaluateRule({ or: rules.map((not) => ({ not })) }, {}));
  });
});

test('an operand is words, a number that is finite, or unknown: never NaN, never an infinity', () => {
  fc.assert(
    fc.property(any.operand, answers, (operand, answers) => {
      const value = operandValue(operand, answers);
      expect(value === undefined || typeof value === 'string' || Number.isFinite(value)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('a rule is true, false or unknown, and its opposite is the opposite', () => {
  fc.assert(
    fc.property(any.rule, answers, (rule, answers) => {
      const truth = evaluateRule(rule, answers);
      expect([true, false, undefined]).toContain(truth);
      expect(evaluateRule({ not: rule }, answers)).toBe(truth === undefined ? undefined : !truth);
    }),
    { numRuns: 3000 },
  );
});

test('of two numbers one is less, or they are equal', () => {
  fc.assert(
    fc.property(any.operand, any.operand, answers, (left, right, answers) => {
      const told = (['less', 'equal', 'greater'] as const).map((kind) =>
        evaluateRule({ [kind]: [left, right] } as Rule, answers),
      );
      const values = [left, right].map((operand) => operandValue(operand, answers));
      fc.pre(values.every((value) => typeof value === 'number'));
      expect(told.filter((truth) => truth === true)).toHaveLength(1);
      expect(told).not.toContain(undefined);
    }),
  );
});

test('what is known stays so when more is answered', () => {
  fc.assert(
    fc.property(steady.rule, answers, id, (rule, answers, gone) => {
      const { [gone]: _, ...fewer } = answers;
      const truth = evaluateRule(rule, fewer);
      fc.pre(truth !== undefined && gone in answers);
      expect(evaluateRule(rule, answers)).toBe(truth);
    }),
    { numRuns: 2000 },
  );
});

test('only what a rule or an operand refers to can change it', () => {
  fc.assert(
    fc.property(any.rule, any.operand, answers, (rule, operand, answers) => {
      const only = (wanted: string[]) =>
        Object.fromEntries(Object.entries(answers).filter(([key]) => wanted.includes(key)));
      expect(evaluateRule(rule, only(ruleReferences(rule)))).toBe(evaluateRule(rule, answers));
      expect(operandValue(operand, only(operandReferences(operand)))).toBe(operandValue(operand, answers));
    }),
    { numRuns: 2000 },
  );
});
