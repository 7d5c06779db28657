import { describe, expect, test } from '@jest/globals';
import { computedOf } from '../../src/definition/computed.js';
import { todayId } from '../../src/definition/days.js';
import type { Answers, Computed, Operand } from '../../src/definition/types.js';
import { fixture } from './fixtures.js';

const worth = (value: Operand, decimals: number | undefined, answers: Answers = {}) =>
  computedOf([{ id: 'it', label: {}, value, ...(decimals !== undefined && { decimals }) } satisfies Computed], answers)[
    'it'
  ];

describe('a computed value', () => {
  test('is worked out from the answers, rounded as it says', () => {
    const { computed } = fixture('computed');
    expect(computedOf(computed, { adults: 2, children: 1 })).toEqual({ share: 0.33 });
  });

  test('may use the ones before it, unrounded only where they are not rounded', () => {
    const list: Computed[] = [
      { id: 'third', label: {}, value: { divide: [1, 3] }, decimals: 1 },
      { id: 'nine', label: {}, value: { multiply: [9, { answer: 'third' }] }, decimals: 1 },
    ];
    expect(computedOf(list, {})).toEqual({ third: 0.3, nine: 2.7 });
  });

  test('is absent as long as it is unknown, and so is what rests on it', () => {
    const { computed } = fixture('computed-from-computed');
    expect(computedOf(computed, { x: 1 })).toEqual({});
    expect(computedOf(computed, { x: 1, y: { missing: 'refused' } })).toEqual({});
    expect(computedOf(computed, { x: 1, y: 3 })).toEqual({ sum: 4, double: 8 });
  });

  test('may be words or a day', () => {
    expect(computedOf(fixture('computed-words').computed, { x: 5 })).toEqual({ kind: 'A' });
    const dates = { to: '2026-11-01', [todayId]: '2026-11-03' };
    expect(computedOf(fixture('computed-of-dates').computed, dates)).toEqual({ start: '2026-11-01', waited: 2 });
  });

  test('does not change the answers it is given', () => {
    const answers = Object.freeze({ x: 1, y: 2 });
    expect(computedOf(fixture('computed-from-computed').computed, answers)).not.toHaveProperty('x');
  });
});

test.each<[value: number, decimals: number | undefined, rounded: number]>([
  [2.5, 0, 3],
  [-2.5, 0, -3],
  [1.005, 2, 1.01],
  [-1.005, 2, -1.01],
  [8.345, 2, 8.35],
  [0.1 + 0.2, 6, 0.3],
  [0.0000005, 6, 0.000001],
  [1e21, 2, 1e21],
  [-0.2, 0, 0],
  [0.1 + 0.2, undefined, 0.1 + 0.2],
])('%d to %s places is %d', (value, decimals, rounded) => {
  expect(worth(value, decimals)).toBe(rounded);
});
