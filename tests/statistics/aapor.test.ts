import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aaporRateNames, aaporRates, dispositions, eligibleShare } from '../../src/statistics/estimation/aapor.js';
import type { DispositionCounts } from '../../src/statistics/estimation/aapor.js';
import { dispositionCounts } from '../../src/statistics/estimation/disposition-counts.js';

const none: DispositionCounts = { I: 0, P: 0, R: 0, NC: 0, O: 0, UH: 0, UO: 0, NE: 0 };
const thousands = { I: 400, P: 20, R: 300, NC: 250, O: 30, UH: 600, UO: 100, NE: 500 };

const someCounts = fc.record(
  Object.fromEntries(dispositions.map((each) => [each, fc.integer({ min: 0, max: 2000 })])),
) as unknown as fc.Arbitrary<DispositionCounts>;

describe('outcome rates', () => {
  test('are those of a survey worked by hand', () => {
    expect(eligibleShare(thousands)).toBeCloseTo(1000 / 1500, 12);
    const { RR1, RR2, RR3, RR4, RR5, RR6, ...rest } = aaporRates(thousands);
    const responses = [400 / 1700, 420 / 1700, 400 / (1000 + 1400 / 3), 420 / (1000 + 1400 / 3), 0.4, 0.42];
    [RR1, RR2, RR3, RR4, RR5, RR6].forEach((rate, at) => expect(rate).toBeCloseTo(responses[at] as number, 12));
    expect(rest.COOP1).toBeCloseTo(400 / 750, 12);
    expect(rest.COOP4).toBeCloseTo(420 / 720, 12);
    expect(rest.REF2).toBeCloseTo(300 / (1000 + 1400 / 3), 12);
    expect(rest.CON3).toBeCloseTo(0.75, 12);
  });

  test('are not defined without cases, rather than 0', () => {
    expect(aaporRateNames.filter((name) => aaporRates(none)[name] !== undefined)).toEqual([]);
    expect(eligibleShare(none)).toBeUndefined();
  });

  test('with nobody known to be eligible or not are defined only where e is not needed', () => {
    const rates = aaporRates({ ...none, UH: 40 });
    expect([rates.RR1, rates.REF1, rates.CON1]).toEqual([0, 0, 0]);
    expect([rates.RR3, rates.RR5, rates.REF2, rates.CON2, rates.COOP1]).toEqual(Array(5).fill(undefined));
    expect(aaporRates({ ...none, UH: 40 }, 0.5).RR3).toBe(0);
    expect(aaporRates({ ...none, UH: 40 }, 0).RR3).toBeUndefined();
  });

  test('take everybody as eligible where nobody is known not to be', () => {
    const counts = { ...thousands, NE: 0 };
    expect(eligibleShare(counts)).toBe(1);
    expect(aaporRates(counts).RR3).toBe(aaporRates(counts).RR1);
  });

  test('lie in their order: e moves a rate between the one with all unknown cases and the one without', () => {
    fc.assert(
      fc.property(someCounts, fc.double({ min: 0, max: 1, noNaN: true }), (counts, e) => {
        const {
          RR1 = 0,
          RR3 = RR1,
          RR5 = RR3,
          RR6 = RR5,
          COOP1 = 0,
          COOP3 = COOP1,
          COOP4 = COOP3,
        } = aaporRates(counts, e);
        const order = [RR1, RR3, RR5, RR6, 1];
        expect(order.every((rate, at) => at === 0 || rate >= (order[at - 1] as number) - 1e-12)).toBe(true);
        expect(COOP1 <= COOP3 + 1e-12 && COOP3 <= COOP4 + 1e-12).toBe(true);
      }),
    );
  });

  test('do not depend on the scale of the weights', () => {
    fc.assert(
      fc.property(someCounts, fc.double({ min: 0.01, max: 100, noNaN: true }), (counts, scale) => {
        const scaled = Object.fromEntries(dispositions.map((each) => [each, counts[each] * scale]));
        const [one, other] = [aaporRates(counts), aaporRates(scaled as DispositionCounts)];
        for (const name of aaporRateNames) {
          expect(other[name] === undefined).toBe(one[name] === undefined);
          expect(other[name] ?? 0).toBeCloseTo(one[name] ?? 0, 12);
        }
      }),
    );
  });

  test('refuse what cannot be a count or a share', () => {
    expect(() => aaporRates({ ...none, R: -1 })).toThrow('aaporRates requires counts of 0 or more, not -1 for R');
    expect(() => eligibleShare({ ...none, NE: Number.NaN })).toThrow('eligibleShare requires counts');
    expect(() => aaporRates(thousands, 1.2)).toThrow('aaporRates requires e from 0 to 1, not 1.2');
  });
});

describe('counts of dispositions', () => {
  const code = Int32Array.of(0, 0, 2, -1, 7, 0);

  test('leave out rows without a disposition, a group or a weight', () => {
    const weight = Float64Array.of(2, 0.5, 1, 9, 3, Number.NaN);
    expect(dispositionCounts({ code, weight })).toEqual([{ ...none, I: 2.5, R: 1, NE: 3 }]);
    const groups = { code: Int32Array.of(0, 1, 1, 1, 1, -1), count: 3 };
    expect(dispositionCounts({ code, groups })).toEqual([{ ...none, I: 1 }, { ...none, I: 1, R: 1, NE: 1 }, none]);
  });

  test('refuse columns that do not belong together', () => {
    expect(() => dispositionCounts({ code, weight: new Float64Array(2) })).toThrow('columns of the same length');
    expect(() => dispositionCounts({ code: Int32Array.of(8) })).toThrow('codes in their range, not 8, 0');
    expect(() => dispositionCounts({ code: Int32Array.of(1), weight: Float64Array.of(-1) })).toThrow(
      '0 or more, not -1',
    );
  });
});
