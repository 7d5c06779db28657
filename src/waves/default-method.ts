import type { Definition, Text } from '../definition/types.js';
import type { Band, Margin, Method } from './method.js';

/** What a method takes from the places file: who lives where. */
export interface PlaceFacts {
  districts: string[];
  boundaryVersion: string;
  margins: Margin[];
  marginVersion: string;
  population: { district: string; persons: number }[];
}

const band = (id: string, from: number, to: number, label: Text): Band => ({ id, from, to, label });

/** The common habit of reports; there is no national standard. */
const defaultBands: readonly Band[] = [
  band('excellent', 90, 100, { 'zh-CN': '优秀', en: 'Excellent' }),
  band('good', 80, 90, { 'zh-CN': '良好', en: 'Good' }),
  band('medium', 70, 80, { 'zh-CN': '中等', en: 'Medium' }),
  band('pass', 60, 70, { 'zh-CN': '合格', en: 'Pass' }),
  band('fail', 0, 60, { 'zh-CN': '不合格', en: 'Fail' }),
];

/** Method v1: equal weights of sectors, and of the surveys inside a sector; floors 100 to be ranked and 30 to be shown; satisfied from 8. */
export function defaultMethod(definitions: readonly Pick<Definition, 'id' | 'sector'>[], places: PlaceFacts): Method {
  const sectors = [...new Set(definitions.map(({ sector }) => sector))];
  const inSector = (sector: string) => definitions.filter((each) => each.sector === sector).length;
  return {
    version: 'v1',
    conversion: 'LIN',
    satisfiedFrom: 8,
    surveyWeights: Object.fromEntries(definitions.map(({ id, sector }) => [id, 1 / inSector(sector)])),
    sectorWeights: Object.fromEntries(sectors.map((sector) => [sector, 1 / sectors.length])),
    floors: { ranked: 100, shown: 30 },
    margins: places.margins,
    marginVersion: places.marginVersion,
    population: places.population,
    confidence: 0.95,
    rankDraws: 50_000,
    rankSeed: 1,
    bands: [...defaultBands],
  };
}
