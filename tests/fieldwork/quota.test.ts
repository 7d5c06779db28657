import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { countsFor, freeSlot, quotasOf } from '../../src/fieldwork/quota.js';

const asked = { wave: 'w1', survey: 'transport', limit: 20 };
const facts = { districts: ['330602', '330603'], ages: ['18-59', '60+'] };

describe('quotas of a breakdown', () => {
  it('are one for the whole city, or one for each combination of what is broken down', () => {
    expect(quotasOf({ ...asked, breakdown: 'all' }, facts)).toEqual([
      { id: 'w1.transport...', wave: 'w1', survey: 'transport', limit: 20 },
    ]);
    expect(quotasOf({ ...asked, breakdown: 'district-age-sex' }, facts)).toHaveLength(2 * 2 * 2);
    const [first] = quotasOf({ ...asked, breakdown: 'district-sex' }, facts);
    expect(first).toMatchObject({ district: '330602', sex: 'male' });
    expect(first).not.toHaveProperty('age');
  });

  it('count each person once', () => {
    for (const breakdown of ['all', 'district', 'district-age', 'district-sex', 'district-age-sex'] as const) {
      const counted = quotasOf({ ...asked, breakdown }, facts).filter((quota) =>
        countsFor(quota, { residence: '330603', age: '60+', sex: 'female' }),
      );
      expect(counted).toHaveLength(1);
    }
  });

  it('count nobody whose district, age or sex is not known', () => {
    const [quota] = quotasOf({ ...asked, breakdown: 'district-sex' }, facts);
    expect(countsFor(quota!, { residence: '330602' })).toBe(false);
  });
});

describe('a free slot', () => {
  it('is within the limit and not taken, and there is none once the limit is reached', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
        fc.integer({ min: 0, max: 30 }),
        fc.nat(),
        (taken, limit, spread) => {
          const slot = freeSlot(taken, limit, spread);
          if (taken.length >= limit) expect(slot).toBeUndefined();
          else {
            expect(taken).not.toContain(slot);
            expect(slot).toBeGreaterThanOrEqual(1);
            expect(slot).toBeLessThanOrEqual(limit);
          }
        },
      ),
    );
  });

  it('keeps the number at the limit even where slots beyond a lowered limit are taken', () => {
    const taken = [6, 7];
    for (let slot = freeSlot(taken, 5, 3); slot !== undefined; slot = freeSlot(taken, 5, 3)) taken.push(slot);
    expect(taken).toHaveLength(5);
  });
});
