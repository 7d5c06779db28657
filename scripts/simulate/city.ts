import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { defaultMethod } from '../../src/waves/default-method.js';
import type { Margin } from '../../src/waves/method.js';
import { defaultSources } from '../../src/waves/default-sources.js';
import type { Wave } from '../../src/waves/wave.js';
import type { Chance } from '../demo/chance.js';

/** Everybody of a made-up city, as columns: who they are, and what they think of every item of every survey. */
export interface City {
  surveys: readonly Questionnaire[];
  districts: readonly string[];
  /** First person of each district, and after the last one the number of all. */
  from: Int32Array;
  residence: Uint8Array;
  older: Uint8Array;
  male: Uint8Array;
  /** Older people who have a phone that is on no list: nobody calls them. */
  unlisted: Uint8Array;
  /** By survey: the district where the service was used, 255 = not a user. */
  service: Uint8Array[];
  /** By survey and item: points of the 0-100 score before they are rounded to the scale. */
  opinion: Float32Array[][];
}

export interface CityOptions {
  /** Points by which an unlisted older person's opinions differ from other older people's. */
  unlistedEffect: number;
  /** The same people live in every district, 10,000 of them: their true indexes are equal to the last digit. */
  alike: boolean;
}

const usualPersons = [14_000, 12_000, 10_000, 9_000, 8_000, 7_000];
const alikePersons = 10_000;
const olderShares = [0.2, 0.24, 0.27, 0.3, 0.33, 0.36];
/** Points of the index: one leads, two pairs lie close together, one is behind. */
const districtEffects = [4, 1.5, 1, -1, -1.5, -5];
const effects = { older: 5, women: 1 };
const spread = { site: 2.5, person: 14, item: 12 };
/** Places around which people live, in a district: whoever is met on site comes from one of them. */
export const sitesPerDistrict = 50;
const unlistedShare = 0.4;
const useShare = 0.75;
const usesAtHome = 0.94;
export const NOT_A_USER = 255;

/** The same chance gives the same city. */
export function cityOf(surveys: readonly Questionnaire[], chance: Chance, options: CityOptions): City {
  const persons = options.alike ? usualPersons.map(() => alikePersons) : usualPersons;
  const districts = persons.map((_, d) => `D${d + 1}`);
  const total = persons.reduce((sum, each) => sum + each, 0);
  const from = Int32Array.from([...persons, 0], (_, d) => persons.slice(0, d).reduce((sum, each) => sum + each, 0));
  const column = () => new Uint8Array(total);
  const city: City = {
    surveys,
    districts,
    from,
    residence: column(),
    older: column(),
    male: column(),
    unlisted: column(),
    service: surveys.map(column),
    opinion: surveys.map(({ indexItems }) => indexItems.map(() => new Float32Array(total))),
  };
  const siteEffect = Float64Array.from(
    { length: persons.length * sitesPerDistrict },
    () => chance.normal() * spread.site,
  );
  const itemEffect = surveys.map(({ indexItems }) => indexItems.map(() => 6 * chance.share() - 3));
  for (let d = 0; d < persons.length; d++) {
    for (let who = from[d] as number; who < (from[d + 1] as number); who++) {
      if (options.alike && d > 0) {
        copy(city, who, d);
        continue;
      }
      const site = siteEffect[d * sitesPerDistrict + siteOf(city, d, who)] as number;
      settle(city, who, { d, site, itemEffect, chance, options });
    }
  }
  return city;
}

/** People of a site are neighbours: their numbers lie together. */
export function siteOf({ from }: Pick<City, 'from'>, d: number, who: number): number {
  const first = from[d] as number;
  return Math.floor(((who - first) * sitesPerDistrict) / ((from[d + 1] as number) - first));
}

/** Somebody like the one with the same number in the first district, who uses services at home where that one does. */
function copy(city: City, who: number, d: number): void {
  const model = who - (city.from[d] as number);
  for (const column of [city.older, city.male, city.unlisted]) column[who] = column[model] as number;
  city.residence[who] = d;
  city.service.forEach((service) => {
    const used = service[model] as number;
    service[who] = used === NOT_A_USER ? used : (used + d) % city.districts.length;
  });
  for (const opinions of city.opinion.flat()) opinions[who] = opinions[model] as number;
}

interface Life {
  d: number;
  site: number;
  itemEffect: number[][];
  chance: Chance;
  options: CityOptions;
}

function settle(city: City, who: number, { d, site, itemEffect, chance, options }: Life): void {
  const older = chance.happens(olderShares[d] as number);
  const male = chance.happens(0.5);
  const unlisted = older && chance.happens(unlistedShare);
  city.residence[who] = d;
  city.older[who] = Number(older);
  city.male[who] = Number(male);
  city.unlisted[who] = Number(unlisted);
  const own =
    80 +
    site +
    spread.person * chance.normal() +
    (older ? effects.older : 0) +
    (unlisted ? options.unlistedEffect : 0) +
    (male ? -effects.women / 2 : effects.women / 2);
  city.surveys.forEach((_, s) => {
    const service = serviceOf(city.districts.length, d, chance);
    (city.service[s] as Uint8Array)[who] = service;
    const there = service === NOT_A_USER || options.alike ? 0 : (districtEffects[service] as number);
    city.opinion[s]?.forEach((opinions, item) => {
      opinions[who] = own + there + (itemEffect[s]?.[item] as number) + spread.item * chance.normal();
    });
  });
}

function serviceOf(districts: number, home: number, chance: Chance): number {
  if (!chance.happens(useShare)) return NOT_A_USER;
  return chance.happens(usesAtHome) ? home : chance.between(0, districts - 1);
}

/** The point of a 1-10 scale that stands for an opinion. */
export function ratingOf(opinion: number): number {
  return Math.min(10, Math.max(1, Math.round(1 + 0.09 * opinion)));
}

/** A wave in the city, measured as the product measures by default; margins are the counts of its people. */
export function waveOf(city: City, id: 'before' | 'now', rankDraws = 5000): Wave {
  const definitions = city.surveys.map(({ definition }) => definition);
  const population = city.districts.map((district, d) => ({
    district,
    persons: (city.from[d + 1] as number) - (city.from[d] as number),
  }));
  const places = { districts: [...city.districts], boundaryVersion: 'b', marginVersion: 'm', population };
  const method = { ...defaultMethod(definitions, { ...places, margins: marginsOf(city) }), rankDraws };
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  return {
    id,
    title: { 'zh-CN': id, en: id },
    kind: 'simulated',
    opensAt: day(id === 'before' ? '2026-01-01' : '2026-04-01'),
    closesAt: day(id === 'before' ? '2026-04-01' : '2026-07-01'),
    surveys: definitions.map(({ id: survey, version }) => ({ id: survey, version })),
    population: 'residents',
    modes: ['phone', 'onsite', 'online'],
    districts: [...city.districts],
    boundaryVersion: 'b',
    sampleSources: [...defaultSources],
    method,
    graceDays: 0,
  };
}

function marginsOf(city: City): Margin[] {
  const counted = (variable: Margin['variable'], names: [string, string], column: Uint8Array): Margin[] =>
    city.districts.map((district, d) => {
      const own = column.subarray(city.from[d], city.from[d + 1]);
      const ones = own.reduce((sum, each) => sum + each, 0);
      const totals = { [names[0]]: ones, [names[1]]: own.length - ones };
      return { variable, district, totals, source: 'counted', asOf: '2026-01-01', fallback: false, approximate: false };
    });
  return [...counted('age', ['60+', '18-59'], city.older), ...counted('sex', ['male', 'female'], city.male)];
}
