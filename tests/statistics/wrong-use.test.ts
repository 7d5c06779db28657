import { describe, expect, test } from '@jest/globals';
import { quadraticForm } from '../../src/statistics/estimation/area-regression.js';
import { product, traceOf } from '../../src/statistics/estimation/between-variance.js';
import { answerShares } from '../../src/statistics/estimation/boxes.js';
import { designOf } from '../../src/statistics/design/design.js';
import { dot } from '../../src/statistics/numbers/dot.js';
import { fayHerriot } from '../../src/statistics/estimation/fay-herriot.js';
import { importancePerformance } from '../../src/statistics/models/importance-performance.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { poolMoments } from '../../src/statistics/models/moments.js';
import { normalDraws } from '../../src/statistics/numbers/normal-draws.js';
import { networkOf } from '../../src/statistics/models/path-model.js';
import { scoresOf } from '../../src/statistics/models/pls-index.js';
import { reliabilityOf, smallestEigenvalue } from '../../src/statistics/models/pls-reliability.js';
import { structureOf } from '../../src/statistics/models/pls-structure.js';
import { distinctnessOf } from '../../src/statistics/models/pls-validity.js';
import { outerWeights } from '../../src/statistics/models/pls-weights.js';
import { isPlsFault, plsOf } from '../../src/statistics/models/pls.js';
import type { Pls } from '../../src/statistics/models/pls.js';
import { rankDraws } from '../../src/statistics/ranks/rank-critical.js';
import { rankPairs } from '../../src/statistics/ranks/rank-pairs.js';
import { marginalSets, rankSets, simultaneousSets } from '../../src/statistics/ranks/rank-sets.js';
import { relativeImportance } from '../../src/statistics/models/relative-importance.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { shapley } from '../../src/statistics/models/shapley.js';
import { shareInterval } from '../../src/statistics/estimation/share-interval.js';
import { shareOf } from '../../src/statistics/estimation/share.js';
import { intervalFactor } from '../../src/statistics/numbers/student-t.js';
import { tiersOf } from '../../src/statistics/ranks/tiers.js';

const of = (...values: number[]): Float64Array => Float64Array.of(...values);
const no = Number.NaN;
const network = networkOf({
  constructs: [
    { id: 'A', items: ['a'] },
    { id: 'B', items: ['b'] },
  ],
  paths: [['A', 'B']],
});
const pls = plsOf(
  {
    constructs: [
      { id: 'A', items: ['a'] },
      { id: 'B', items: ['b'] },
    ],
    paths: [['A', 'B']],
  },
  of(1, 0.5, 0.5, 1),
);
const model = pls as Pls;
const one = of(1, 0, 0, 1);
const drawn = rankDraws(rankPairs([1, 2], one), normalDraws(one, 2, 10, 1), 2);
const sets = { coverage: 0.95, draws: 10, seed: 1 };
const contradictory = of(1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1);
const sample = sampleOf(designOf(Int32Array.of(0, 0), Int32Array.of(0, 1)), of(1, 1));
const areas = { direct: of(1, 3, 2, 9), variance: of(1, 1, 1, 1), covariates: of(1, 1, 1, 1) };

const calls: Record<string, [string, () => unknown][]> = {
  momentsByGroup: [['an infinite answer', () => momentsOf([of(1, Infinity)])]],
  poolMoments: [['a factor without a value', () => poolMoments([momentsOf([of(1, 2)])], [no])]],
  networkOf: [['a model without constructs', () => networkOf({ constructs: [], paths: [] })]],
  outerWeights: [
    ['a matrix of other items', () => outerWeights(network, of(1), {})],
    ['a tolerance without a value', () => outerWeights(network, one, { tolerance: no })],
  ],
  structureOf: [['a correlation without a value', () => structureOf(network, of(1, no, no, 1))]],
  scoresOf: [
    ['columns of unequal length', () => scoresOf(network, [of(1, 2), of(1)], { weights: of(1, 1), mean: of(0, 0) })],
    ['an item without a column', () => scoresOf(network, [of(1, 2)], { weights: of(1, 1), mean: of(0, 0) })],
  ],
  reliabilityOf: [['a matrix of other items', () => reliabilityOf(model, of(1))]],
  distinctnessOf: [['a matrix of other items', () => distinctnessOf(model, of(1))]],
  smallestEigenvalue: [
    ['a correlation without a value', () => smallestEigenvalue(of(1, no, no, 1))],
    ['an empty matrix', () => smallestEigenvalue(of())],
  ],
  relativeImportance: [['an R2 above 1', () => relativeImportance(contradictory)]],
  shapley: [['an R2 above 1', () => shapley(contradictory)]],
  importancePerformance: [['an importance without a value', () => importancePerformance([no], [1])]],
  normalDraws: [
    ['a matrix of other variables', () => normalDraws(of(1), 2, 3, 1)],
    ['a negative number of draws', () => normalDraws(of(1), 1, -2, 1)],
    ['a seed without a value', () => rankSets([1, 2], one, { ...sets, seed: no })],
    ['a negative variance', () => rankSets([1, 2], of(-1, 0, 0, 1), sets)],
    ['a covariance above the variances', () => rankSets([1, 2], of(1, 2, 2, 1), sets)],
    ['a matrix that is not symmetric', () => rankSets([1, 2], of(1, 0.5, 0.1, 1), sets)],
  ],
  rankPairs: [
    ['a matrix of other units', () => rankPairs([1, 2], of(1))],
    ['an estimate without a value', () => rankPairs([1, no], one)],
  ],
  rankDraws: [['half a draw', () => rankDraws(rankPairs([1, 2], one), of(1, 2, 3), 2)]],
  simultaneousSets: [
    ['draws of other units', () => simultaneousSets([1], of(1), drawn, sets)],
    ['a coverage above 1', () => simultaneousSets([1, 2], one, drawn, { coverage: 2 })],
  ],
  marginalSets: [['a coverage above 1', () => marginalSets([1, 2], one, drawn, { coverage: 2 })]],
  tiersOf: [['an estimate without a value', () => tiersOf([no], [[false]])]],
  answerShares: [
    ['a weight without a value', () => answerShares(of(no), of(1))],
    ['a negative weight', () => answerShares(of(-1, 1), of(1, 2))],
  ],
  shareOf: [['an event that is neither 0 nor 1', () => shareOf(sample, of(1, 2))]],
  shareInterval: [
    ['a confidence above 1', () => shareInterval({ share: 0.5, variance: 0.01, n: 9, df: 8 }, 'beta', 2)],
  ],
  intervalFactor: [['a confidence of 1', () => intervalFactor(1, 8)]],
  fayHerriot: [['a precision without a value', () => fayHerriot(areas, { precision: no })]],
  dot: [['vectors of unequal length', () => dot(of(1, 2), of(1))]],
  product: [['matrices of unequal size', () => product(of(1, 2), of(1), 2)]],
  traceOf: [['a matrix of another size', () => traceOf(of(1, 2), 2)]],
  quadraticForm: [['a covariance of other covariates', () => quadraticForm(of(1, 2), of(1))]],
};

describe.each(Object.entries(calls))('%s refuses', (name, uses) => {
  test.each(uses)('%s, and says what it requires', (_, use) => {
    expect(use).toThrow(new RegExp(`^${name} requires `));
  });
});

test('the smallest model that can be estimated is not refused', () => {
  expect(isPlsFault(pls)).toBe(false);
});

test('a covariance rounded to four figures has draws, with an eigenvalue a little below 0 too', () => {
  const rounded = of(0.3333, 0.3333, 0.3333, 0.3333);
  rounded[0] = 0.33329999;
  expect(normalDraws(rounded, 2, 3, 1)).toHaveLength(6);
});
