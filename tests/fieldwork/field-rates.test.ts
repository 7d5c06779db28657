import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../src/fieldwork/attempt.js';
import { fieldCases, finalDisposition } from '../../src/fieldwork/field-case.js';
import { fieldRates } from '../../src/fieldwork/field-rates.js';
import { waveLinks } from '../../src/fieldwork/link-counts.js';
import type { ResponseEnd } from '../../src/responses/response-end.js';
import { testWave } from '../support/wave.js';

const wave = testWave();
const during = new Date('2026-11-20T02:00:00Z');
const after = new Date('2026-12-10T02:00:00Z');
const noLinks = { untouched: 0, underWay: 0 };
let minutes = 0;

function attempt(responseId: string, outcome: string, facts: Partial<Attempt> = {}): Attempt {
  minutes += 1;
  return {
    attemptId: `${responseId}:${minutes}`,
    responseId,
    survey: 'transport',
    wave: 'w1',
    mode: 'phone',
    entry: 'case',
    enumerator: 'li',
    outcome,
    at: new Date(during.getTime() + minutes * 60_000),
    ...facts,
  };
}

function ended(responseId: string, result: ResponseEnd['result'], facts: Partial<ResponseEnd> = {}): ResponseEnd {
  minutes += 1;
  return {
    responseId,
    interviewId: responseId,
    survey: 'transport',
    mode: 'phone',
    entry: 'case',
    result,
    sex: 'female',
    age: '30-59',
    residence: { district: '330602' },
    times: { endedAt: new Date(during.getTime() + minutes * 60_000) },
    ...facts,
  };
}

const casesOf = (attempts: Attempt[], responses: ResponseEnd[] = [], now = during) =>
  fieldCases({ attempts, responses }, wave, now);
const endsOf = (attempts: Attempt[], responses: ResponseEnd[] = [], now = during) =>
  casesOf(attempts, responses, now).map(({ disposition }) => disposition);

describe('the final disposition of a case', () => {
  it('is one for all calls to a number, however many there were', () => {
    const called = { case: 'P-17' };
    const calls = [attempt('a', '3.13', called), attempt('b', '3.12', called), attempt('c', '1.1', called)];
    expect(endsOf(calls, [ended('c', 'complete', called)])).toEqual(['I']);
    expect(endsOf(calls.slice(0, 2))).toEqual(['UH']);
    const unnumbered = ['a', 'b', 'c'].map((id) => attempt(id, '3.13'));
    expect(endsOf(unnumbered)).toEqual(['UH', 'UH', 'UH']);
  });

  it('keeps numbers of different surveys apart, and those of a wave with several surveys an interview together', () => {
    const calls = [attempt('a', '2.11', { case: 'P-1' }), attempt('b', '3.13', { case: 'P-1', survey: 'finance' })];
    expect(endsOf(calls)).toEqual(['R', 'UH']);
    const combined = testWave({ combined: { surveysPerPerson: 2 } });
    expect(fieldCases({ attempts: calls, responses: [] }, combined, during)).toHaveLength(1);
  });

  it('counts the surveys of one interview as one case, and as partial where only some were answered', () => {
    const door = attempt('door', '1.2', { survey: '@transport:1+finance:1' });
    const parts = [
      ended('p1', 'complete', { interviewId: 'door' }),
      ended('p2', 'breakOff', { interviewId: 'door', survey: 'finance' }),
    ];
    expect(casesOf([door], parts)).toEqual([
      { mode: 'phone', entry: 'case', disposition: 'P', onRecord: true, district: '330602' },
    ]);
  });

  it('keeps a refusal when nobody answers the next call, and gives it up for an interview', () => {
    expect(finalDisposition(['R', 'UH'], true)).toBe('R');
    expect(finalDisposition(['R', 'I'], true)).toBe('I');
    expect(finalDisposition(['I', 'R'], true)).toBe('I');
    expect(finalDisposition(['UH', 'R', 'NE'], true)).toBe('NE');
    expect(finalDisposition(['UO', 'UH'], true)).toBe('UO');
  });

  it('waits for an agreed time while the wave is open, and is unknown once it is over', () => {
    expect(endsOf([attempt('a', 'appointment')])).toEqual(['pending']);
    expect(endsOf([attempt('a', 'appointment')], [], after)).toEqual(['UO']);
    expect(endsOf([attempt('a', 'appointment'), attempt('a', '3.13')])).toEqual(['UH']);
  });

  it('is a non-contact where somebody who was screened did not keep the agreed time', () => {
    const agreed = attempt('a', 'appointment');
    expect(endsOf([agreed], [ended('a', 'breakOff')], after)).toEqual(['NC']);
    const { age: _, ...unscreened } = ended('a', 'breakOff');
    expect(endsOf([agreed], [unscreened], after)).toEqual(['UO']);
  });

  it('is unknown where somebody broke off before telling who they are, and a refusal afterwards', () => {
    const { residence: _, ...early } = ended('a', 'breakOff');
    expect(endsOf([attempt('a', '2.12')], [early])).toEqual(['UO']);
    expect(endsOf([attempt('a', '2.12')])).toEqual(['UO']);
    expect(endsOf([attempt('a', '2.12')], [ended('a', 'breakOff')])).toEqual(['R']);
    expect(endsOf([attempt('a', '2.11')])).toEqual(['R']);
  });

  it('follows the answers before what was recorded, and what was recorded before a bare break-off', () => {
    expect(endsOf([attempt('a', '2.12')], [ended('a', 'partial')])).toEqual(['P']);
    expect(endsOf([attempt('a', '1.1')], [ended('a', 'outOfPopulation')])).toEqual(['NE']);
    expect(endsOf([attempt('a', '2.33')], [ended('a', 'breakOff')])).toEqual(['O']);
  });

  it('takes people without the service as interviewed, and people of a full quota as not eligible', () => {
    expect(endsOf([], [ended('a', 'notServiceUser'), ended('b', 'quotaFull')])).toEqual(['I', 'NE']);
  });

  it('leaves tests and doubles out, and counts other responses that are kept out as no interview', () => {
    const excluded = (ground: NonNullable<ResponseEnd['exclusion']>['ground']) =>
      endsOf([attempt('x', '1.1')], [ended('x', 'complete', { exclusion: { ground } })]);
    expect([excluded('test'), excluded('duplicate'), excluded('fabricated'), excluded('lowQuality')]).toEqual([
      [],
      [],
      ['UO'],
      ['O'],
    ]);
  });
});

describe('field rates', () => {
  // By phone: 4 complete, 1 refusal, 1 break-off and 1 not eligible of known districts; 2 refusals, 3 without an answer of unknown ones.
  const phone = casesOf(
    [
      ...['i1', 'i2', 'i3', 'i4', 'ne'].map((id) => attempt(id, '1.1')),
      ...['r1', 'r2'].map((id) => attempt(id, '2.11')),
      ...['n1', 'n2', 'n3'].map((id) => attempt(id, '3.13')),
      attempt('b1', '2.12'),
      attempt('later', 'appointment'),
    ],
    [
      ...['i1', 'i2', 'i3'].map((id) => ended(id, 'complete')),
      ended('i4', 'complete', { residence: { district: '330603' } }),
      ended('b1', 'breakOff'),
      ended('ne', 'outOfPopulation', { residence: { district: '330603' } }),
    ],
  );

  it('are those worked by hand, by mode', () => {
    const [way] = fieldRates(phone, noLinks, wave.districts).ways;
    expect(way).toMatchObject({
      mode: 'phone',
      reach: 'listed',
      cases: 11,
      pending: 1,
      counts: { I: 4, P: 0, R: 3, NC: 0, O: 0, UH: 3, UO: 0, NE: 1 },
    });
    expect(way?.e).toBeCloseTo(7 / 8, 12);
    expect(way?.rates.RR1).toBeCloseTo(4 / 10, 12);
    expect(way?.rates.RR3).toBeCloseTo(4 / (7 + 3 * (7 / 8)), 12);
    expect(way?.rates.COOP1).toBeCloseTo(4 / 7, 12);
    expect(way?.rates.REF1).toBeCloseTo(3 / 10, 12);
    expect(way?.rates.CON1).toBeCloseTo(7 / 10, 12);
  });

  it('keep cases of unknown district in a row of their own, and say of districts no more than what is certain', () => {
    const [way] = fieldRates(phone, noLinks, wave.districts).ways;
    expect(way?.elsewhere).toMatchObject({ cases: 5, counts: { R: 2, UH: 3 }, pending: 1 });
    const [first, second] = way?.districts ?? [];
    expect(first).toMatchObject({ district: '330602', cases: 4, counts: { I: 3, R: 1 }, atMost: true });
    expect(first?.rates).toMatchObject({ RR1: 3 / 4, COOP1: 3 / 4, REF1: undefined, CON1: undefined });
    expect(second).toMatchObject({ district: '330603', counts: { I: 1, NE: 1 } });
    const sums = (way?.districts ?? []).reduce((sum, { cases }) => sum + cases, 0);
    expect(sums + (way?.elsewhere.cases ?? 0)).toBe(way?.cases);
  });

  it('are exact in a district where the district of every case is known', () => {
    const known = phone.filter(({ district }) => district !== undefined);
    const [first] = fieldRates(known, noLinks, wave.districts).ways[0]?.districts ?? [];
    expect(first).toMatchObject({ atMost: false, rates: { RR1: 3 / 4, REF1: 1 / 4, CON1: 1 } });
  });

  it('are cooperation alone for people approached on site, and none for open links', () => {
    const onsite = { mode: 'onsite', entry: 'intercept' } as const;
    const visits = casesOf(
      [attempt('s1', '1.1', onsite), attempt('s2', '2.11', onsite)],
      [ended('s1', 'complete', onsite), ended('o1', 'complete', { mode: 'online', entry: 'open' })],
    );
    const [street, open] = fieldRates(visits, noLinks, wave.districts).ways;
    expect(street).toMatchObject({ reach: 'approached', e: undefined, rates: { COOP1: 1 / 2, RR1: undefined } });
    expect(open).toMatchObject({ reach: 'open', cases: 1, rates: { COOP1: undefined, RR1: undefined } });
  });

  it('are not made from interviews alone, of which nothing else is on record', () => {
    const imported = casesOf([], [ended('i1', 'complete'), ended('i2', 'breakOff')]);
    const [way] = fieldRates(imported, noLinks, wave.districts).ways;
    expect(way).toMatchObject({ reach: 'unrecorded', unrecorded: 2, rates: { RR1: undefined, COOP1: undefined } });
    const [mixed] = fieldRates([...imported, ...phone], noLinks, wave.districts).ways;
    expect(mixed).toMatchObject({ reach: 'listed', unrecorded: 2, cases: 13 });
    const many = Array.from({ length: 12 }, () => imported[0]!);
    expect(fieldRates([...many, ...phone], noLinks, wave.districts).ways[0]?.reach).toBe('unrecorded');
  });

  it('take links that nobody used as unknown, and give phone and links together', () => {
    const online = { mode: 'online', entry: 'token', linkBatch: 'b' } as const;
    const answered = casesOf([], [ended('l1', 'complete', online), ended('l2', 'partial', online)]);
    const { ways, together } = fieldRates([...phone, ...answered], { untouched: 6, underWay: 2 }, wave.districts);
    expect(ways[1]).toMatchObject({
      cases: 8,
      pending: 2,
      counts: { I: 1, P: 1, UO: 6 },
      rates: { RR1: 1 / 8, RR2: 2 / 8 },
    });
    expect(together).toMatchObject({ cases: 19, counts: { I: 5, P: 1, R: 3, UH: 3, UO: 6, NE: 1 } });
    expect(together?.rates.RR1).toBeCloseTo(5 / 18, 12);
  });
});

describe('the links of a wave', () => {
  it('are made, begun, answered, under way, taken back before use or never used', () => {
    const used = [
      { tokenHash: 'a', result: 'complete' },
      { tokenHash: 'b', result: 'breakOff' },
    ];
    const one = { made: 10, isRevoked: false, revokedSingly: ['a', 'x', 'y'], underWay: ['c'], used };
    const other = {
      made: 5,
      isRevoked: true,
      revokedSingly: [],
      underWay: [],
      used: [{ tokenHash: 'q', result: 'partial' }],
    };
    expect(waveLinks([one])).toEqual({ made: 10, begun: 3, answered: 1, underWay: 1, withdrawn: 2, untouched: 5 });
    expect(waveLinks([one, other])).toEqual({
      made: 15,
      begun: 4,
      answered: 1,
      underWay: 1,
      withdrawn: 6,
      untouched: 5,
    });
  });
});
