import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Areas } from '../../src/statistics/estimation/area-regression.js';
import type { BetweenMethod } from '../../src/statistics/estimation/between-variance.js';
import { fayHerriot, syntheticEstimate } from '../../src/statistics/estimation/fay-herriot.js';
import { twoSidedNormalP } from '../../src/statistics/numbers/normal.js';
import { symmetricInverse } from '../../src/statistics/numbers/symmetric-inverse.js';
import { floats } from './numbers.js';

const methods: BetweenMethod[] = ['REML', 'ML', 'FH'];

const constant = (direct: number[], variance: number[]): Areas => ({
  direct: Float64Array.from(direct),
  variance: Float64Array.from(variance),
  covariates: new Float64Array(direct.length).fill(1),
});

const three = constant([1, 3, 5], [1, 1, 1]);

describe('fayHerriot of direct estimates 1, 3, 5 with variances 1', () => {
  test.each([
    ['REML', 3],
    ['ML', 5 / 3],
    ['FH', 3],
  ] as const)('by %s finds the variance between areas %d', (method, variance) => {
    expect(fayHerriot(three, { method }).variance).toBeCloseTo(variance, 10);
  });

  test('takes three quarters of the way to the direct estimates', () => {
    expect(fayHerriot(three).areas.map(({ estimate }) => estimate)).toEqual(
      [1.5, 3, 4.5].map((each) => expect.closeTo(each, 10)),
    );
  });

  test('has an error of g1 3/4, g2 1/12 and twice g3 1/6', () => {
    const [first] = fayHerriot(three).areas;
    expect(first).toMatchObject({
      gamma: expect.closeTo(0.75, 10),
      g1: expect.closeTo(0.75, 10),
      g2: expect.closeTo(1 / 12, 10),
      g3: expect.closeTo(1 / 6, 10),
      mse: expect.closeTo(7 / 6, 10),
    });
  });

  test('adds the bias of the maximum likelihood variance to its error', () => {
    const [first] = fayHerriot(three, { method: 'ML' }).areas;
    const leading = (first?.g1 ?? 0) + (first?.g2 ?? 0) + 2 * (first?.g3 ?? 0);
    // The bias of A is -(A + D)/m = -8/9; (1 - gamma)^2 = 9/64.
    expect((first?.mse ?? 0) - leading).toBeCloseTo((8 / 9) * (9 / 64), 10);
  });

  test('gives an area nobody was asked in the regression value, with the variance between areas in its error', () => {
    const synthetic = syntheticEstimate(fayHerriot(three), floats(1));
    expect(synthetic).toEqual({ estimate: expect.closeTo(3, 10), mse: expect.closeTo(3 + 4 / 3, 10) });
  });
});

describe('fayHerriot', () => {
  test.each(methods)('by %s puts areas that agree within their errors on the regression line', (method) => {
    const fit = fayHerriot(constant([5, 5.1, 4.9, 5], [2, 1, 1, 2]), { method });
    expect(fit.variance).toBe(0);
    expect(fit.areas.map(({ estimate, gamma }) => [estimate, gamma])).toEqual(
      [5, 5, 5, 5].map((each) => [expect.closeTo(each, 12), 0]),
    );
  });

  test.each(methods)(
    'by %s ends where the likelihood, or the equation of the method, says so, however uneven the variances',
    (method) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -30, max: 20 })), {
            minLength: 4,
            maxLength: 12,
          }),
          (drawn) => {
            const areas = constant(
              drawn.map(([y]) => y / 10),
              drawn.map(([, power]) => 10 ** (power / 10)),
            );
            const { variance } = fayHerriot(areas, { method });
            const slope = slopeOf(areas, method, variance);
            expect(variance).toBeGreaterThanOrEqual(0);
            if (variance > 0) expect(Math.abs(slope)).toBeLessThan(1e-6);
            else expect(slope).toBeLessThanOrEqual(1e-12);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  test('moves with the unit in which the estimates are measured, and not with the order of the areas', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 4,
          maxLength: 9,
        }),
        (drawn) => {
          const of = (list: typeof drawn, unit: number): number[] =>
            fayHerriot(
              constant(
                list.map(([y]) => unit * y),
                list.map(([, d]) => unit * unit * d),
              ),
            ).areas.map(({ estimate }) => estimate);
          const once = of(drawn, 1);
          expect(of(drawn, 4).map((each) => each / 4)).toEqual(once.map((each) => expect.closeTo(each, 6)));
          expect(of(drawn.toReversed(), 1).toReversed()).toEqual(once.map((each) => expect.closeTo(each, 6)));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('refuses areas whose sampling variance is 0 or unknown, by their number', () => {
    expect(() => fayHerriot(constant([1, 2, 3], [1, 0, 1]))).toThrow('sampling variance above 0, not that of area 1');
    expect(() => fayHerriot(constant([1, 2, 3], [1, 1, Number.NaN]))).toThrow('not that of area 2');
  });

  test('refuses as many coefficients as areas, and covariates that depend on one another', () => {
    expect(() => fayHerriot({ direct: floats(1, 2), variance: floats(1, 1), covariates: floats(1, 0, 1, 1) })).toThrow(
      'more areas',
    );
    const covariates = floats(1, 2, 1, 2, 1, 2);
    expect(() => fayHerriot({ direct: floats(1, 2, 4), variance: floats(1, 1, 1), covariates })).toThrow(
      'linear combination',
    );
  });

  test('refuses other covariates for an area without an estimate', () => {
    expect(() => syntheticEstimate(fayHerriot(three), floats(1, 2))).toThrow('every covariate of the fit');
  });
});

/** Slope of the (restricted) log likelihood by differences; left less right side of the equation of FH. */
function slopeOf(areas: Areas, method: BetweenMethod, at: number): number {
  if (method === 'FH') return spreadOf(areas, at).squares - (areas.direct.length - 1);
  const smallest = Math.min(...areas.variance);
  const step = 1e-4 * (at + smallest);
  const of = (variance: number): number => {
    const { logs, squares, total } = spreadOf(areas, variance);
    return -(logs + squares + (method === 'REML' ? Math.log(total) : 0)) / 2;
  };
  return (of(at + step) - of(at - step)) / 2 / (step / (at + smallest));
}

function spreadOf({ direct, variance }: Areas, between: number): { logs: number; squares: number; total: number } {
  const weights = Array.from(variance, (each) => 1 / (between + each));
  const total = weights.reduce((sum, each) => sum + each, 0);
  const mean = weights.reduce((sum, each, d) => sum + each * (direct[d] ?? 0), 0) / total;
  const squares = weights.reduce((sum, each, d) => sum + each * ((direct[d] ?? 0) - mean) ** 2, 0);
  return { logs: -weights.reduce((sum, each) => sum + Math.log(each), 0), squares, total };
}

describe('symmetricInverse', () => {
  test('times the matrix is the unit matrix, in units however different', () => {
    const [a = 0, b = 0, , d = 0] = symmetricInverse(floats(4e12, 1, 1, 1e-12)) ?? [];
    expect(4e12 * a + b).toBeCloseTo(1, 10);
    expect(b + 1e-12 * d).toBeCloseTo(1, 10);
    expect(a + 1e-12 * b).toBeCloseTo(0, 10);
  });

  test('of columns that depend on one another there is none', () => {
    expect(symmetricInverse(floats(1, 2, 2, 4))).toBeUndefined();
    expect(symmetricInverse(floats(0))).toBeUndefined();
  });
});

test('the two-sided normal p value keeps its digits far out', () => {
  expect(twoSidedNormalP(1.959963984540054)).toBeCloseTo(0.05, 12);
  expect(twoSidedNormalP(-13.958451021008) / 2.79441264621752e-44).toBeCloseTo(1, 10);
});
