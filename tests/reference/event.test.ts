import { describe, expect, test } from '@jest/globals';
import { eventColumn } from '../../scripts/reference/event.js';

const table = { type: ['E', 'H', 'M', 'E'], meals: ['60', '90', '', '10'], ell: ['10', '60', '5', '70'] };
const happened = (event: string): number[] | undefined => {
  const column = eventColumn(table, event);
  return column && [...column];
};

describe('an event in words', () => {
  test.each([
    ['ell == 5', [0, 0, 1, 0]],
    ['ell <= 10.0', [1, 0, 1, 0]],
    ["type %in% c('E', 'M')", [1, 0, 1, 1]],
    ["!(type %in% c('E', 'M'))", [0, 1, 0, 0]],
    ["I(type == 'E' & ell > 50)", [0, 0, 0, 1]],
    ["(ell > 50 | ell == 5) & type != 'H'", [0, 0, 1, 1]],
    ["ell > 50 | ell == 5 & type == 'H'", [0, 1, 0, 1]],
  ])('%s', (event, expected) => {
    expect(happened(event)).toEqual(expected);
  });

  test('says nothing of rows without a value, in whatever column it looks at', () => {
    expect(happened("meals > ell | type == 'M'")).toEqual([1, 1, Number.NaN, 0]);
  });

  test.each(['ell >', 'ell > 50)', '(ell > 50', 'nowhere == 1', 'ell > meals + 1', "type %in% ('E')"])(
    'is not read where it is %s',
    (event) => {
      expect(happened(event)).toBeUndefined();
    },
  );
});
