import { describe, expect, test } from '@jest/globals';
import { answeredMeans } from '../../src/statistics/estimation/answered-means.js';
import { auxiliaryBasis } from '../../src/statistics/weighting/auxiliary-basis.js';
import { calibrate } from '../../src/statistics/weighting/calibrate.js';
import { calibrationOf, fittedByCell } from '../../src/statistics/weighting/calibration.js';
import { cappedRake } from '../../src/statistics/weighting/capped-rake.js';
import { cellsOf } from '../../src/statistics/design/cells.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { spreadOf } from '../../src/statistics/weighting/design-effect.js';
import { degreesOfFreedom, designOf, psusByStratum } from '../../src/statistics/design/design.js';
import { domainMeansOf } from '../../src/statistics/estimation/domain-means-of.js';
import { domainMeans, sumByDomain } from '../../src/statistics/estimation/domain-means.js';
import { independenceTests } from '../../src/statistics/testing/independence-tests.js';
import { kish } from '../../src/statistics/weighting/kish.js';
import { postStratify } from '../../src/statistics/weighting/post-stratify.js';
import { rake, rakingFaults } from '../../src/statistics/weighting/rake.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { estimateTree } from '../../src/statistics/estimation/score-tree.js';
import { trimWeights } from '../../src/statistics/weighting/trim-weights.js';
import { weightedOrder } from '../../src/statistics/estimation/weighted-quantile.js';
import { floats, ints } from './numbers.js';

const none = Number.NaN;
const margin = { name: 'sex', labels: ['m', 'f'], codes: ints(0, 1, 1), targets: floats(3, 3) };
const auxiliary = { name: 'all', values: floats(1, 1, 1), total: 6 };
const design = designOf(ints(0, 0, 0), ints(0, 1, 2));
const sample = sampleOf(design, floats(1, 1, 1));
const domains = { code: ints(0, 0, 0), count: 1 };
const leaf = { id: 'q1', weight: 1, sample, domains, values: floats(1, 2, 3), min: 5, max: 5 };
const cells = cellsOf([ints(0, 1, 1)], [2]);

describe('wrong use of weighting and estimation is refused by name, never answered with NaN', () => {
  test.each([
    ['rake', 'start weights', () => rake(floats(1, none, 1), [margin])],
    ['rake', 'start weights', () => rake(floats(1, -1, 1), [margin])],
    ['rake', 'start weights', () => rake(floats(1, Infinity, 1), [margin])],
    ['rake', 'a margin', () => rake(floats(1, 1, 1), [])],
    ['rake', 'a code for every row', () => rake(floats(1, 1), [margin])],
    ['rake', 'a code for every row and a target', () => rake(floats(1, 1, 1), [{ ...margin, targets: floats(6) }])],
    ['rake', 'a code for every row', () => rake(floats(1, 1, 1), [{ ...margin, codes: ints(0, 1, 2) }])],
    ['rake', 'a level of every row: sex', () => rake(floats(1, 1, 1), [{ ...margin, codes: ints(0, 1, -1) }])],
    ['rake', 'a target for every level', () => rake(floats(1, 1, 1), [{ ...margin, targets: floats(3, Infinity) }])],
    ['rakingFaults', 'start weights', () => rakingFaults(floats(1, none, 1), [margin])],
    ['rake', 'start weights', () => postStratify(floats(none, 1, 1), margin)],
    ['cappedRake', 'start weights above 0', () => cappedRake(floats(0, 0, 0), [margin], 2)],
    ['cappedRake', 'start weights above 0', () => cappedRake(floats(1, none, 1), [margin], 2)],
    ['calibrate', 'start weights', () => calibrate(floats(1, Infinity, 1), [auxiliary])],
    ['calibrate', 'for every row', () => calibrate(floats(1, 1), [auxiliary])],
    ['auxiliaryBasis', 'start weights', () => auxiliaryBasis(floats(1, none, 1), [auxiliary])],
    ['calibrationOf', 'a start weight', () => calibrationOf(cells, floats(1, 1))],
    ['fittedByCell', 'products', () => fittedByCell(calibrationOf(cells, floats(1, 1, 1)), floats(1, 2, 3))],
    ['trimWeights', 'finite weights', () => trimWeights(floats(1, none), { upper: 2 })],
    ['kish', 'finite weights', () => kish(floats(1, none))],
    ['sampleOf', 'finite weights', () => sampleOf(design, floats(1, 1, none))],
    ['designOf', 'from 0', () => designOf(ints(0, -1), ints(0, 1))],
    ['designCovariance', 'at most 1', () => designCovariance({ ...design, fraction: floats(1.5) }, floats(1, 2, 3))],
    [
      'designCovariance',
      'of every stratum',
      () => designCovariance({ ...design, fraction: floats() }, floats(1, 2, 3)),
    ],
    ['sumByDomain', 'for every value', () => domainMeans(sample, floats(1, 2), domains)],
    ['sumByDomain', 'domains below 1', () => domainMeans(sample, floats(1, 2, 3), { code: ints(0, 1, 0), count: 1 })],
    ['sumByDomain', 'for every value', () => sumByDomain(floats(1), floats(1, 2), { code: ints(0, 0), count: 1 })],
    [
      'columnSums',
      'domains below 1',
      () => domainMeansOf(sample, [floats(1, 2, 3)], { code: ints(0, 1, 0), count: 1 }),
    ],
    ['domainMeansOf', 'a domain', () => domainMeansOf(sample, [floats(1, 2, 3)], { code: ints(0), count: 1 })],
    ['spreadOf', 'a weight', () => spreadOf(floats(1), floats(1, 2))],
    ['weightedOrder', 'weights of 0', () => weightedOrder(floats(1, 2), floats(1, -1))],
    ['answeredMeans', 'least share', () => answeredMeans([{ values: floats(1), weight: 1 }], none)],
    ['answeredMeans', 'weights above 0', () => answeredMeans([{ values: floats(1), weight: 0 }], 0)],
    ['estimateTree', 'leaf q1', () => estimateTree(leaf, design)],
  ] as [string, string, () => unknown][])('%s requires %s', (name, requirement, call) => {
    expect(call).toThrow(new RegExp(`^${name} requires .*${requirement}`));
  });
});

describe('data without anything to measure', () => {
  test('has no independence test by Rao and Scott where the cells have no error', () => {
    const table = { rows: 2, columns: 2, cells: floats(2, 1, 1, 2), covariance: new Float64Array(16) };
    expect(independenceTests(table, 6, 5)).toMatchObject({ raoScott: undefined, meanAdjusted: undefined });
  });

  test('keeps the numbers of strata that nobody is in', () => {
    const gaps = designOf(ints(2, 2, 0), ints(1, 2, 1));
    expect([...psusByStratum(gaps)]).toEqual([1, 0, 2]);
    expect(degreesOfFreedom(gaps)).toBe(1);
  });
});
