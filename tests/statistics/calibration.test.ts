import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { calibrationOf, fittedByCell } from '../../src/statistics/weighting/calibration.js';
import { cellsOf, sumByCell } from '../../src/statistics/design/cells.js';
import { floats, ints } from './numbers.js';

describe('cellsOf', () => {
  test('numbers the combinations that occur in order of their levels', () => {
    const cells = cellsOf([ints(1, 0, 1, 1), ints(0, 2, 0, 1)], [2, 3]);
    expect([...cells.cell]).toEqual([1, 0, 1, 2]);
    expect(cells.level.map((column) => [...column])).toEqual([
      [0, 1, 1],
      [2, 0, 1],
    ]);
  });

  test('finds the same cells when the possible combinations are too many for a table', () => {
    const [first, second] = [ints(3, 0, 3, 1), ints(5, 2, 5, 2)];
    const few = cellsOf([first, second], [4, 6]);
    const many = cellsOf([first, second], [4000, 6000]);
    expect([...many.cell]).toEqual([...few.cell]);
    expect(many.level.map((column) => [...column])).toEqual(few.level.map((column) => [...column]));
  });

  test('refuses a code outside the levels', () => {
    expect(() => cellsOf([ints(0, 2)], [2])).toThrow('cellsOf requires codes of variable 0 from 0 to 1');
  });
});

describe('fittedByCell', () => {
  test('of one margin is the start-weighted mean of the level', () => {
    const cells = cellsOf([ints(0, 0, 1)], [2]);
    const start = floats(1, 3, 5);
    const products = sumByCell(cells, floats(1 * 10, 3 * 2, 5 * 7));
    const [first = 0, second = 0] = fittedByCell(calibrationOf(cells, start), products);
    expect(first).toBeCloseTo(4, 12);
    expect(second).toBeCloseTo(7, 12);
  });

  test('leaves residuals whose weighted sum is 0 in every level of every margin, although the dummies are collinear', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    const row = fc.tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 3 }),
      value,
      fc.double({ min: 0.5, max: 4, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 60 }), (rows) => {
        const codes = [ints(...rows.map(([a]) => a)), ints(...rows.map(([, b]) => b))];
        const start = floats(...rows.map(([, , , weight]) => weight));
        const cells = cellsOf(codes, [3, 4]);
        const z = rows.map(([, , each]) => each);
        const fitted = fittedByCell(
          calibrationOf(cells, start),
          sumByCell(
            cells,
            start.map((w, at) => w * (z[at] as number)),
          ),
        );
        codes.forEach((column, margin) => {
          for (let level = 0; level < (cells.levels[margin] as number); level++) {
            const sum = z.reduce((total, each, at) => {
              const residual = each - (fitted[cells.cell[at] as number] as number);
              return column[at] === level ? total + (start[at] as number) * residual : total;
            }, 0);
            expect(Math.abs(sum)).toBeLessThan(1e-9);
          }
        });
      }),
      { numRuns: 100 },
    );
  });
});
