import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import { designOf } from '../../src/statistics/design/design.js';
import { domainMeansOf } from '../../src/statistics/estimation/domain-means-of.js';
import { domainMeans } from '../../src/statistics/estimation/domain-means.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import type { Domains, Sample } from '../../src/statistics/design/sample.js';
import { floats, ints } from './numbers.js';

interface Row {
  stratum: number;
  psu: number;
  domain: number;
  sex: number;
  weight: number;
  answers: number[];
}

const row = (items: number): fc.Arbitrary<Row> =>
  fc.record({
    stratum: fc.integer({ min: 0, max: 2 }),
    psu: fc.integer({ min: -1, max: 4 }),
    domain: fc.integer({ min: -1, max: 2 }),
    sex: fc.integer({ min: 0, max: 1 }),
    weight: fc.double({ min: 0.5, max: 4, noNaN: true }),
    answers: fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 10 }) }, fc.constant(Number.NaN)), {
      minLength: items,
      maxLength: items,
    }),
  });
const survey = fc
  .integer({ min: 1, max: 9 })
  .chain((items) =>
    fc.record({ items: fc.constant(items), rows: fc.array(row(items), { minLength: 1, maxLength: 40 }) }),
  );

function sampleFrom(rows: Row[], calibrated: boolean): Sample {
  const design = designOf(
    Int32Array.from(rows, ({ stratum }) => stratum),
    Int32Array.from(rows, ({ psu }) => psu),
  );
  const start = Float64Array.from(rows, ({ weight }) => weight);
  if (!calibrated) return sampleOf(design, start);
  const found = [...new Set(rows.map(({ sex }) => sex))].toSorted();
  const margin: RakingMargin = {
    name: 'sex',
    labels: found.map(String),
    codes: Int32Array.from(rows, ({ sex }) => found.indexOf(sex)),
    targets: Float64Array.from(found, (sex) => 70 - 20 * sex),
  };
  const { weights, cells } = rake(start, [margin]);
  return sampleOf(design, weights, calibrationOf(cells, start));
}

function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found).toHaveLength(wanted.length);
  Array.from(wanted, (value, at) => {
    const other = found[at] as number;
    if (Number.isNaN(value)) expect(other).toBeNaN();
    else expect(Math.abs(other - value)).toBeLessThan(1e-12 * (1 + Math.abs(value)));
  });
}

describe('domainMeansOf', () => {
  test('is what domainMeans gives item by item, answers missing or not, weights calibrated or not', () => {
    fc.assert(
      fc.property(survey, fc.boolean(), ({ items, rows }, calibrated) => {
        const sample = sampleFrom(rows, calibrated);
        const domains: Domains = { code: Int32Array.from(rows, ({ domain }) => domain), count: 3 };
        const columns = Array.from({ length: items }, (_, item) =>
          Float64Array.from(rows, ({ answers }) => answers[item] as number),
        );
        const all = domainMeansOf(sample, columns, domains);
        expect(all).toHaveLength(items);
        for (const [item, values] of columns.entries()) {
          const wanted = domainMeans(sample, values, domains);
          const found = all[item] as typeof wanted;
          expect([found.k, found.n, found.members]).toEqual([wanted.k, wanted.n, wanted.members]);
          for (const key of ['mean', 'totals', 'sumOfWeights', 'sumOfSquaredWeights'] as const)
            expectClose(found[key], wanted[key]);
        }
      }),
    );
  });

  test('adds up more rows than one block', () => {
    const rows = Array.from({ length: 2500 }, (_, at): Row => {
      const answers = [1 + (at % 10), at % 7 === 0 ? Number.NaN : 1 + (at % 5)];
      return { stratum: at % 3, psu: at % 11, domain: (at % 4) - 1, sex: at % 2, weight: 1 + (at % 6), answers };
    });
    const sample = sampleFrom(rows, true);
    const domains = { code: Int32Array.from(rows, ({ domain }) => domain), count: 3 };
    const columns = [0, 1].map((item) => Float64Array.from(rows, ({ answers }) => answers[item] as number));
    domainMeansOf(sample, columns, domains).forEach((found, item) => {
      const wanted = domainMeans(sample, columns[item] as Float64Array, domains);
      expectClose(found.totals, wanted.totals);
      expect([...found.n]).toEqual([...wanted.n]);
    });
  });

  test('keeps the digits of values far from 0', () => {
    const sample = sampleOf(designOf(ints(0, 0, 0), ints(0, 1, 2)), floats(1, 1, 1));
    const domains = { code: ints(0, 0, 0), count: 1 };
    const [means] = domainMeansOf(sample, [floats(1e12 + 1, 1e12 + 2, 1e12 + 3)], domains);
    expect([...(means?.totals ?? [])]).toEqual([-1 / 3, -1 / 3, 0, 0, 1 / 3, 1 / 3]);
  });

  test('of no variables is nothing, and refuses columns of another length', () => {
    const sample = sampleOf(designOf(ints(0, 0), ints(0, 1)), floats(1, 1));
    const domains = { code: ints(0, 0), count: 1 };
    expect(domainMeansOf(sample, [], domains)).toEqual([]);
    expect(() => domainMeansOf(sample, [floats(1)], domains)).toThrow(
      'domainMeansOf requires a value and a domain for every row',
    );
  });
});
