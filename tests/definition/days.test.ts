import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { daysBetween, isDay } from '../../src/definition/days.js';

const dayAfter = (days: number) => new Date(Date.UTC(1900, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
const day = fc.integer({ min: 0, max: 100_000 });

test.each([
  ['2024-02-29', true],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['2026-02-29', false],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-01-00', false],
  ['2026-1-1', false],
  ['+002026-01-01', false],
  ['2026-01-01 ', false],
  ['today', false],
  [20260101, false],
  [undefined, false],
])('%j is a day: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});

test('days are counted, backwards too, and a day of any year is a day', () => {
  fc.assert(
    fc.property(day, day, (from, to) => {
      expect(isDay(dayAfter(from))).toBe(true);
      expect(daysBetween(dayAfter(from), dayAfter(to))).toBe(to - from);
    }),
  );
});

test('days compare as texts as they follow one another', () => {
  fc.assert(
    fc.property(day, day, (a, b) => {
      expect(dayAfter(a) < dayAfter(b)).toBe(a < b);
    }),
  );
});
