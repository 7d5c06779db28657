import type { Method } from '../../src/waves/method.js';
import type { Wave } from '../../src/waves/wave.js';

const districts = ['330602', '330603', '330604', '330681', '330683', '330624'];

/** A method with every district's margins the same; enough for whatever does not look at figures. */
export function testMethod(): Method {
  return {
    version: 'test-1',
    conversion: 'LIN',
    satisfiedFrom: 8,
    surveyWeights: { education: 1, transport: 1, 'elderly-care': 1, finance: 1 },
    sectorWeights: { education: 1, transport: 1, 'elderly-care': 1, finance: 1 },
    floors: { ranked: 100, shown: 30 },
    margins: districts.flatMap((district) => [
      {
        variable: 'sex' as const,
        district,
        totals: { male: 50, female: 50 },
        source: 'test',
        asOf: '2020-11-01',
        fallback: false,
        approximate: false,
      },
      {
        variable: 'age' as const,
        district,
        totals: { '18-59': 70, '60+': 30 },
        source: 'test',
        asOf: '2020-11-01',
        fallback: false,
        approximate: false,
      },
    ]),
    marginVersion: 'test-1',
    population: districts.map((district) => ({ district, persons: 100 })),
    confidence: 0.95,
    rankDraws: 2000,
    rankSeed: 1,
    bands: [],
  };
}

/** A wave that is open from 1 November to 1 December 2026 and asks the four surveys in every mode. */
export function testWave(changes: Partial<Wave> = {}): Wave {
  const source = (id: string, mode: 'phone' | 'onsite' | 'online', entry: 'case' | 'intercept' | 'token' | 'open') => ({
    id,
    label: { 'zh-CN': id, en: id },
    mode,
    entry,
    covers: 'population' as const,
  });
  return {
    id: 'w1',
    title: { 'zh-CN': '第一期', en: 'First wave' },
    kind: 'real',
    opensAt: new Date('2026-11-01T00:00:00Z'),
    closesAt: new Date('2026-12-01T00:00:00Z'),
    surveys: ['education', 'transport', 'elderly-care', 'finance'].map((id) => ({ id, version: 1 })),
    population: 'residents',
    modes: ['phone', 'onsite', 'online'],
    districts,
    boundaryVersion: 'test-1',
    sampleSources: [
      source('phone-list', 'phone', 'case'),
      source('street', 'onsite', 'intercept'),
      source('links', 'online', 'token'),
      source('open', 'online', 'open'),
    ],
    method: testMethod(),
    graceDays: 7,
    ...changes,
  };
}
