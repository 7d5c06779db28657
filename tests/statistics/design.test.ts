import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { designOf } from '../../src/statistics/design/design.js';

const codes = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 1_000_000_000));
const rows = fc.array(fc.record({ stratum: fc.integer({ min: 0, max: 4 }), psu: codes }), { maxLength: 30 });

describe('designOf', () => {
  test('numbers the pairs of stratum and PSU code as they appear, whatever the codes', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const design = designOf(
          Int32Array.from(list, ({ stratum }) => stratum),
          Int32Array.from(list, ({ psu }) => psu),
        );
        const pairs = [...new Set(list.map(({ stratum, psu }) => `${stratum}/${psu}`))];
        expect([...design.psu]).toEqual(list.map(({ stratum, psu }) => pairs.indexOf(`${stratum}/${psu}`)));
        expect([...design.stratum]).toEqual(pairs.map((pair) => Number(pair.split('/')[0])));
      }),
    );
  });

  test('refuses columns of different lengths', () => {
    expect(() => designOf(Int32Array.of(0), Int32Array.of(0, 1))).toThrow('designOf requires columns of equal length');
  });
});
