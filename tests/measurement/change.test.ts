import { describe, expect, test } from '@jest/globals';
import { baselineOf } from '../../src/measurement/baseline.js';
import { changeOf, type MeasuredWavePart } from '../../src/measurement/change.js';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import type { NodeChange, WaveChange } from '../../src/measurement/wave-change.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Response } from '../../src/responses/response.js';
import type { Wave } from '../../src/waves/wave.js';
import { methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';
import * as r from './r-survey.js';

const bus = surveyWith('bus', { a: 1 });

interface Asked {
  facts?: Partial<Wave>;
  surveys?: Questionnaire[];
}

/** A measured wave, w2 unless it is called otherwise. */
function measured(responses: readonly Response[], { facts = {}, surveys = [bus] }: Asked = {}): MeasuredWavePart {
  const wave = waveWith(surveys, { id: 'w2', ...facts });
  const frame = frameOf(
    responses.map((response) => ({ ...response, wave: wave.id })),
    surveys,
    wave,
  );
  return { wave, frame, questionnaires: surveys, measurement: measureWave(frame, surveys, wave) };
}

const first: Partial<Wave> = { id: 'w1' };

/** People of a district, each at a site of their own: s1, s2, ... */
const atSites = (scores: readonly number[], sites: string, facts: Partial<Response> = {}): Response[] =>
  scores.map((score, at) =>
    responseWith({ mode: 'onsite', sampleSource: 'street', score, site: `${sites}${at + 1}`, ...facts }),
  );

const entry = (change: WaveChange, node = 'overall', district = 'A'): NodeChange => {
  const found = change.changes.find((each) => each.node === node && each.district === district);
  if (!found) throw new Error(`entry requires ${node} in ${district}`);
  return found;
};

const codes = ({ reasons }: NodeChange): string[] => reasons.map(({ code }) => code);

describe('the error of a change', () => {
  test('counts sites of both waves once, with their covariance', () => {
    const before = measured(atSites([1, 4, 7, 10], 's'), { facts: first });
    const change = changeOf(before, measured(atSites([2, 5, 8, 10], 's')), true);
    const found = entry(change).change;
    expect(found?.estimate).toBeCloseTo((100 * 0.75) / 9, 9);
    // Differences of deviations from the means 5.5 and 6.25, by site: +0.25 +0.25 +0.25 -0.75; times 100/9 / 4; 4/3 x sum of squares
    const squares = (3 * 0.25 ** 2 + 0.75 ** 2) * (100 / 36) ** 2;
    expect(found?.error.se).toBeCloseTo(Math.sqrt((4 / 3) * squares), 9);
    expect(change.design).toEqual({ psus: 4, shared: 4, strata: 1, df: 3 });
    expect(found?.covariance).toBeGreaterThan(0);
    const independent = (found?.earlierSe as number) ** 2 + (found?.laterSe as number) ** 2;
    expect((found?.error.se as number) ** 2).toBeCloseTo(independent - 2 * (found?.covariance as number), 9);
  });

  test('adds the variances of waves that share no PSU, each in a stratum of its own', () => {
    const [before, later] = [
      measured(atSites([1, 4, 7, 10], 's'), { facts: first }),
      measured(atSites([2, 5, 8, 10], 't')),
    ];
    const change = changeOf(before, later, true);
    expect(change.design).toEqual({ psus: 8, shared: 0, strata: 2, df: 6 });
    const se = ({ measurement }: MeasuredWavePart) => measurement.scores[0]?.figure.error?.se as number;
    expect(entry(change).change?.covariance).toBe(0);
    expect(entry(change).change?.error.se).toBeCloseTo(Math.hypot(se(before), se(later)), 9);
  });

  test('does not take two sites of one name in two strata for one', () => {
    const elsewhere = atSites([2, 5, 8, 10], 's', { stratum: 'north' });
    expect(changeOf(measured(atSites([1, 4, 7, 10], 's'), { facts: first }), measured(elsewhere), true).design).toEqual(
      { psus: 8, shared: 0, strata: 2, df: 6 },
    );
  });
});

describe('the change of two waves recomputed by R survey, sites and people partly shared, each wave raked on its own', () => {
  const part = (file: string, id: string): MeasuredWavePart => {
    const wave = { ...r.wave, id };
    const responses = r.rowsOf(file).map((row) => ({ ...r.responseOf(row), wave: id }));
    const frame = frameOf(responses, r.surveys, wave);
    return { wave, frame, questionnaires: r.surveys, measurement: measureWave(frame, r.surveys, wave) };
  };
  const change = changeOf(part('responses.csv', 'w1'), part('responses-later.csv', 'w2'), true);

  test.each(r.rowsOf('change.csv').map((row) => [row['node'] as string, row['district'] as string, row] as const))(
    'is the same for %s in %s, to 1e-9',
    (node, district, row) => {
      const found = entry(change, node, district).change;
      expect((found?.estimate as number) / Number(row['change'])).toBeCloseTo(1, 9);
      expect((found?.error.se as number) / Number(row['se'])).toBeCloseTo(1, 9);
      expect((found?.covariance as number) / Number(row['covariance'])).toBeCloseTo(1, 8);
      expect((found?.p as number) / Number(row['p'])).toBeCloseTo(1, 7);
      expect((found?.adjusted as number) / Number(row['adjusted'])).toBeCloseTo(1, 7);
      expect(change.design.df).toBe(Number(row['df']));
    },
  );
});

describe('what is said of a change', () => {
  const surveys = [bus, surveyWith('bank', { a: 1 })];
  const people = (scores: Record<string, number[]>): Response[] =>
    ['bus', 'bank'].flatMap((survey) =>
      Object.entries(scores).flatMap(([district, list]) =>
        list.map((score) => responseWith({ survey, district, score })),
      ),
    );
  const before = measured(people({ A: [3, 4, 5, 4, 3, 5], B: [5, 6, 5, 6, 5, 6] }), { facts: first, surveys });
  const later = measured(people({ A: [8, 9, 8, 9, 8, 9], B: [5, 6, 6, 6, 5, 6] }), { surveys });

  test('is up or down only where the p value stays below 5 % after Holm over districts x nodes', () => {
    const change = changeOf(before, later, true);
    expect(change.families).toEqual([
      { kind: 'overall', place: 'districts', tests: 2 },
      { kind: 'overall', place: 'city', tests: 1 },
      { kind: 'sector', place: 'districts', tests: 4 },
      { kind: 'sector', place: 'city', tests: 2 },
      { kind: 'survey', place: 'districts', tests: 4 },
      { kind: 'survey', place: 'city', tests: 2 },
    ]);
    expect(entry(change, 'overall', 'A').change?.verdict).toBe('up');
    expect(entry(change, 'overall', 'B').change?.verdict).toBe('same');
    expect(entry(changeOf(later, before, true), 'overall', 'A').change?.verdict).toBe('down');
    const sectors = ['A', 'B'].flatMap((district) =>
      ['sector:bus', 'sector:bank'].map((node) => entry(change, node, district).change),
    );
    const least = Math.min(...sectors.map((each) => each?.p as number));
    expect(Math.min(...sectors.map((each) => each?.adjusted as number))).toBeCloseTo(4 * least, 12);
  });

  test('is left open while the wave is still asked', () => {
    const change = changeOf(before, later, false);
    expect(change.changes.every((each) => each.change?.verdict === 'open')).toBe(true);
  });

  test('of the city is that of the districts by fixed shares', () => {
    const change = changeOf(before, later, true);
    const [a, b] = ['A', 'B'].map((district) => entry(change, 'overall', district).change?.estimate as number);
    expect(entry(change, 'overall', 'all').change?.estimate).toBeCloseTo(
      0.75 * (a as number) + 0.25 * (b as number),
      9,
    );
  });

  test('is nothing where a district is not ranked in one of the waves, and the family is smaller', () => {
    const method = methodWith(surveys, { floors: { ranked: 6, shown: 0 } });
    const few = measured(people({ A: [8, 9, 8, 9, 8, 9], B: [5, 6, 6] }), { facts: { method }, surveys });
    const change = changeOf(before, few, true);
    expect(codes(entry(change, 'sector:bus', 'B'))).toEqual(['change.insufficient.later']);
    expect(codes(entry(change, 'sector:bus', 'all'))).toEqual(['change.noCityScore']);
    expect(entry(change, 'sector:bus', 'B')).toMatchObject({ earlier: expect.any(Number), later: expect.any(Number) });
    expect(change.families.find(({ kind }) => kind === 'sector')?.tests).toBe(2);
  });

  test('has no error where nobody differs from anybody', () => {
    const [same, again] = [
      measured(people({ A: [5, 5] }), { facts: first, surveys }),
      measured(people({ A: [5, 5] }), { surveys }),
    ];
    expect(codes(entry(changeOf(same, again, true), 'sector:bus'))).toEqual(['change.noError']);
  });
});

describe('a break', () => {
  const scores = [4, 6, 8];
  const later = [4, 7, 7];
  const before = measured(atSites(scores, 's'), { facts: first });
  const after = (surveys: Questionnaire[], facts: Partial<Wave> = {}): NodeChange =>
    entry(
      changeOf(
        before,
        measured(atSites(later, 's'), { surveys, facts: { method: methodWith(surveys), ...facts } }),
        true,
      ),
    );

  test.each([
    ['change.method', { method: methodWith([bus], { version: 'm2' }) }],
    ['change.boundary', { boundaryVersion: 'b2' }],
    ['change.districts', { districts: ['A'] }],
  ])('of the wave refuses every change: %s', (code, facts) => {
    expect(codes(after([bus], facts))).toEqual([code]);
    expect(after([bus], facts)).not.toHaveProperty('change');
  });

  const revised = (change: 'same' | 'reworded' | 'scaleChanged', from = 'a1'): Questionnaire => ({
    ...bus,
    hash: 'other',
    definition: { ...bus.definition, previous: { version: 1, items: { a1: { from, change } } } },
  });

  test('is a scale, an item, a weight that is another', () => {
    const wide = surveyWith('bus', { a: 1 });
    wide.definition.scales['ten'] = { min: 1, max: 5, labels: {} };
    expect(codes(after([wide]))).toEqual(['change.scale']);
    expect(codes(after([surveyWith('bus', { a: 2 })]))).toEqual(['change.items']);
    expect(codes(after([surveyWith('bus', { a: 1, b: 1 })]))).toEqual(['change.items']);
  });

  test('between versions is what the new definition says, or does not say, of its items', () => {
    expect(codes(after([revised('same')]))).toEqual([]);
    expect(codes(after([revised('scaleChanged')]))).toEqual(['change.scale']);
    expect(codes(after([revised('same', 'z9')]))).toEqual(['change.versions']);
    expect(codes(after([{ ...bus, hash: 'other' }]))).toEqual(['change.versions']);
  });

  test('is no other wording, but that is said', () => {
    const change = changeOf(before, measured(atSites(later, 's'), { surveys: [revised('reworded')] }), true);
    expect(codes(entry(change))).toEqual([]);
    expect(change.notes).toEqual([{ code: 'change.reworded', path: 'survey:bus', params: { survey: 'bus' } }]);
  });

  test('of one survey leaves the others, and refuses what it is a part of', () => {
    const both = (survey: Questionnaire): Questionnaire[] => [survey, surveyWith('bank', { a: 1 })];
    const responses = ['bus', 'bank'].flatMap((survey) => atSites(scores, survey, { survey }));
    const change = changeOf(
      measured(responses, { facts: first, surveys: both(bus) }),
      measured(responses, { surveys: both(revised('scaleChanged')) }),
      true,
    );
    expect(['overall', 'sector:bus', 'sector:bank'].map((node) => codes(entry(change, node)))).toEqual([
      ['change.scale'],
      ['change.scale'],
      ['change.noError'],
    ]);
  });

  test('is another weight of the surveys for what stands above them alone', () => {
    const surveys = [bus, surveyWith('bank', { a: 1 })];
    const responses = (some: number[]) => ['bus', 'bank'].flatMap((survey) => atSites(some, survey, { survey }));
    const method = methodWith(surveys, { sectorWeights: { bus: 3, bank: 1 } });
    const change = changeOf(
      measured(responses([4, 6, 8]), { facts: first, surveys }),
      measured(responses([5, 6, 8]), { facts: { method }, surveys }),
      true,
    );
    expect(codes(entry(change))).toEqual(['change.weights']);
    expect(codes(entry(change, 'sector:bus'))).toEqual([]);
  });
});

describe('the last comparable wave', () => {
  const quarter = (number: number, facts: Partial<Wave> = {}): Wave =>
    waveWith([bus], {
      id: `q${number}`,
      opensAt: new Date(Date.UTC(2026, 3 * (number - 1))),
      closesAt: new Date(Date.UTC(2026, 3 * number)),
      ...facts,
    });

  test('is the latest of the series that had closed when the wave opened', () => {
    const waves = [quarter(1), quarter(3), quarter(2), quarter(4)];
    expect(baselineOf(quarter(4), waves)).toMatchObject({ wave: { id: 'q3' }, reasons: [], passedOver: [] });
    expect(baselineOf(quarter(1), waves).reasons.map(({ code }) => code)).toEqual(['change.noEarlierWave']);
    const overlapping = quarter(3, { closesAt: new Date(Date.UTC(2026, 9, 2)) });
    expect(baselineOf(quarter(4), [quarter(2), overlapping]).wave?.id).toBe('q2');
  });

  test('is of the same kind, population and surveys', () => {
    const others = [
      quarter(3, { kind: 'simulated' }),
      quarter(3, { population: 'visitors' }),
      quarter(3, { surveys: [{ id: 'bank', version: 1 }] }),
    ];
    expect(baselineOf(quarter(4), others).wave).toBeUndefined();
    expect(baselineOf(quarter(4), [...others, quarter(2)]).wave?.id).toBe('q2');
  });

  test('lies on this side of a break, and what was passed over is said', () => {
    const other = quarter(3, { method: methodWith([bus], { version: 'm2' }) });
    const { wave, passedOver } = baselineOf(quarter(4), [quarter(2), other]);
    expect([wave?.id, passedOver.map((each) => [each.wave.id, each.reasons[0]?.code])]).toEqual([
      'q2',
      [['q3', 'change.method']],
    ]);
    expect(baselineOf(quarter(4), [other])).toMatchObject({ reasons: [{ code: 'change.method' }] });
  });
});
