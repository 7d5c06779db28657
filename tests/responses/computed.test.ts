import { expect, test } from '@jest/globals';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answers } from '../../src/definition/types.js';
import { responseOf } from '../../src/responses/intake.js';
import { openingOf } from '../../src/responses/opening.js';
import type { Response } from '../../src/responses/response.js';
import { fixture, sha256 } from '../definition/fixtures.js';
import { testWave } from '../support/wave.js';

const rated: Answers = { consent: 1, sex: 2, age: 2, home: 1, overall: 8, a1: 7, a2: 6, b1: 5 };
const wave = testWave();

/** Just before midnight in Shanghai, and just after. */
const evening = new Date('2026-11-20T15:59:00Z');
const night = new Date('2026-11-20T16:01:00Z');

function response(questionnaire: Questionnaire, answers: Answers, now = evening): Response {
  const opening = openingOf({
    responseId: 'b'.repeat(32),
    questionnaire,
    wave,
    source: wave.sampleSources[0]!,
    language: 'zh-CN',
    now,
  });
  const submission = {
    opening,
    language: 'zh-CN' as const,
    answers,
    finished: true,
    endedAt: now,
    pages: {},
    modeTrail: [],
  };
  return responseOf(questionnaire, submission, { now, sha256, simulated: false });
}

test('a response carries its computed values; where the survey has none it carries nothing of the kind', () => {
  const kept = response(fixture('computed'), { ...rated, adults: 3, children: 1 });
  expect(kept.computed).toEqual({ share: 0.25 });
  expect(kept.answers).toEqual({ ...rated, adults: 3, children: 1 });
  expect('computed' in response(fixture('number'), rated)).toBe(false);
});

test('they reckon from the local day on which the interview began, and are no part of what makes two submissions the same', () => {
  const answers = { ...rated, from: '2026-11-18', to: '2026-11-19' };
  const before = response(fixture('computed-of-dates'), answers, evening);
  const after = response(fixture('computed-of-dates'), answers, night);
  expect([before.computed, after.computed]).toMatchObject([{ waited: 2 }, { waited: 3 }]);
  expect(after.contentHash).toBe(before.contentHash);
});
