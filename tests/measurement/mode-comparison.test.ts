import { describe, expect, test } from '@jest/globals';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import { compareModes, type ModeComparison } from '../../src/measurement/mode-comparison.js';
import { scoreOf, type Figure, type WaveMeasurement } from '../../src/measurement/wave-measurement.js';
import type { Mode } from '../../src/definition/types.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Response } from '../../src/responses/response.js';
import type { Method } from '../../src/waves/method.js';
import { marginsFor, methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';

const bus = surveyWith('bus', { a: 1 });

interface Compared extends ModeComparison {
  measurement: WaveMeasurement;
}

function compare(
  responses: readonly Response[],
  facts: Partial<Method> = {},
  surveys: Questionnaire[] = [bus],
  node = 'overall',
): Compared {
  const wave = waveWith(surveys, { method: methodWith(surveys, facts) });
  const frame = frameOf(responses, surveys, wave);
  const measurement = measureWave(frame, surveys, wave);
  return { measurement, ...compareModes(frame, wave, measurement, node) };
}

const people = (mode: Mode, district: string, scores: readonly number[], facts: Partial<Response> = {}): Response[] =>
  scores.map((score) => responseWith({ mode, district, score, ...facts }));

const scoreBy = ({ scores }: ModeComparison, mode: Mode, district = 'A') => {
  const found = scores.find((each) => each.mode === mode && each.district === district);
  if (!found) throw new Error(`scoreBy requires ${mode} in ${district}`);
  return found;
};

const heldIn = ({ held }: ModeComparison, district = 'A'): Figure => {
  const found = held.find((each) => each.district === district);
  if (!found) throw new Error(`heldIn requires the district ${district}`);
  return found.figure;
};

describe('the scores of the modes', () => {
  test('are the means of those who answered by a mode, with the error of a domain of the whole frame', () => {
    const compared = compare([...people('phone', 'A', [10, 8]), ...people('online', 'A', [4, 6])]);
    const { figure } = scoreBy(compared, 'phone');
    expect(figure.estimate).toBeCloseTo((100 * 8) / 9, 9);
    // u = 100/9 x (±1)/2 for the two by phone, 0 for the two online; 4/3 x sum of u squared
    expect(figure.error?.se).toBeCloseTo(Math.sqrt((4 / 3) * 2 * (50 / 9) ** 2), 9);
    expect(figure).toMatchObject({ n: 2, psus: 2, df: 3 });
    expect(scoreBy(compared, 'online').figure.estimate).toBeCloseTo((100 * 4) / 9, 9);
  });

  test('pool all districts under "all"', () => {
    const compared = compare([...people('phone', 'A', [10, 10]), ...people('phone', 'B', [1, 1, 1, 1])]);
    expect(scoreBy(compared, 'phone', 'all').figure).toMatchObject({ n: 6 });
    expect(scoreBy(compared, 'phone', 'all').figure.estimate).toBeCloseTo(100 / 3, 9);
  });

  test('have no number where nobody answered by a mode, or too few did', () => {
    const compared = compare([...people('phone', 'A', [5, 6, 7]), ...people('online', 'A', [5])], {
      floors: { ranked: 3, shown: 2 },
    });
    expect(scoreBy(compared, 'onsite').figure).toMatchObject({ status: 'notShown', n: 0 });
    expect(scoreBy(compared, 'onsite').figure).not.toHaveProperty('estimate');
    expect(scoreBy(compared, 'online').figure.reasons.map(({ code }) => code)).toContain('figure.belowShownFloor');
    expect(scoreBy(compared, 'phone').figure.status).toBe('ranked');
  });

  test('of a whole name the survey that nobody answered by the mode', () => {
    const surveys = [bus, surveyWith('bank', { a: 1 })];
    const both = ['bus', 'bank'].flatMap((survey) => people('phone', 'A', [4, 8], { survey }));
    const compared = compare([...both, ...people('online', 'A', [4, 8])], {}, surveys);
    expect(scoreBy(compared, 'online').figure.reasons).toEqual([
      { code: 'figure.missingPart', path: 'overall', params: { part: 'survey:bank' } },
    ]);
  });
});

describe('the shares of the modes', () => {
  test('are weighted, and over surveys by their share in the index', () => {
    const surveys = [bus, surveyWith('bank', { a: 1 })];
    const responses = [
      ...people('phone', 'A', [5, 5], { baseWeight: 3 }),
      ...people('online', 'A', [5, 5]),
      ...people('online', 'A', [5, 5], { survey: 'bank' }),
    ];
    const compared = compare(responses, { sectorWeights: { bus: 3, bank: 1 } }, surveys);
    expect(scoreBy(compared, 'phone').share).toBeCloseTo(0.75 * 0.75, 12);
    expect(scoreBy(compared, 'online').share).toBeCloseTo(1 - 0.75 * 0.75, 12);
  });

  test('leave out those who did not use the service and those without a valid answer', () => {
    const compared = compare([
      ...people('phone', 'A', [5, 5]),
      responseWith({ mode: 'online', result: 'notServiceUser' }),
      responseWith({ mode: 'online', answers: { a1: { missing: 'refused' } } }),
    ]);
    expect(scoreBy(compared, 'phone').share).toBe(1);
  });

  test('make the mix that is held: the city of the wave, or what the method states', () => {
    const responses = [
      ...people('phone', 'A', [5, 6, 7]),
      ...people('phone', 'B', [5]),
      ...people('online', 'B', [5, 6, 7, 8]),
    ];
    const own = compare(responses);
    expect([own.targetFrom, own.target.map(({ share }) => share)]).toEqual(['wave', [0.5, 0, 0.5]]);
    const stated = compare(responses, { modeMix: { phone: 60, onsite: 20, online: 20 } });
    expect([stated.targetFrom, stated.target.map(({ share }) => share)]).toEqual(['method', [0.6, 0.2, 0.2]]);
  });
});

describe('the score at a held mix', () => {
  test('is the sum of target share x score of the mode, with the error from the covariance of the modes', () => {
    const compared = compare([...people('phone', 'A', [10, 8]), ...people('online', 'A', [4, 6])], {
      modeMix: { phone: 1, online: 3 },
    });
    expect(heldIn(compared).estimate).toBeCloseTo(0.25 * (800 / 9) + 0.75 * (400 / 9), 9);
    const squares = 2 * (0.25 * (50 / 9)) ** 2 + 2 * (0.75 * (50 / 9)) ** 2;
    expect(heldIn(compared).error?.se).toBeCloseTo(Math.sqrt((4 / 3) * squares), 9);
    // weights 1 by phone and 3 online: (1 + 1 + 3 + 3)^2 / (1 + 1 + 9 + 9)
    expect(heldIn(compared).effectiveN).toBeCloseTo(64 / 20, 9);
  });

  test('counts that both modes work in one PSU', () => {
    const day = (enumerator: string) => ({ enumerator, localDate: '2026-03-02' });
    const responses = [
      ...people('phone', 'A', [10], day('e1')),
      ...people('online', 'A', [6], day('e1')),
      ...people('phone', 'A', [8], day('e2')),
      ...people('online', 'A', [4], day('e2')),
    ];
    const { error } = heldIn(compare(responses, { modeMix: { phone: 1, online: 1 } }));
    // PSU totals: both modes are half a point above, or below: 100/9 x ±(0.25 + 0.25)
    expect(error?.se).toBeCloseTo(Math.sqrt(2 * 2 * (50 / 9) ** 2), 9);
  });

  test('is the same where modes score alike, however many answered by each', () => {
    const mixed = (district: string, phone: number, online: number): Response[] => [
      ...people(
        'phone',
        district,
        Array.from({ length: phone }, (_, at) => 8 + (at % 2)),
      ),
      ...people(
        'online',
        district,
        Array.from({ length: online }, (_, at) => 4 + (at % 2)),
      ),
    ];
    const compared = compare([...mixed('A', 40, 10), ...mixed('B', 10, 40)]);
    const published = (district: string) =>
      scoreOf(compared.measurement, 'overall', district).figure.estimate as number;
    expect(published('A') - published('B')).toBeGreaterThan(20);
    expect(heldIn(compared, 'A').estimate).toBeCloseTo(heldIn(compared, 'B').estimate as number, 9);
    expect(compared.measurement.rankings[0]?.rows.map(({ set }) => set)).toEqual([
      { best: 1, worst: 1 },
      { best: 2, worst: 2 },
    ]);
    expect(compared.ranking.rows.map(({ set }) => set)).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 2 },
    ]);
  });

  test('is the published score with its error, raked and all, where there is one mode', () => {
    const margins = ['A', 'B'].flatMap((district) =>
      marginsFor(district, { young: 700, old: 300, male: 520, female: 480 }),
    );
    const responses = ['A', 'B'].flatMap((district) =>
      Array.from({ length: 24 }, (_, at) =>
        responseWith({
          mode: 'phone',
          district,
          score: 1 + ((at * 7 + (district === 'A' ? 3 : 0)) % 10),
          sex: at % 2 === 0 ? 'male' : 'female',
          age: at % 3 === 0 ? '70+' : '30-59',
          enumerator: `e${at % 8}`,
        }),
      ),
    );
    const compared = compare(responses, { margins });
    const published = scoreOf(compared.measurement, 'overall', 'A').figure;
    expect(heldIn(compared).estimate).toBeCloseTo(published.estimate as number, 9);
    expect(heldIn(compared).error?.se).toBeCloseTo(published.error?.se as number, 9);
    expect(heldIn(compared).effectiveN).toBeCloseTo(published.effectiveN, 9);
  });

  test('is not made up where a mode of the mix is empty in a district: no number, no rank, the mode is named', () => {
    const compared = compare([
      ...people('phone', 'A', [5, 6]),
      ...people('online', 'A', [5, 6]),
      ...people('phone', 'B', [7, 8]),
    ]);
    expect(heldIn(compared, 'B')).toMatchObject({
      status: 'notShown',
      reasons: [{ code: 'figure.emptyMode', path: 'overall', params: { mode: 'online', n: 0 } }],
    });
    expect(heldIn(compared, 'B')).not.toHaveProperty('estimate');
    expect(compared.ranking.rows.map(({ district }) => district)).toEqual(['A']);
  });

  test('is not made from a mode that is too small to be shown', () => {
    const compared = compare([...people('phone', 'A', [5, 6, 7]), ...people('online', 'A', [5])], {
      floors: { ranked: 2, shown: 2 },
    });
    expect(heldIn(compared).reasons.map(({ code }) => code)).toContain('figure.modeNotShown');
    expect(heldIn(compared)).not.toHaveProperty('estimate');
  });

  test('has no error where all of a mode lies in one PSU', () => {
    const compared = compare([...people('phone', 'A', [5, 6, 7]), ...people('online', 'A', [5])]);
    expect(heldIn(compared).estimate).toBeDefined();
    expect(heldIn(compared)).not.toHaveProperty('error');
  });

  test('needs no mode that the mix does not have', () => {
    const compared = compare([...people('phone', 'A', [5, 6])], { modeMix: { phone: 1 } });
    expect(heldIn(compared).status).toBe('ranked');
  });
});

test('compareModes throws for a node that is not measured', () => {
  expect(() => compare(people('phone', 'A', [5]), {}, [bus], 'sector:none')).toThrow('compareModes requires a node');
});
