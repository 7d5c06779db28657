import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Response } from '../../src/responses/response.js';
import type { Wave } from '../../src/waves/wave.js';
import { marginsFor, methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';

export type Row = Record<string, string>;

/** A file of the folder r-survey, by rows. */
export const rowsOf = (file: string): Row[] =>
  parse(readFileSync(`tests/measurement/r-survey/${file}`), { columns: true });

const bus = surveyWith('bus', { a: 2, b: 2 }, 'transport');
const bank = surveyWith('bank', { a: 1, b: 2 }, 'finance');
const second = bus.definition.index.dimensions[1];
if (second)
  second.items = [
    { item: 'b1', weight: 1 },
    { item: 'b2', weight: 3 },
  ];

/** Two surveys of the same people in three modes, with missing answers, people who do not use the service, and shared PSUs. */
export const surveys = [bus, bank];

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

export const wave: Wave = waveWith(surveys, { districts: ['A', 'B', 'C'], method });

export function responseOf(row: Row): Response {
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
