import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import type { Figure } from '../../src/measurement/wave-measurement.js';
import type { Response } from '../../src/responses/response.js';
import { marginsFor, methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';

type Row = Record<string, string>;
const rowsOf = (file: string): Row[] => parse(readFileSync(`tests/measurement/r-survey/${file}`), { columns: true });

/** Two surveys of the same people in three modes, with missing answers, people who do not use the service, and shared PSUs. */
const bus = surveyWith('bus', { a: 2, b: 2 }, 'transport');
const bank = surveyWith('bank', { a: 1, b: 2 }, 'finance');
const second = bus.definition.index.dimensions[1];
if (second)
  second.items = [
    { item: 'b1', weight: 1 },
    { item: 'b2', weight: 3 },
  ];
const surveys = [bus, bank];
const margins = [
  ...marginsFor('A', { young: 40000, old: 21000, male: 33000, female: 34000 }),
  ...marginsFor('B', { young: 25000, old: 9000, male: 17000, female: 18000 }),
  ...marginsFor('C', { young: 9000, old: 6000, male: 8000, female: 7500 }),
];
const method = methodWith(surveys, {
  margins,
  sectorWeights: { transport: 0.6, finance: 0.4 },
  population: [
    { district: 'A', persons: 500 },
    { district: 'B', persons: 300 },
    { district: 'C', persons: 200 },
  ],
});
const wave = waveWith(surveys, { districts: ['A', 'B', 'C'], method });

function responseOf(row: Row): Response {
  const answered = ['a1', 'a2', 'b1', 'b2', 'S1'].filter((id) => row[id] !== '');
  const { mode, sex, age } = row as { mode: Response['mode']; sex: 'male' | 'female' | ''; age: string };
  const response = responseWith({
    responseId: row['response'] as string,
    respondentId: row['respondent'] as string,
    survey: row['survey'] as string,
    mode,
    entry: ({ phone: 'case', onsite: 'intercept', online: 'token' } as const)[mode],
    sampleSource: row['source'] as string,
    stratum: row['stratum'] as string,
    ...(row['enumerator'] ? { enumerator: row['enumerator'] } : {}),
    ...(row['site'] ? { site: row['site'] } : {}),
    localDate: row['date'] as string,
    residence: { district: row['residence'] as string, foundBy: 'answer' },
    result: row['user'] === '1' ? 'complete' : 'notServiceUser',
    age,
    baseWeight: Number(row['base']),
    allocation: Number(row['allocation']),
    answers: Object.fromEntries(answered.map((id) => [id, Number(row[id])])),
  });
  const { sex: _sex, service: _service, ...rest } = response;
  const service = row['service'] ? { service: { district: row['service'], foundBy: 'answer' as const } } : {};
  return { ...rest, ...service, ...(sex === '' ? {} : { sex }) };
}

describe('a wave recomputed by R survey', () => {
  const frame = frameOf(rowsOf('responses.csv').map(responseOf), surveys, wave);
  const measured = measureWave(frame, surveys, wave);
  const figureOf = (node: string, district: string): Pick<Figure, 'estimate' | 'error'> => {
    const city = measured.city.find((each) => each.node === node);
    if (district === 'official' || district === 'pooled') return city?.[district] ?? {};
    if (!node.startsWith('satisfied:')) return scoreOf(measured, node, district).figure;
    const share = measured.satisfied.find((each) => `satisfied:${each.survey}` === node && each.district === district);
    return share?.figure ?? {};
  };

  test('has the same weights', () => {
    const expected = new Map(rowsOf('weights.csv').map((row) => [row['response'], Number(row['weight'])]));
    const ids = ['bus', 'bank'].flatMap((survey) =>
      rowsOf('responses.csv')
        .filter((row) => row['survey'] === survey)
        .map((row) => row['response'] as string)
        .toSorted(),
    );
    ids.forEach((id, row) => {
      expect((measured.weights.final[row] as number) / (expected.get(id) as number)).toBeCloseTo(1, 11);
    });
  });

  test.each(rowsOf('expected.csv').map((row) => [row['node'] as string, row['district'] as string, row] as const))(
    'has the same estimate and error of %s in %s, to 1e-10',
    (node, district, row) => {
      const { estimate, error } = figureOf(node, district);
      expect((estimate as number) / Number(row['estimate'])).toBeCloseTo(1, 10);
      expect((error?.se as number) / Number(row['se'])).toBeCloseTo(1, 10);
    },
  );

  test('has the same covariances between districts, to 1e-9', () => {
    for (const row of rowsOf('covariance.csv')) {
      const matrix = measured.covariances.find(({ node }) => node === row['node']);
      const [a = -1, b = -1] = [row['a'], row['b']].map((each) => matrix?.districts.indexOf(each as string));
      expect((matrix?.values[a]?.[b] as number) / Number(row['covariance'])).toBeCloseTo(1, 9);
    }
  });
});
