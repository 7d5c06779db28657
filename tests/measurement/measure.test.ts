import { describe, expect, test } from '@jest/globals';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import type { Figure, WaveMeasurement } from '../../src/measurement/wave-measurement.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Response } from '../../src/responses/response.js';
import type { Method } from '../../src/waves/method.js';
import { answersOf, methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';

const bus = surveyWith('bus', { a: 2, b: 1 });

function measure(
  responses: Response[],
  facts: Partial<Method> = {},
  surveys: Questionnaire[] = [bus],
): WaveMeasurement {
  const wave = waveWith(surveys, { method: methodWith(surveys, facts) });
  return measureWave(frameOf(responses, surveys, wave), surveys, wave);
}

const figure = (measured: WaveMeasurement, node = 'overall', district = 'A'): Figure =>
  scoreOf(measured, node, district).figure;
const people = (count: number, district: string, scores: number[]): Response[] =>
  Array.from({ length: count }, (_, at) => responseWith({ district, score: scores[at % scores.length] as number }));

describe('the index tree', () => {
  test('goes up from item means: LIN of the mean of valid answers, equal weights within a dimension', () => {
    const measured = measure([
      responseWith({ answers: { a1: 10, a2: 1, b1: 10 } }),
      responseWith({ answers: { a1: 10, b1: 1 } }),
      responseWith({ answers: { a1: 1, a2: { missing: 'dontKnow' }, b1: 1 } }),
    ]);
    expect(figure(measured, 'item:bus/a1').estimate).toBeCloseTo(200 / 3, 9);
    expect(figure(measured, 'item:bus/a2').estimate).toBe(0);
    expect(figure(measured, 'dimension:bus/a').estimate).toBeCloseTo(100 / 3, 9);
    expect(figure(measured, 'overall').estimate).toBeCloseTo((100 / 3 + 100 / 3) / 2, 9);
  });

  test('weights surveys within their sector and sectors within the index by the method', () => {
    const surveys = [
      surveyWith('bus', { a: 1 }, 'transport'),
      surveyWith('taxi', { a: 1 }, 'transport'),
      surveyWith('bank', { a: 1 }),
    ];
    const responses = [
      ...[10, 10].map((score) => responseWith({ score })),
      ...[1, 1].map((score) => responseWith({ survey: 'taxi', score })),
      ...[10, 10].map((score) => responseWith({ survey: 'bank', score })),
    ];
    const weights = { surveyWeights: { bus: 3, taxi: 1, bank: 1 }, sectorWeights: { transport: 0.8, bank: 0.2 } };
    const measured = measure(responses, weights, surveys);
    expect(figure(measured, 'sector:transport').estimate).toBeCloseTo(75, 9);
    expect(figure(measured, 'overall').estimate).toBeCloseTo(0.8 * 75 + 0.2 * 100, 9);
  });

  test('scores a district by those who used the service there, wherever they live', () => {
    const measured = measure([
      responseWith({ district: 'A', score: 10, service: { district: 'B', foundBy: 'answer' } }),
      responseWith({ district: 'B', score: 1, service: { district: 'A', foundBy: 'answer' } }),
    ]);
    expect([figure(measured, 'overall', 'A').estimate, figure(measured, 'overall', 'B').estimate]).toEqual([0, 100]);
  });

  test('takes people who do not use the service into the design and not into the mean', () => {
    const users = people(10, 'A', [4, 8]);
    const others = Array.from({ length: 30 }, () => responseWith({ result: 'notServiceUser' }));
    const [without, withOthers] = [measure(users), measure([...users, ...others])];
    expect(figure(withOthers).estimate).toBe(figure(without).estimate);
    expect(figure(withOthers)).toMatchObject({ n: 10, psus: 10, df: 39 });
    // n/(n-1) over all 40 PSUs, not over the 10 with members
    const ratio = (figure(withOthers).error?.se as number) / (figure(without).error?.se as number);
    expect(ratio).toBeCloseTo(Math.sqrt(40 / 39 / (10 / 9)), 9);
  });

  test('counts the covariance of surveys that ask the same people', () => {
    const surveys = [surveyWith('bus', { a: 1 }), surveyWith('taxi', { a: 1 })];
    const scores = [2, 9, 4, 7, 10, 1, 5, 8];
    const ask = (survey: string, shared: boolean): Response[] =>
      scores.map((score, at) => responseWith({ survey, score, ...(shared ? { respondentId: `p${at}` } : {}) }));
    const same = measure([...ask('bus', true), ...ask('taxi', true)], {}, surveys);
    const apart = measure([...ask('bus', false), ...ask('taxi', false)], {}, surveys);
    expect(figure(same).error?.se).toBeCloseTo(figure(same, 'survey:bus').error?.se as number, 9);
    const independent = (figure(apart, 'survey:bus').error?.se as number) / Math.SQRT2;
    expect(figure(apart).error?.se).toBeCloseTo(independent, 9);
    expect([figure(same).n, figure(apart).n]).toEqual([8, 16]);
  });

  test('throws where the method gives a survey no weight', () => {
    expect(() => measure([], { surveyWeights: {} })).toThrow('treeNodes requires a weight for bus');
  });

  test('of a wave without responses shows nothing and says why', () => {
    const measured = measure([]);
    expect(figure(measured)).toEqual({
      status: 'notShown',
      n: 0,
      effectiveN: 0,
      psus: 0,
      df: 0,
      marks: ['notRaked', 'singlePsu'],
      reasons: [{ code: 'figure.missingPart', path: 'overall', params: { part: 'sector:bus' } }],
    });
    expect(measured.rankings[0]?.rows).toEqual([]);
  });
});

describe('floors', () => {
  const floors = { floors: { ranked: 10, shown: 5 } };

  test('keep a district with fewer respondents out of the ranking and say how many there are', () => {
    const measured = measure([...people(9, 'A', [4, 8]), ...people(10, 'B', [5, 7])], floors);
    expect(figure(measured, 'survey:bus')).toMatchObject({ status: 'notRanked', n: 9 });
    expect(figure(measured, 'survey:bus').reasons).toEqual([
      { code: 'figure.belowRankedFloor', path: 'survey:bus', params: { n: 9, floor: 10 } },
    ]);
    expect(figure(measured, 'survey:bus', 'B').status).toBe('ranked');
  });

  test('hide the number of a district whose effective number is too small', () => {
    const heavy = responseWith({ score: 9, baseWeight: 1000 });
    const measured = measure([heavy, ...people(20, 'A', [4, 8])], floors);
    expect(figure(measured, 'survey:bus')).toMatchObject({ status: 'notShown', n: 21 });
    expect(figure(measured, 'survey:bus')).not.toHaveProperty('estimate');
    expect(figure(measured, 'survey:bus')).not.toHaveProperty('error');
  });

  test('leave the overall index no better than its weakest survey, without renormalising', () => {
    const surveys = [surveyWith('bus', { a: 1 }), surveyWith('taxi', { a: 1 })];
    const taxi = (count: number): Response[] => people(count, 'A', [4, 8]).map((each) => ({ ...each, survey: 'taxi' }));
    const few = measure([...people(10, 'A', [4, 8]), ...taxi(9)], floors, surveys);
    expect(figure(few).reasons).toContainEqual({
      code: 'figure.partNotRanked',
      path: 'overall',
      params: { part: 'sector:taxi' },
    });
    expect(figure(few).status).toBe('notRanked');
    const none = measure(people(10, 'A', [4, 8]), floors, surveys);
    expect(figure(none).status).toBe('notShown');
    expect(figure(none)).not.toHaveProperty('estimate');
  });

  test('do not let a rarely answered item hide its survey', () => {
    const responses = people(12, 'A', [4, 8]).map((each, at) =>
      at < 3 ? each : { ...each, answers: { a1: 5, b1: at % 9 } },
    );
    const measured = measure(responses, floors);
    expect(figure(measured, 'item:bus/a2').status).toBe('notShown');
    expect(figure(measured, 'survey:bus').status).toBe('ranked');
  });
});

describe('errors', () => {
  const phone = { mode: 'phone', entry: 'case', sampleSource: 'phone', enumerator: 'e1' } as const;

  test('are not given for a district whose members lie in one PSU', () => {
    const measured = measure([
      ...[4, 8, 9].map((score) => responseWith({ ...phone, score })),
      ...people(5, 'B', [3, 7]),
    ]);
    expect(figure(measured, 'survey:bus')).toMatchObject({
      status: 'notRanked',
      psus: 1,
      reasons: [{ code: 'figure.noError' }],
    });
    expect(figure(measured)).toHaveProperty('estimate');
    expect(figure(measured)).not.toHaveProperty('error');
    expect(measured.rankings[0]?.unranked.map(({ district }) => district)).toEqual(['A']);
  });

  test('of a district with few PSUs are marked', () => {
    expect(figure(measure(people(8, 'A', [4, 8]))).marks).toContain('fewDegreesOfFreedom');
    expect(figure(measure(people(9, 'A', [4, 8]))).marks).not.toContain('fewDegreesOfFreedom');
  });

  test('are marked where a stratum holds one PSU, which is named', () => {
    const measured = measure([responseWith({ ...phone, score: 9 }), ...people(12, 'A', [4, 8])]);
    expect(figure(measured).marks).toContain('lonelyPsu');
    expect(measured.frame.lonelyStrata).toEqual(['phone']);
  });
});

describe('the satisfied share', () => {
  const share = (scores: number[]): Figure =>
    measure(scores.map((score) => responseWith({ answers: { ...answersOf(5), S1: score } }))).satisfied[0]
      ?.figure as Figure;

  test('is the per cent of valid codes of 8 and more', () => {
    expect(share([10, 8, 7, 3]).estimate).toBe(50);
  });

  test('has an interval that stays within 0 and 100', () => {
    const { error } = share([...Array.from({ length: 29 }, () => 10), 1]);
    expect(error?.high).toBeLessThan(100);
    expect(error?.low).toBeGreaterThan(50);
  });

  test('of everybody has no error', () => {
    const all = share([9, 10, 8]);
    expect(all).toMatchObject({ estimate: 100, marks: ['notRaked', 'fewDegreesOfFreedom', 'atBound'] });
    expect(all).not.toHaveProperty('error');
  });
});

describe('the city', () => {
  const twoDistricts = [...people(6, 'A', [10, 8]), ...people(6, 'B', [1, 3])];

  test('has the districts in fixed population shares, and beside it the value of all users', () => {
    const [city] = measure([...twoDistricts, ...people(12, 'B', [1, 3])]).city;
    const [a, b] = [(100 * 8) / 9, (100 * 1) / 9];
    expect(city?.official.estimate).toBeCloseTo(0.75 * a + 0.25 * b, 9);
    expect(city?.pooled.estimate).toBeCloseTo((6 * a + 18 * b) / 24, 9);
  });

  test('takes its error from the full covariance of the districts', () => {
    const measured = measure(twoDistricts);
    const [[aa = 0, ab = 0] = [], [, bb = 0] = []] = measured.covariances[0]?.values ?? [];
    const variance = 0.75 ** 2 * aa + 2 * 0.75 * 0.25 * ab + 0.25 ** 2 * bb;
    expect(measured.city[0]?.official.error?.se).toBeCloseTo(Math.sqrt(variance), 12);
  });

  test('has no official score where a district is insufficient, and says which', () => {
    const [city] = measure([...twoDistricts, ...people(10, 'A', [5])], { floors: { ranked: 10, shown: 0 } }).city;
    expect(city?.official.reasons).toEqual([
      { code: 'city.insufficientDistrict', path: 'overall', params: { district: 'B' } },
    ]);
    expect(city?.official).not.toHaveProperty('estimate');
    expect(city?.pooled).toHaveProperty('estimate');
  });
});

test('measuring leaves the responses and the wave as they were', () => {
  const responses = Object.freeze(people(4, 'A', [3, 9]).map((each) => Object.freeze(each)));
  const wave = waveWith([bus]);
  const before = structuredClone(wave);
  const frame = frameOf(responses, [bus], wave);
  const columns = structuredClone(frame.columns);
  measureWave(frame, [bus], wave);
  expect(wave).toEqual(before);
  expect(frame.columns).toEqual(columns);
});
