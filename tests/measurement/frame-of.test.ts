import { describe, expect, test } from '@jest/globals';
import { frameOf } from '../../src/measurement/frame-of.js';
import type { Frame } from '../../src/measurement/frame.js';
import type { Response } from '../../src/responses/response.js';
import { responseWith, surveyWith, waveWith } from '../support/responses.js';

const bus = surveyWith('bus', { a: 2 });
const taxi = surveyWith('taxi', { a: 1 });
const surveys = [bus, taxi];
const wave = waveWith(surveys);
const reasonOf = (facts: Partial<Response>): unknown =>
  frameOf([responseWith({ score: 9, ...facts })], surveys, wave).leftOut;
const frame = (...responses: Response[]): Frame => frameOf(responses, surveys, wave);

describe('frameOf', () => {
  test('takes completes, partials and people who do not use the service, each of them a row', () => {
    const { rows, columns } = frame(
      responseWith({ score: 9 }),
      responseWith({ score: 8, result: 'partial' }),
      responseWith({ result: 'notServiceUser' }),
    );
    expect(rows).toBe(3);
    expect([...columns.user]).toEqual([1, 1, 0]);
  });

  test.each([
    ['a break-off', { result: 'breakOff' }, 'breakOff'],
    ['somebody outside the population', { result: 'outOfPopulation' }, 'outOfPopulation'],
    ['an open link', { entry: 'open' }, 'outsideEntry'],
    ['a code on the spot', { entry: 'siteQr' }, 'outsideEntry'],
    ['a source of users', { entry: 'intercept', sampleSource: 'clinic' }, 'usersSource'],
    ['a source the wave does not have', { sampleSource: 'fax' }, 'unknownSource'],
    ['another wave', { wave: 'w0' }, 'otherWave'],
    ['another version', { version: 2 }, 'otherVersion'],
    ['a simulated response in a real wave', { simulated: true }, 'otherKind'],
    ['an excluded response', { exclusion: { by: 'x', at: new Date(0), reason: 'r' } }, 'excluded'],
    ['a district that is not of the wave', { residence: { district: 'Z', foundBy: 'answer' } }, 'noResidence'],
  ] as const)('leaves out %s and counts why', (_name, facts, reason) => {
    expect(reasonOf(facts as Partial<Response>)).toEqual([{ reason, n: 1 }]);
  });

  test('is the same whatever order the responses come in', () => {
    const responses = [1, 5, 9, 3].map((score) => responseWith({ score, district: score > 4 ? 'A' : 'B' }));
    const [forward, backward] = [frame(...responses), frame(...responses.toReversed())];
    expect(backward).toEqual(forward);
  });

  test('keeps a survey in one block of rows, in the order of the wave', () => {
    const { surveys: blocks } = frame(responseWith({ survey: 'taxi', score: 3 }), responseWith({ score: 9 }));
    expect(blocks.map(({ survey, from, to }) => [survey, from, to])).toEqual([
      ['bus', 0, 1],
      ['taxi', 1, 2],
    ]);
  });

  test('has no number where an answer is missing, stated as missing, or off the scale', () => {
    const answers = [{ a1: 5 }, { a1: { missing: 'dontKnow' as const } }, {}, { a1: 11 }, { a1: 1 }];
    const [block] = frame(...answers.map((each) => responseWith({ answers: each }))).surveys;
    expect([...(block?.items[0]?.values ?? [])]).toEqual([5, Number.NaN, Number.NaN, Number.NaN, 1]);
  });

  test('joins two responses of one person into one PSU, across surveys', () => {
    const person = { respondentId: 'p1' };
    const { columns, psus, respondents } = frame(
      responseWith({ ...person, score: 9 }),
      responseWith({ ...person, survey: 'taxi', score: 3 }),
      responseWith({ score: 5 }),
    );
    expect(columns.psu[0]).toBe(columns.psu[2]);
    expect([psus.length, respondents]).toEqual([2, 2]);
  });

  test('takes the site on site, else the enumerator and day, as PSU', () => {
    const onsite = { mode: 'onsite', entry: 'intercept', sampleSource: 'street', enumerator: 'e1' } as const;
    const phone = { mode: 'phone', entry: 'case', sampleSource: 'phone', enumerator: 'e1' } as const;
    const { psus } = frame(
      responseWith({ ...onsite, site: 's1' }),
      responseWith({ ...onsite, site: 's1', localDate: '2026-03-09' }),
      responseWith({ ...onsite }),
      responseWith(phone),
      responseWith({ ...phone, localDate: '2026-03-09' }),
    );
    expect(psus).toEqual(['day e1 2026-03-02', 'day e1 2026-03-09', 'day e1 2026-03-02', 'site s1']);
  });

  test('keeps equal PSU labels of two strata apart', () => {
    const phone = { mode: 'phone', entry: 'case', sampleSource: 'phone', enumerator: 'e1' } as const;
    const { strata, stratumOfPsu } = frame(
      responseWith({ ...phone, stratum: 'mobile' }),
      responseWith({ ...phone, stratum: 'landline' }),
    );
    expect(strata).toEqual(['phone landline', 'phone mobile']);
    expect([...stratumOfPsu]).toEqual([0, 1]);
  });

  test('shows open entries and sources of users beside it, unweighted, by service district', () => {
    const { rows, outside } = frame(
      responseWith({ entry: 'siteQr', score: 10 }),
      responseWith({ entry: 'siteQr', score: 1 }),
      responseWith({ entry: 'open', district: 'B', answers: { a1: 5 } }),
      responseWith({ entry: 'intercept', sampleSource: 'clinic', score: 10, baseWeight: 50 }),
    );
    expect(rows).toBe(0);
    expect(outside).toEqual([
      { survey: 'bus', district: 'A', kind: 'siteQr', n: 2, index: 50 },
      { survey: 'bus', district: 'A', kind: 'users', n: 1, index: 100 },
      { survey: 'bus', district: 'B', kind: 'open', n: 1 },
    ]);
  });
});
