import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ordered, orderedOptions } from '../../src/answers/ordered.js';
import type { RoutePage } from '../../src/answers/relevant.js';
import type { Order, QuestionOf } from '../../src/definition/types.js';
import { fixture } from '../definition/fixtures.js';
import { naiveOrder } from './naive-order.js';

type Single = QuestionOf<'single'>;

const single = (id: string, order: Order | undefined, count: number, fixed: number[] = []): Single => ({
  id,
  type: 'single',
  text: {},
  ...(order && { order }),
  options: Array.from({ length: count }, (_, at) => ({
    code: at + 1,
    label: {},
    ...(fixed.includes(at + 1) && { fixed: true }),
  })),
});

const orderOf = (question: Single, seed: number): string =>
  orderedOptions(question, seed)
    .map(({ code }) => code)
    .join('');

describe('the order of options', () => {
  test.each<[Order, number, string, string]>([
    ['shuffle', 0, 'q', '265143 142536'],
    ['shuffle', 1, 'q', '612345 124356'],
    ['shuffle', 42, 'fin_channel', '524613 145236'],
    ['shuffle', 4294967295, 'fin_channel', '361524 135246'],
    ['rotate', 0, 'q', '345612 134526'],
    ['rotate', 1, 'q', '561234 152346'],
    ['rotate', 42, 'fin_channel', '345612 134526'],
    ['rotate', 4294967295, 'fin_channel', '456123 145236'],
    ['reverse', 0, 'q', '123456 123456'],
    ['reverse', 1, 'q', '654321 154326'],
    ['reverse', 42, 'fin_channel', '123456 123456'],
    ['reverse', 4294967295, 'fin_channel', '654321 154326'],
  ])('%s with seed %d of %s is and stays %s: all free, and with the ends fixed', (order, seed, id, golden) => {
    const orders = [single(id, order, 6), single(id, order, 6, [1, 6])].map((question) => orderOf(question, seed));
    expect(orders.join(' ')).toBe(golden);
  });

  test('is as written where none is asked for', () => {
    expect(orderOf(single('q', undefined, 6), 1)).toBe('123456');
  });

  test('is for every seed the same options, what is fixed in its place', () => {
    const order = fc.constantFrom<Order>('shuffle', 'rotate', 'reverse');
    fc.assert(
      fc.property(order, fc.nat(12), fc.subarray([1, 2, 5, 9]), fc.nat(2 ** 32 - 1), (kind, count, fixed, seed) => {
        const question = single('q', kind, count, fixed);
        const given = orderedOptions(question, seed);
        expect(given.map(({ code }) => code).sort((a, b) => a - b)).toEqual(question.options.map(({ code }) => code));
        expect(given.map((option, at) => !option.fixed || option === question.options[at])).not.toContain(false);
        expect(orderedOptions(structuredClone(question), seed)).toEqual(given);
      }),
    );
  });

  test('is what the same sums come to in whole numbers without end', () => {
    const order = fc.constantFrom<Order>('shuffle', 'rotate', 'reverse');
    const id = fc.constantFrom('q', 'fin_channel', 'edu_a1');
    fc.assert(
      fc.property(order, id, fc.subarray([1, 4, 8]), fc.nat(2 ** 32 - 1), (kind, id, fixed, seed) => {
        const list = [1, 2, 3, 4, 5, 6, 7, 8];
        expect(orderedOptions(single(id, kind, 8, fixed), seed).map(({ code }) => code)).toEqual(
          naiveOrder(list, fixed, kind, { seed, id }),
        );
      }),
    );
  });

  test('goes round the same circle, or only there and back', () => {
    const orders = (kind: Order) =>
      new Set(Array.from({ length: 200 }, (_, seed) => orderOf(single('q', kind, 4), seed)));
    expect([...orders('rotate')].sort()).toEqual(['1234', '2341', '3412', '4123']);
    expect([...orders('reverse')].sort()).toEqual(['1234', '4321']);
    expect(orders('shuffle').size).toBe(24);
  });
});

/** Chi-square of counts against equal expectation. */
function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function tally(keys: string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()];
}

describe('over 24000 seeds', () => {
  const seeds = Array.from({ length: 24_000 }, (_, at) => at);

  test('a shuffle puts each option in each place equally often', () => {
    const orders = seeds.map((seed) => orderOf(single('q', 'shuffle', 6), seed));
    for (let place = 0; place < 6; place += 1) {
      const counts = tally(orders.map((order) => order.charAt(place)));
      expect(counts).toHaveLength(6);
      // 99.9 % of a chi-square with 5 degrees of freedom
      expect(chiSquare(counts)).toBeLessThan(20.5);
    }
  });

  test('all orders of five are equally frequent, for seeds as they are drawn too', () => {
    const drawn = seeds.map((seed) => Math.imul(seed, 2654435761) >>> 0);
    for (const list of [seeds, drawn]) {
      const counts = tally(list.map((seed) => orderOf(single('q', 'shuffle', 5), seed)));
      expect(counts).toHaveLength(120);
      // 99.9 % of a chi-square with 119 degrees of freedom
      expect(chiSquare(counts)).toBeLessThan(172);
    }
  });

  test('a circle begins anywhere equally often; as many lists go backwards as forwards', () => {
    expect(chiSquare(tally(seeds.map((seed) => orderOf(single('q', 'rotate', 6), seed))))).toBeLessThan(20.5);
    expect(chiSquare(tally(seeds.map((seed) => orderOf(single('q', 'reverse', 6), seed))))).toBeLessThan(10.8);
  });

  test('two lists of one interview tell nothing about each other', () => {
    const pairs = seeds.map(
      (seed) => orderOf(single('a1', 'shuffle', 3), seed) + orderOf(single('a2', 'shuffle', 3), seed),
    );
    expect(tally(pairs)).toHaveLength(36);
    // 99.9 % of a chi-square with 35 degrees of freedom
    expect(chiSquare(tally(pairs))).toBeLessThan(66.6);
  });
});

describe('the order of a page', () => {
  const questionnaire = fixture('consent');
  const group: QuestionOf<'rating-group'> = {
    id: 'group',
    type: 'rating-group',
    scale: 'ten',
    text: {},
    order: 'shuffle',
    items: ['i1', 'i2', 'i3', 'i4', 'i5'].map((id) => ({ id, text: {}, ...(id === 'i1' && { fixed: true }) })),
  };
  const questions = [
    single('last', 'shuffle', 4),
    ...['q1', 'q2', 'q3', 'q4'].map((id) => single(id, undefined, 2)),
    group,
  ];
  const page: RoutePage = {
    page: { id: 'p', questions, order: 'shuffle' },
    questions: questions.map((question) => ({
      question,
      items: question.type === 'rating-group' ? question.items : [],
    })),
  };
  const idsOf = (shown: RoutePage) => shown.questions.map(({ question }) => question.id).join(' ');
  const itemsOf = (shown: RoutePage) => shown.questions.flatMap(({ items }) => items.map(({ id }) => id)).join(' ');

  test('is that of its seed, for its questions and for the items of its groups', () => {
    expect(idsOf(ordered(questionnaire, page, 7))).toBe('q2 q4 group q3 last q1');
    expect(itemsOf(ordered(questionnaire, page, 7))).toBe('i1 i5 i3 i4 i2');
    expect(idsOf(ordered(questionnaire, page, 8))).toBe('q3 group q1 q2 q4 last');
    expect(itemsOf(ordered(questionnaire, page, 8))).toBe('i1 i2 i4 i3 i5');
  });

  test('shuffles only what is asked, and keeps each group’s items its own', () => {
    const asked = page.questions.filter(({ question }) => question.id !== 'q2');
    const shown = ordered(questionnaire, { ...page, questions: asked }, 3);
    expect(shown.page).toBe(page.page);
    expect(shown.questions).toHaveLength(5);
    for (const { question, items } of shown.questions) expect(items).toHaveLength(question === group ? 5 : 0);
  });

  test('is left as written where the page has none', () => {
    const { order: _, ...plain } = page.page;
    expect(idsOf(ordered(questionnaire, { ...page, page: plain }, 7))).toBe('last q1 q2 q3 q4 group');
  });

  test('has nothing to do with a question of the same name', () => {
    const four = (seed: number) => {
      const list = ['1', '2', '3', '4'].map((id) => ({ question: single(id, undefined, 2), items: [] }));
      return idsOf(
        ordered(questionnaire, { page: { id: 'q', questions: [], order: 'shuffle' }, questions: list }, seed),
      );
    };
    const same = Array.from(
      { length: 240 },
      (_, seed) => four(seed) === Array.from(orderOf(single('q', 'shuffle', 4), seed)).join(' '),
    );
    expect(same.filter(Boolean).length).toBeLessThan(30);
  });
});
