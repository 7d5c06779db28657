import { describe, expect, test } from '@jest/globals';
import { frameOf } from '../../src/measurement/frame-of.js';
import { ageCategory } from '../../src/measurement/margin-levels.js';
import { measureWave } from '../../src/measurement/measure.js';
import type { WaveMeasurement } from '../../src/measurement/wave-measurement.js';
import type { Response } from '../../src/responses/response.js';
import type { Margin } from '../../src/waves/method.js';
import { marginsFor, methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';

const bus = surveyWith('bus', { a: 1 });
const everyCell = (facts: Partial<Response> & { district: string }): Response[] =>
  (['male', 'female'] as const).flatMap((sex) =>
    ['30-59', '70+'].map((age) => responseWith({ score: 5, ...facts, sex, age })),
  );
const persons = { young: 600, old: 400, male: 50, female: 50 };
const both = [...marginsFor('A', persons), ...marginsFor('B', persons)];

function measure(responses: Response[], margins: Margin[]): WaveMeasurement {
  const wave = waveWith([bus], { method: methodWith([bus], { margins }) });
  return measureWave(frameOf(responses, [bus], wave), [bus], wave);
}

const unknownSex = (response: Response): Response => {
  const { sex: _sex, ...rest } = response;
  return rest;
};

describe('weighting', () => {
  const responses = [...everyCell({ district: 'A' }), ...everyCell({ district: 'B' })];

  test('meets the margins of each district, people who do not use the service included', () => {
    const half = responses.map((each, at) => (at % 2 ? { ...each, result: 'notServiceUser' as const } : each));
    const [report] = measure(half, both).weighting;
    expect(report?.status).toBe('weighted');
    expect(report?.users).toBe(4);
    report?.cells.forEach(({ target, final }) => expect(final).toBeCloseTo(target, 8));
  });

  test('scales the sex margin to the adults of the age margin, so that the two share a total', () => {
    const cells = measure(responses, both).weighting[0]?.cells.filter(
      ({ district, variable }) => district === 'A' && variable === 'sex',
    );
    expect(cells?.map(({ category, target }) => [category, target])).toEqual([
      ['male', 500],
      ['female', 500],
    ]);
  });

  test('gives unknown sex a level of its own that keeps its share of the start weight', () => {
    const added = unknownSex(responseWith({ district: 'A', score: 5, age: '30-59', baseWeight: 1 }));
    const [report] = measure([...responses, added], both).weighting;
    const sexes = report?.cells.filter(({ district, variable }) => district === 'A' && variable === 'sex');
    expect(sexes?.map(({ category, n, target }) => [category, n, Math.round(target)])).toEqual([
      ['male', 2, 400],
      ['female', 2, 400],
      ['unknown', 1, 200],
    ]);
    sexes?.forEach(({ target, final }) => expect(final).toBeCloseTo(target, 8));
  });

  test('starts from base weight over allocation and keeps the factors apart', () => {
    const [first, ...rest] = responses as [Response, ...Response[]];
    const { weights } = measure([{ ...first, baseWeight: 3, allocation: 0.5 }, ...rest], both);
    expect([...weights.start]).toEqual([6, 1, 1, 1, 1, 1, 1, 1]);
    weights.final.forEach((final, row) =>
      expect(final).toBeCloseTo((weights.start[row] as number) * (weights.rakingFactor[row] as number), 9),
    );
  });

  test('leaves a survey with an empty cell not estimable, says which, and gives no score', () => {
    const gap = responses.filter(({ residence, age }) => residence?.district !== 'B' || age !== '70+');
    const measured = measure(gap, both);
    const [report] = measured.weighting;
    expect(report?.faults).toEqual([
      { code: 'weighting.emptyCell', path: 'bus', params: { variable: 'age', district: 'B', category: '60+' } },
    ]);
    const score = measured.scores.find(({ node, district }) => node === 'survey:bus' && district === 'A');
    expect(score?.figure).toMatchObject({ status: 'notShown', reasons: [{ code: 'figure.notWeighted' }] });
    expect(score?.figure).not.toHaveProperty('estimate');
  });

  test('refuses to rake where a district has no margin of a variable', () => {
    const [report] = measure(responses, both.slice(0, 3)).weighting;
    expect(report?.faults).toEqual([
      { code: 'weighting.noMargin', path: 'bus', params: { variable: 'sex', district: 'B' } },
    ]);
  });

  test('says of a survey nobody was asked that it has no interviews', () => {
    expect(measure([], both).weighting[0]?.faults.map(({ code }) => code)).toEqual(['weighting.noInterviews']);
  });

  test('without margins uses the start weights and marks every figure', () => {
    const { weights, scores } = measure([responseWith({ score: 5, baseWeight: 4 })], []);
    expect([...weights.final]).toEqual([4]);
    expect(scores[0]?.figure.marks).toContain('notRaked');
  });

  test('marks the figures made with a fallback margin, and only those', () => {
    const margins = [...marginsFor('A', persons), ...marginsFor('B', persons, { fallback: true })];
    const { scores } = measure(responses, margins);
    const marksOf = (place: string) =>
      scores.find(({ node, district }) => node === 'overall' && district === place)?.figure.marks;
    expect(marksOf('A')).not.toContain('fallbackMargin');
    expect(marksOf('B')).toContain('fallbackMargin');
  });

  test('marks a district whose service is used by people who live under a fallback margin', () => {
    const margins = [...marginsFor('A', persons), ...marginsFor('B', persons, { fallback: true })];
    const commuter = responseWith({ district: 'B', score: 5, service: { district: 'A', foundBy: 'answer' } });
    const { scores } = measure([...responses, commuter], margins);
    expect(scores.find(({ district }) => district === 'A')?.figure.marks).toContain('fallbackMargin');
  });

  test.each([
    ['18-29', 0],
    ['59', 0],
    ['60-69', 1],
    ['70+', 1],
    ['15-17', -1],
    ['refused', -1],
  ])('an age of %s falls into category %d of 18-59 and 60+', (label, category) => {
    expect(ageCategory(label, ['18-59', '60+'])).toBe(category);
  });
});
