import { describe, expect, test } from '@jest/globals';
import { constructImportance, inPoints } from '../../src/statistics/models/construct-importance.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import type { PlsRun } from '../../src/statistics/models/pls-run.js';
import { floats } from './numbers.js';

const columns = [floats(2, 4, 6, 8, 10, 6), floats(1, 5, 4, 9, 8, 7), floats(3, 4, 4, 7, 9, 10)];

/** A -> B -> C, one item each, on 1-10. */
function chain(): PlsRun {
  const constructs = ['A', 'B', 'C'].map((id) => ({ id, items: [id.toLowerCase()] }));
  const model = {
    constructs,
    paths: [
      ['A', 'B'],
      ['B', 'C'],
    ] as const,
  };
  const run = runPls(model, momentsOf(columns), { ends: constructs.map(() => ({ min: 1, max: 10 })) });
  if (isPlsFault(run)) throw new Error('chain requires items that vary');
  return run;
}

/** Slope of one column on another by the textbook. */
function slope(y: Float64Array, x: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const product = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, each, row) => sum + (each - mean(a)) * ((b[row] as number) - mean(b)), 0);
  return product(x, y) / product(x, x);
}

describe('importance of constructs for a target', () => {
  const [a, b, c] = columns as [Float64Array, Float64Array, Float64Array];

  test('is in points of the index: for single items on one scale the product of the plain slopes', () => {
    const [first, second] = constructImportance(chain(), 'C');
    expect(second?.importance).toBeCloseTo(slope(c, b), 10);
    expect(first?.importance).toBeCloseTo(slope(b, a) * slope(c, b), 10);
  });

  test('stands beside the performance of the construct, the mean on 0 to 100', () => {
    expect(constructImportance(chain(), 'B')).toEqual([
      expect.objectContaining({ construct: 'A', performance: expect.closeTo((100 * (6 - 1)) / 9, 10) }),
    ]);
  });

  test('is not told of constructs from which no path leads there', () => {
    expect(constructImportance(chain(), 'A')).toEqual([]);
    expect(() => constructImportance(chain(), 'D')).toThrow('a construct of the model, not D');
  });

  test('is not told in points where the index of the construct is refused', () => {
    const run = chain();
    const indexes = run.indexes.map(({ construct, mixedSigns, ...rest }) =>
      construct === 'A' ? { construct, mixedSigns: true } : { construct, mixedSigns, ...rest },
    );
    const [first, second] = constructImportance({ ...run, indexes }, 'C');
    expect(Object.keys(first ?? {})).toEqual(['construct', 'standardised']);
    expect(second?.importance).toBeDefined();
  });

  test('needs an effect of every construct on every other', () => {
    expect(() => inPoints(floats(1, 2), [1, 2])).toThrow('every construct on every other');
  });
});
