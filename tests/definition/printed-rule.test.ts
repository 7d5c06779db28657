import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { canonicalJson } from '../../src/definition/canonical.js';
import { printedRule } from '../../src/definition/printed-rule.js';
import { ruleSentences } from '../../src/definition/rule-sentences.js';
import type { Definition, Language, Operand, Rule } from '../../src/definition/types.js';
import { loadCatalogue, translator } from '../../src/web/locale.js';
import { survey } from './fixtures.js';
import { anyRule, neighbours } from './random-rules.js';

const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** A survey with one question of every kind that a rule can name. */
const definition = {
  ...survey('transport').definition,
  scales: { ten: { min: 1, max: 10, labels: { '1': both('很差', 'Very poor'), '10': both('很好', 'Very good') } } },
  computed: [{ id: 'mean', label: both('满意均分', 'Mean score'), value: { answer: 'trips' } }],
  pages: [
    {
      id: 'p',
      questions: [
        {
          id: 'home',
          type: 'single',
          text: both('居住区县', 'Home district'),
          options: [
            { code: 1, label: both('越城区', 'Yuecheng') },
            { code: 2, label: both('柯桥区', 'Keqiao') },
          ],
        },
        {
          id: 'used',
          type: 'multiple',
          text: both('您用过哪些服务？', 'Which services have you used?'),
          options: [
            { code: 1, label: both('网点', 'Branch') },
            { code: 2, label: both('手机', 'Phone') },
          ],
        },
        {
          id: 'first',
          type: 'ordering',
          text: both('哪些最要紧', 'What matters most'),
          options: [
            { code: 1, label: both('绿化', 'Parks') },
            { code: 2, label: both('停车', 'Parking') },
          ],
        },
        { id: 'overall', type: 'rating', scale: 'ten', text: both('总体评价', 'Overall rating') },
        { id: 'trips', type: 'number', min: 0, max: 99, text: both('每周几次', 'Trips a week') },
        { id: 'rides', type: 'number', min: 0, max: 99, text: both('每次几程', 'Rides a trip') },
        { id: 'when', type: 'date', text: both('最近一次是哪天', 'The last time') },
        { id: 'born', type: 'date', text: both('出生日期', 'Date of birth') },
        { id: 'why', type: 'text', maxLength: 100, text: both('为什么', 'Why') },
        {
          id: 'ok',
          type: 'consent',
          text: both('愿意吗', 'Do you agree'),
          accept: both('愿意', 'Yes'),
          decline: both('不', 'No'),
        },
      ],
    },
  ],
} as unknown as Definition;

/** Every operator and operand, in sentences that were read aloud and found natural. */
const golden = JSON.parse(readFileSync('tests/golden/printed-rules.json', 'utf8')) as Golden[];

interface Golden extends Record<Language, string> {
  rule: Rule;
}

const answer = (id: string): Operand => ({ answer: id });
const isYuecheng: Rule = { equal: [answer('home'), 1] };
const usedBranch: Rule = { selected: ['used', 1] };
const often: Rule = { atLeast: [answer('trips'), 5] };

describe('a rule', () => {
  test.each(golden)('reads: $en', ({ rule, 'zh-CN': zh, en }) => {
    expect(printedRule(rule, definition, 'zh-CN')).toBe(zh);
    expect(printedRule(rule, definition, 'en')).toBe(en);
  });

  test('is printed for every operator and operand there is', () => {
    const tried = new Set(
      golden.flatMap(({ rule }) => [...JSON.stringify(rule).matchAll(/"(\w+)":/g)].map(([, key]) => key)),
    );
    const rules = 'equal notEqual less atMost greater atLeast in selected answered missing and or not'.split(' ');
    const operands = 'answer add subtract multiply divide min max first if count place days today'.split(' ');
    expect([...tried].sort()).toEqual([...rules, ...operands].sort());
  });

  test('names a long question by its beginning and its id', () => {
    const { definition: elderly } = survey('elderly-care');
    expect(printedRule(elderly.screening.at(-1)!.when, elderly, 'zh-CN')).toBe(
      '“下面哪种情况符合您”〔eld_who〕是“都不是”（3），或者“过去12个月，您（或您照顾的老人）在绍兴用过哪些养…”〔eld_services〕选了“都没用过”（6）',
    );
  });

  test("with an unknown operator is a programmer's error", () => {
    expect(() => printedRule({ like: ['a', 'b'] } as unknown as Rule, definition, 'en')).toThrow(
      'printedRule requires',
    );
  });
});

test('stated non-answers are called what the pages call them', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const t = translator(loadCatalogue(), language);
    for (const code of ['dontKnow', 'refused', 'notUsed'] as const)
      expect(ruleSentences[language][`missing.${code}`]).toBe(t(`interview.missing.${code}`));
  }
});

describe.each<Language>(['zh-CN', 'en'])('in %s', (language) => {
  const print = (rule: Rule) => printedRule(rule, definition, language);

  test('two different rules never print the same', () => {
    const printed = new Map<string, string>();
    fc.assert(
      fc.property(anyRule, (rule) => {
        const written = canonicalJson(rule);
        const sentence = print(rule);
        const before = printed.get(sentence);
        printed.set(sentence, written);
        expect(before ?? written).toBe(written);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(printed.size).toBeGreaterThan(1000);
  });

  test('whatever is changed in a rule is seen in its sentence', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const sentence = print(rule);
        const others = neighbours(rule).filter((other) => canonicalJson(other) !== canonicalJson(rule));
        expect(others.filter((other) => print(other as Rule) === sentence)).toEqual([]);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  test('all rules of few parts print differently: every one is tried', () => {
    const things: Operand[] = [1, '1', { answer: 'home' }, { answer: 'trips' }, { today: true }, { count: ['used'] }];
    const pairs = things.flatMap((a) => things.map((b): [Operand, Operand] => [a, b]));
    const sums = pairs.flatMap((args): Operand[] => [{ add: args }, { subtract: args }, { days: args }, { min: args }]);
    const wide = [...things, ...sums].flatMap((left): Rule[] =>
      things.flatMap((right): Rule[] => [{ equal: [left, right] }, { less: [left, right] }]),
    );
    const small: Rule[] = [isYuecheng, often, usedBranch, { answered: 'why' }, { in: [{ answer: 'home' }, [1]] }];
    const twice = (rules: Rule[]) =>
      rules.flatMap((a): Rule[] => [
        { not: a },
        { and: [a] },
        { or: [a] },
        ...rules.flatMap((b): Rule[] => [{ and: [a, b] }, { or: [a, b] }]),
      ]);
    const all = [
      ...wide,
      ...small,
      ...twice(small),
      ...twice(twice(small.slice(0, 3))),
      ...wide.map((rule): Rule => ({ not: rule })),
    ];
    const different = new Set(all.map((rule) => canonicalJson(rule)));
    expect(new Set(all.map(print)).size).toBe(different.size);
  });
});
