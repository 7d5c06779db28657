import { describe, expect, test } from '@jest/globals';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import type { PathModel } from '../../src/statistics/models/path-model.js';
import { isPlsFault, plsOf } from '../../src/statistics/models/pls.js';
import type { Pls, PlsOptions } from '../../src/statistics/models/pls.js';
import { reliabilityOf, smallestEigenvalue } from '../../src/statistics/models/pls-reliability.js';
import { distinctnessOf, goodnessOfFit } from '../../src/statistics/models/pls-validity.js';
import { floats } from './numbers.js';
import { answers, chain, close, ends, reversed, run, values } from './path-data.js';

function estimate(model: PathModel, matrix: Float64Array, options?: PlsOptions): Pls {
  const result = plsOf(model, matrix, options);
  if (isPlsFault(result)) throw new Error(result.code);
  return result;
}

/** Two constructs of two items: .5 within, .3 between. */
const pair: PathModel = {
  constructs: [
    { id: 'A', items: ['a1', 'a2'] },
    { id: 'B', items: ['b1', 'b2'] },
  ],
  paths: [['A', 'B']],
};
const pairMatrix = floats(1, 0.5, 0.3, 0.3, 0.5, 1, 0.3, 0.3, 0.3, 0.3, 1, 0.5, 0.3, 0.3, 0.5, 1);

/** Single items that correlate as stated. */
const singles = (ids: string[], paths: [string, string][]): PathModel => ({
  constructs: ids.map((id) => ({ id, items: [id.toLowerCase()] })),
  paths,
});

describe('a path model by partial least squares', () => {
  test('of two constructs of alike items is what one computes by hand', () => {
    const { weights, crossLoadings, correlation, structure } = estimate(pair, pairMatrix);
    close(weights, Array(4).fill(1 / Math.sqrt(3)));
    close(crossLoadings.subarray(0, 2), [1.5 / Math.sqrt(3), 0.6 / Math.sqrt(3)]);
    close(correlation, [1, 0.4, 0.4, 1]);
    expect(structure.direct[1]).toBeCloseTo(0.4, 12);
    expect(structure.r2[1]).toBeCloseTo(0.16, 12);
    expect(structure.r2[0]).toBeNaN();
  });

  test('multiplies effects along the way to total effects and adds the direct one', () => {
    const matrix = floats(1, 0.5, 0.4, 0.5, 1, 0.6, 0.4, 0.6, 1);
    const model = singles(
      ['A', 'B', 'C'],
      [
        ['B', 'C'],
        ['A', 'C'],
        ['A', 'B'],
      ],
    );
    const { direct, total } = estimate(model, matrix).structure;
    // Regression of C on A and B: (.4 - .6 x .5) / .75 and (.6 - .4 x .5) / .75.
    close(direct, [0, 0.5, 0.1 / 0.75, 0, 0, 0.4 / 0.75, 0, 0, 0]);
    expect(total[2]).toBeCloseTo(0.4, 12);
  });

  test('has the same weights under all schemes where every construct has one neighbour', () => {
    const model: PathModel = { constructs: chain.constructs.slice(1, 3), paths: [['quality', 'satisfaction']] };
    const { correlation } = covarianceOf(momentsOf(answers.slice(2, 7)));
    const [path, centroid, factorial] = (['path', 'centroid', 'factorial'] as const).map(
      (scheme) => estimate(model, correlation, { scheme }).weights,
    );
    close(centroid as Float64Array, path as Float64Array);
    close(factorial as Float64Array, path as Float64Array);
  });

  test('does not depend on the order of constructs and items, nor on the units of the items', () => {
    const order = [7, 6, 5, 1, 0, 4, 2, 3];
    const model: PathModel = {
      constructs: [
        { id: 'loyalty', items: ['l1'] },
        { id: 'satisfaction', items: ['s2', 's1'] },
        { id: 'image', items: ['i2', 'i1'] },
        { id: 'quality', items: ['q3', 'q1', 'q2'] },
      ],
      paths: chain.paths.toReversed(),
    };
    const other = run(
      order.map((item) => (answers[item] as Float64Array).map((value) => 3 * value + 2)),
      {
        ends: ends.map(() => ({ min: 5, max: 32 })),
      },
      model,
    );
    const first = run(answers);
    close(
      other.pls.weights,
      order.map((item) => first.pls.weights[item] as number),
    );
    const named = Object.fromEntries(first.indexes.map(({ construct, value }) => [construct, value]));
    for (const { construct, value = 0 } of other.indexes) expect(value).toBeCloseTo(named[construct] ?? 0, 9);
  });

  test('turns paths and index round with a whole block, and leaves r2 as it was', () => {
    const [straight, turned] = [run(answers), run(reversed(answers, [2, 3, 4]))];
    expect(turned.pls.structure.direct[1]).toBeCloseTo(-(straight.pls.structure.direct[1] as number), 9);
    close(turned.pls.structure.r2.subarray(1), straight.pls.structure.r2.subarray(1));
    const [before = 0, after = 0] = [straight.indexes[1]?.value, turned.indexes[1]?.value];
    expect(after).toBeCloseTo(100 - before, 9);
  });

  test('follows the signs of another run where it is told to', () => {
    const { items, pls } = run(answers);
    const flipped = pls.weights.map((weight, item) => (item < 2 ? -weight : weight));
    const told = estimate(chain, items.correlation, { signsOf: flipped });
    close(told.weights, flipped);
    expect(told.turned).toEqual([0]);
    expect(told.structure.direct[1]).toBeCloseTo(-(pls.structure.direct[1] as number), 12);
  });

  test('leaves a constant item out and says so', () => {
    const still = answers.map((column, item) => (item === 3 ? column.map(() => 7) : column));
    const { pls, indexes } = run(still);
    expect(pls.constant).toEqual([3]);
    expect(pls.weights[3]).toBe(0);
    const without: PathModel = {
      ...chain,
      constructs: chain.constructs.map(({ id, items }) => ({ id, items: items.filter((item) => item !== 'q2') })),
    };
    const fewer = run(
      answers.filter((_, item) => item !== 3),
      { ends: ends.slice(1) },
      without,
    );
    close(pls.structure.direct, fewer.pls.structure.direct);
    close(values(indexes) as number[], values(fewer.indexes) as number[]);
  });

  test('marks predecessors that are one and the same, and gives the second no effect', () => {
    const model = singles(
      ['A', 'B', 'C'],
      [
        ['A', 'C'],
        ['B', 'C'],
      ],
    );
    const { structure } = estimate(model, floats(1, 1, 0.4, 1, 1, 0.4, 0.4, 0.4, 1));
    expect(structure.collinear).toEqual([2]);
    close([structure.direct[2] as number, structure.direct[5] as number], [0.4, 0]);
  });

  test('says which construct the data do not allow', () => {
    const pairs = singles(['A', 'B'], [['A', 'B']]);
    expect(plsOf(pairs, floats(1, 0, 0, 0))).toEqual({ code: 'noVariance', construct: 'B' });
    expect(plsOf(pairs, floats(1, 0, 0, 1))).toEqual({ code: 'noRelation', construct: 'A' });
    expect(plsOf(pairs, floats(1, Number.NaN, Number.NaN, 1))).toEqual({ code: 'noCommonRows', construct: 'A' });
    expect(
      plsOf({ ...pair, paths: [['A', 'B']] }, floats(1, -1, 0, 0, -1, 1, 0, 0, 0, 0, 1, 0.5, 0, 0, 0.5, 1)),
    ).toEqual({
      code: 'noVariance',
      construct: 'A',
    });
  });

  test('refuses models that cannot be estimated whatever the data', () => {
    const refusal =
      (ids: string[], paths: [string, string][]): (() => unknown) =>
      () =>
        plsOf(singles(ids, paths), floats());
    expect(
      refusal(
        ['A', 'B'],
        [
          ['A', 'B'],
          ['B', 'A'],
        ],
      ),
    ).toThrow('networkOf requires paths that do not go in a circle');
    expect(refusal(['A', 'B', 'C'], [['A', 'B']])).toThrow('networkOf requires a path to or from C');
    expect(refusal(['A'], [['A', 'Z']])).toThrow('networkOf requires known constructs, not A -> Z');
    expect(refusal(['A', 'A'], [['A', 'A']])).toThrow('networkOf requires constructs of different ids');
    expect(
      refusal(
        ['A', 'B'],
        [
          ['A', 'B'],
          ['A', 'B'],
        ],
      ),
    ).toThrow('networkOf requires every path once');
    expect(refusal(['A', 'B'], [['A', 'B']])).toThrow('plsOf requires a row and a column for every item of the model');
    const empty: PathModel = {
      constructs: [
        { id: 'A', items: [] },
        { id: 'B', items: ['b'] },
      ],
      paths: [['A', 'B']],
    };
    expect(() => plsOf(empty, floats(1))).toThrow('networkOf requires an item for A');
  });
});

describe('reliability and validity', () => {
  test('of two alike items that correlate .5 are what one computes by hand', () => {
    const pls = estimate(pair, pairMatrix);
    const [first] = reliabilityOf(pls, pairMatrix);
    expect(first).toMatchObject({ construct: 'A', items: 2 });
    close([first?.alpha ?? 0, first?.rhoC ?? 0, first?.rhoA ?? 0, first?.ave ?? 0], [2 / 3, 6 / 7, 2 / 3, 0.75]);
    close(first?.eigenvalues ?? [], [1.5, 0.5]);
    expect(first?.rhoOfFirstComponent).toBeCloseTo(6 / 7, 12);
    expect(distinctnessOf(pls, pairMatrix)).toEqual([{ a: 'B', b: 'A', htmt: expect.closeTo(0.6, 12) }]);
    expect(goodnessOfFit(pls)).toBeCloseTo(Math.sqrt(0.75 * 0.16), 12);
  });

  test('of a single item are 1 by convention, and there is no goodness of fit without blocks', () => {
    const matrix = floats(1, -0.4, -0.4, 1);
    const pls = estimate(singles(['A', 'B'], [['A', 'B']]), matrix);
    expect(reliabilityOf(pls, matrix)[0]).toMatchObject({
      items: 1,
      alpha: 1,
      rhoC: 1,
      rhoA: 1,
      ave: 1,
      eigenvalues: [1, 0],
    });
    expect(distinctnessOf(pls, matrix)[0]?.htmt).toBeCloseTo(0.4, 12);
    expect(goodnessOfFit(pls)).toBeUndefined();
  });

  test('show pairwise correlations that contradict each other by a negative eigenvalue', () => {
    expect(smallestEigenvalue(floats(1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1))).toBeCloseTo(-0.8, 12);
    expect(() => smallestEigenvalue(floats(1, 2))).toThrow('smallestEigenvalue requires a square matrix');
  });
});
