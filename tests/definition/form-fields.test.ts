import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readDate, readPlaces } from '../../src/definition/form-fields.js';

describe('a date', () => {
  test.each<[fields: string[], value: string | undefined]>([
    [['2026', '11', '3'], '2026-11-03'],
    [['２０２６', '１１', '０３'], '2026-11-03'],
    [['2026年', '11月', '3日'], '2026-11-03'],
    [[' 2026 ', ' 1', '3 '], '2026-01-03'],
    [['2026-11-03'], '2026-11-03'],
    [['2026/11/3'], '2026-11-03'],
    [['2026.11.3'], '2026-11-03'],
    [['2026年11月3日'], '2026-11-03'],
    [['２０２６年１１月３日'], '2026-11-03'],
    [['2026 年 11 月 3 日'], '2026-11-03'],
    [['2026-11-03', '', ''], '2026-11-03'],
    [['', '', ''], undefined],
    [['  '], undefined],
    [[], undefined],
    [['2026', '', '3'], '2026--3'],
    [['2026', '', ''], '2026--'],
    [['', '', '3'], '--3'],
    [['26', '11', '3'], '26-11-3'],
    [['2026', 'Nov', '3'], '2026-Nov-3'],
    [['2026', '2', '30'], '2026-02-30'],
    [['3/11/2026'], '3/11/2026'],
    [['昨天'], '昨天'],
  ])('written as %j is read as %j', (fields, value) => {
    expect(readDate(fields)).toBe(value);
  });

  test('is read the same in whatever way it is written', () => {
    const day = fc.record({
      y: fc.integer({ min: 1900, max: 2100 }),
      m: fc.integer({ min: 1, max: 12 }),
      d: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(day, ({ y, m, d }) => {
        const ways = [[`${y}`, `${m}`, `${d}`], [`${y}-${m}-${d}`], [`${y}/${m}/${d}`], [`${y}年${m}月${d}日`]];
        const [first, ...others] = ways.map(readDate);
        expect(first).toBe(new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10));
        expect(new Set(others)).toEqual(new Set([first]));
      }),
    );
  });
});

describe('an ordering', () => {
  test.each<[fields: string[], value: number[] | string | undefined]>([
    [
      ['3', '1', '2'],
      [3, 1, 2],
    ],
    [['3', '', ' '], [3]],
    [
      ['3', '3'],
      [3, 3],
    ],
    [['', ''], undefined],
    [['3', 'x'], 'x'],
    [['３'], [3]],
  ])('written as %j is read as %j', (fields, value) => {
    expect(readPlaces(fields)).toEqual(value);
  });
});
