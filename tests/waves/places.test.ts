import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { marginsOf, placeFactsOf } from '../../src/waves/places.js';
import type { Places } from '../../src/waves/places.js';

const shaoxing = JSON.parse(readFileSync('schemas/places/shaoxing.json', 'utf8')) as Places;

describe('the places file of Shaoxing', () => {
  test('has six districts that sum to the city of the 2020 census', () => {
    const { districts, population } = placeFactsOf(shaoxing);
    expect(districts).toEqual(['330602', '330603', '330604', '330681', '330683', '330624']);
    expect(population.reduce((sum, { persons }) => sum + persons, 0)).toBe(5_270_977);
  });

  test('has margins of its own for the two districts whose bulletins were found', () => {
    const own = marginsOf(shaoxing).filter(({ fallback }) => !fallback);
    expect([...new Set(own.map(({ district }) => district))]).toEqual(['330683', '330624']);
    expect(own.find(({ variable, district }) => variable === 'sex' && district === '330683')?.totals).toEqual({
      male: 346_427,
      female: 328_799,
    });
  });

  test('marks the other districts as fallback, and 15-59 for 18-59 as approximate everywhere', () => {
    const margins = marginsOf(shaoxing);
    expect(margins).toHaveLength(12);
    expect(margins.filter(({ fallback }) => fallback)).toHaveLength(8);
    expect(margins.every(({ variable, approximate }) => approximate === (variable === 'age'))).toBe(true);
  });

  test('applies the fallback shares to the residents of the district', () => {
    const age = marginsOf(shaoxing).find(({ variable, district }) => variable === 'age' && district === '330602');
    expect(age?.totals).toEqual({ '18-59': Math.round(0.6786 * 1_020_037), '60+': Math.round(0.187 * 1_020_037) });
  });

  test('states a source and a day for every number', () => {
    for (const { source, asOf } of [
      ...marginsOf(shaoxing),
      ...shaoxing.districts.map(({ population }) => population),
    ]) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });
});
