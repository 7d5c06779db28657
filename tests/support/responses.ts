import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answers, Definition, Dimension, Scale } from '../../src/definition/types.js';
import type { Response } from '../../src/responses/response.js';
import type { Margin, Method } from '../../src/waves/method.js';
import type { SampleSource, Wave } from '../../src/waves/wave.js';

const text = { 'zh-CN': '字', en: 'text' };
const day = new Date('2026-03-02T02:00:00Z');

/** A questionnaire of a survey, 1-10, with as many items in each dimension as asked: a1, a2, ..., b1, ... and S1. */
export function surveyWith(id: string, dimensions: Record<string, number>, sector = id): Questionnaire {
  const scale: Scale = { min: 1, max: 10, labels: {} };
  const tree: Dimension[] = Object.entries(dimensions).map(([dimension, items], _at, all) => ({
    id: dimension,
    label: text,
    weight: 1 / all.length,
    items: Array.from({ length: items }, (_, at) => ({ item: `${dimension}${at + 1}` })),
  }));
  const definition: Definition = {
    id,
    version: 1,
    status: 'published',
    sector,
    population: 'residents',
    languages: ['zh-CN', 'en'],
    modes: ['phone', 'onsite', 'online'],
    consentVersion: '1',
    title: text,
    intro: text,
    thanks: text,
    scales: { ten: scale },
    pages: [],
    screening: [],
    profile: {
      consent: 'consent',
      sex: { question: 'sex', categories: { male: [1], female: [2] } },
      age: { question: 'age', categories: { '18-29': [1], '30-59': [2], '60-69': [3], '70+': [4] } },
      residenceDistrict: 'residence',
    },
    index: { scale: 'ten', dimensions: tree, satisfaction: 'S1' },
  };
  const indexItems = tree.flatMap(({ items }) => items.map(({ item }) => item));
  const scaleOf = new Map([...indexItems, 'S1'].map((item) => [item, scale]));
  return { definition, hash: 'hash', answerables: new Map(), computed: [], indexItems, scaleOf };
}

let made = 0;

/** A complete online response of a person of their own; anything may be said otherwise. */
export function responseWith(facts: Partial<Response> & { district?: string; score?: number }): Response {
  made += 1;
  const { district = 'A', score, ...given } = facts;
  const id = `r${String(made).padStart(7, '0')}`;
  return {
    responseId: id,
    interviewId: id,
    respondentId: id,
    survey: 'bus',
    version: 1,
    definitionHash: 'hash',
    wave: 'w1',
    mode: 'online',
    entry: 'token',
    sampleSource: 'links',
    stratum: '',
    language: 'zh-CN',
    seed: 1,
    baseWeight: 1,
    allocation: 1,
    modeTrail: [],
    answers: score === undefined ? {} : answersOf(score),
    result: 'complete',
    residence: { district, foundBy: 'answer' },
    service: { district, foundBy: 'residence' },
    sex: 'female',
    age: '30-59',
    consentVersion: '1',
    times: { startedAt: day, endedAt: day, receivedAt: day, pages: {} },
    localDate: '2026-03-02',
    contentHash: id,
    receipt: id,
    qualityFlags: [],
    simulated: false,
    ...given,
  };
}

/** The same code for up to six items of dimensions a and b, and for S1. */
export function answersOf(score: number): Answers {
  return { a1: score, a2: score, a3: score, b1: score, b2: score, b3: score, S1: score };
}

const sources: SampleSource[] = [
  { id: 'links', label: text, mode: 'online', entry: 'token', covers: 'population' },
  { id: 'phone', label: text, mode: 'phone', entry: 'case', covers: 'population' },
  { id: 'street', label: text, mode: 'onsite', entry: 'intercept', covers: 'population' },
  { id: 'clinic', label: text, mode: 'onsite', entry: 'intercept', covers: 'users' },
];

/** A method without floors or margins, all surveys alike. */
export function methodWith(surveys: readonly Questionnaire[], facts: Partial<Method> = {}): Method {
  return {
    version: 'm1',
    conversion: 'LIN',
    satisfiedFrom: 8,
    surveyWeights: Object.fromEntries(surveys.map(({ definition }) => [definition.id, 1])),
    sectorWeights: Object.fromEntries(surveys.map(({ definition }) => [definition.sector, 1])),
    floors: { ranked: 0, shown: 0 },
    margins: [],
    marginVersion: 'none',
    population: [
      { district: 'A', persons: 3000 },
      { district: 'B', persons: 1000 },
    ],
    confidence: 0.95,
    rankDraws: 2000,
    rankSeed: 1,
    bands: [
      { id: 'high', label: text, from: 80, to: 100 },
      { id: 'low', label: text, from: 0, to: 80 },
    ],
    ...facts,
  };
}

/** An open wave of districts A and B. */
export function waveWith(surveys: readonly Questionnaire[], facts: Partial<Wave> = {}): Wave {
  return {
    id: 'w1',
    title: text,
    kind: 'real',
    opensAt: day,
    closesAt: new Date('2026-04-01T00:00:00Z'),
    surveys: surveys.map(({ definition }) => ({ id: definition.id, version: definition.version })),
    population: 'residents',
    modes: ['phone', 'onsite', 'online'],
    districts: ['A', 'B'],
    boundaryVersion: 'b1',
    sampleSources: sources,
    method: methodWith(surveys),
    graceDays: 7,
    ...facts,
  };
}

/** Margins of a district by age and sex. */
export function marginsFor(
  district: string,
  persons: { young: number; old: number; male: number; female: number },
  facts: Partial<Margin> = {},
): Margin[] {
  const base = { district, source: 'census', asOf: '2020-11-01', fallback: false, approximate: false, ...facts };
  return [
    { ...base, variable: 'age', totals: { '18-59': persons.young, '60+': persons.old } },
    { ...base, variable: 'sex', totals: { male: persons.male, female: persons.female } },
  ];
}
