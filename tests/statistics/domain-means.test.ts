import { describe, expect, test } from '@jest/globals';
import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import { cellsOf } from '../../src/statistics/design/cells.js';
import { designOf } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { floats, ints } from './numbers.js';

const none = Number.NaN;
const oneStratum = (...psus: number[]): ReturnType<typeof designOf> =>
  designOf(new Int32Array(psus.length), ints(...psus));

describe('domainMeans', () => {
  test('weights the rows with a value, in each domain and pooled', () => {
    const sample = sampleOf(oneStratum(1, 2, 3, 4), floats(1, 3, 2, 5));
    const means = domainMeans(sample, floats(1, 3, 8, none), { code: ints(0, 0, 1, 1), count: 2 });
    expect([...means.mean]).toEqual([2.5, 8, 26 / 6]);
    expect([...means.n]).toEqual([2, 1, 3]);
  });

  test('is not a number where nobody in the domain has a value', () => {
    const sample = sampleOf(oneStratum(1, 2), floats(1, 1));
    expect([...domainMeans(sample, floats(1, 3), { code: ints(0, 0), count: 2 }).mean]).toEqual([2, none, 2]);
  });

  test('counts PSUs without members with zero: filtering them first gives another error', () => {
    const weight = floats(1, 1, 1, 1);
    const domains = { code: ints(0, 0, -1, -1), count: 1 };
    const whole = domainMeans(sampleOf(oneStratum(1, 2, 3, 4), weight), floats(2, 4, 9, 9), domains);
    // z = -1/2 and 1/2 over 4 PSUs: 4/3 x 1/2
    expect(designCovariance(oneStratum(1, 2, 3, 4), whole.totals)[0]).toBeCloseTo(2 / 3, 12);
    const filtered = domainMeans(sampleOf(oneStratum(1, 2), floats(1, 1)), floats(2, 4), {
      code: ints(0, 0),
      count: 1,
    });
    expect(designCovariance(oneStratum(1, 2), filtered.totals)[0]).toBeCloseTo(1, 12);
  });

  test('gives domains that share PSUs a covariance', () => {
    const design = oneStratum(1, 1, 2, 2);
    const means = domainMeans(sampleOf(design, floats(1, 1, 1, 1)), floats(2, 3, 4, 7), {
      code: ints(0, 1, 0, 1),
      count: 2,
    });
    const [, covariance = 0] = designCovariance(design, means.totals);
    // z of domain 0: -1/2, 1/2; of domain 1: -1, 1; 2/1 x (1/2 + 1/2)
    expect(covariance).toBeCloseTo(2, 12);
  });

  test('of the calibration variable itself has no error left', () => {
    const start = floats(1, 2, 1, 3, 1, 1);
    const group = ints(0, 1, 0, 1, 1, 0);
    const { weights, cells } = rake(start, [{ name: 'g', labels: ['a', 'b'], codes: group, targets: floats(40, 60) }]);
    const design = oneStratum(1, 2, 3, 4, 5, 6);
    const everybody = { code: new Int32Array(6), count: 1 };
    const values = Float64Array.from(group);
    const calibrated = domainMeans(sampleOf(design, weights, calibrationOf(cells, start)), values, everybody);
    const fixed = domainMeans(sampleOf(design, weights), values, everybody);
    expect(calibrated.mean[0]).toBeCloseTo(0.6, 12);
    expect(designCovariance(design, calibrated.totals)[0]).toBeCloseTo(0, 20);
    expect(designCovariance(design, fixed.totals)[0]).toBeGreaterThan(0.01);
  });

  test('takes residuals alike whether PSUs and cells are few or one a row', () => {
    const rows = 2500;
    const codes = [0, 1].map((variable) =>
      Int32Array.from({ length: rows }, (_, row) => (variable ? row % 50 : Math.floor(row / 50))),
    );
    const start = Float64Array.from({ length: rows }, (_, row) => 1 + (row % 7));
    const values = Float64Array.from({ length: rows }, (_, row) => (row * 37) % 11);
    const everybody = { code: new Int32Array(rows), count: 1 };
    const calibration = calibrationOf(cellsOf(codes, [50, 50]), start);
    const perRow = designOf(
      new Int32Array(rows),
      Int32Array.from({ length: rows }, (_, row) => row),
    );
    const pairs = { ...perRow, psu: perRow.psu.map((psu) => Math.floor(psu / 2)), stratum: new Int32Array(rows / 2) };
    const alone = domainMeans(sampleOf(perRow, start, calibration), values, everybody).totals;
    const paired = domainMeans(sampleOf(pairs, start, calibration), values, everybody).totals;
    for (let psu = 0; psu < rows / 2; psu += 97) {
      expect(paired[2 * psu]).toBeCloseTo((alone[4 * psu] as number) + (alone[4 * psu + 2] as number), 14);
    }
  });
});
