import { describe, expect, test } from '@jest/globals';
import { drawn } from '../../src/interview/combined/drawn.js';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import { psuLabel } from '../../src/measurement/sampling-unit.js';
import type { Response } from '../../src/responses/response.js';
import { methodWith, responseWith, surveyWith, waveWith } from '../support/responses.js';

const ids = ['bus', 'bank', 'school', 'care'];
const surveys = ids.map((id) => surveyWith(id, { a: 1 }));
const wave = waveWith(surveys, { method: methodWith(surveys, { rankDraws: 20 }) });
const perPerson = 2;

interface Person {
  /** Surveys whose service the person uses. */
  uses: string[];
  /** What the person would answer, by survey. */
  scores: Record<string, number>;
}

/** Numbers in [0, 1) that are the same in every run (Park and Miller). */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The more services somebody uses, the less content: whoever is eligible for much is drawn less often for each, and answers otherwise. */
function personOf(chance: () => number): Person {
  const busy = chance() < 0.4;
  const uses = ids.filter((_, at) => chance() < (busy ? 0.95 : 0.35 - 0.05 * at));
  const scores = ids.map((id, at) => {
    const level = (busy ? 4 : 8) + at / 2 + (chance() - 0.5) * 3;
    return [id, Math.min(10, Math.max(1, Math.round(level)))] as const;
  });
  return { uses, scores: Object.fromEntries(scores) };
}

/** One interview: no user of a survey is told at once, of the others as many as are asked are drawn. */
function responsesOf({ uses, scores }: Person, n: number, round: number): Response[] {
  const respondentId = `p${n}`;
  const chosen = drawn(uses, perPerson, n * 7919 + round);
  const facts = { respondentId, interviewId: respondentId, district: n % 2 ? 'A' : 'B' };
  return ids.flatMap((survey): Response[] => {
    if (!uses.includes(survey)) return [responseWith({ ...facts, survey, result: 'notServiceUser', allocation: 1 })];
    const allocation = chosen.length / uses.length;
    return chosen.includes(survey) ? [responseWith({ ...facts, survey, allocation, score: scores[survey]! })] : [];
  });
}

const chance = stream(20_261_124);
const people = Array.from({ length: 1200 }, () => personOf(chance));

interface Estimate {
  /** Share of the population that uses the service. */
  users: number;
  /** Index of the users, 0-100. */
  index: number;
}

/** What is true of the people: everybody is interviewed, so that chance comes in by the allocation alone. */
function truthOf(survey: string): Estimate {
  const users = people.filter(({ uses }) => uses.includes(survey));
  const mean = users.reduce((sum, { scores }) => sum + scores[survey]!, 0) / users.length;
  return { users: users.length / people.length, index: (100 * (mean - 1)) / 9 };
}

function estimatesOf(responses: readonly Response[]): Record<string, Estimate> {
  const frame = frameOf(responses, surveys, wave);
  const { weights, city } = measureWave(frame, surveys, wave);
  return Object.fromEntries(
    frame.surveys.map(({ survey, from, to }) => {
      const weight = weights.final.subarray(from, to);
      const user = frame.columns.user.subarray(from, to);
      const all = weight.reduce((sum, each) => sum + each, 0);
      const using = weight.reduce((sum, each, at) => sum + each * user[at]!, 0);
      const pooled = city.find(({ node }) => node === `sector:${survey}`)!.pooled;
      return [survey, { users: using / all, index: pooled.estimate! }];
    }),
  );
}

const rounds = 30;

/** How far the mean of many rounds is from the truth, in its own Monte Carlo errors. */
function distances(all: readonly Record<string, Estimate>[], what: keyof Estimate): number[] {
  return ids.map((survey) => {
    const values = all.map((each) => each[survey]![what]);
    const mean = values.reduce((sum, each) => sum + each, 0) / rounds;
    const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (rounds - 1);
    return Math.abs(mean - truthOf(survey)[what]) / Math.sqrt(variance / rounds);
  });
}

describe('people who are asked two of the surveys they are eligible for', () => {
  const drawnOnce = Array.from({ length: rounds }, (_, round) =>
    people.flatMap((person, n) => responsesOf(person, n, round)),
  );
  const weighted = drawnOnce.map(estimatesOf);
  const ignored = drawnOnce.map((all) => estimatesOf(all.map((each) => ({ ...each, allocation: 1 }))));

  test('stand for the users of each service and for what these think, without bias', () => {
    distances(weighted, 'users').forEach((distance) => expect(distance).toBeLessThan(3.5));
    distances(weighted, 'index').forEach((distance) => expect(distance).toBeLessThan(3.5));
  });

  test('would not if the probability of being asked were left out: too few users, and the busiest of them too seldom', () => {
    distances(ignored, 'users').forEach((distance) => expect(distance).toBeGreaterThan(20));
    distances(ignored, 'index').forEach((distance) => expect(distance).toBeGreaterThan(20));
    ids.forEach((survey) => {
      expect(ignored[0]![survey]!.users).toBeLessThan(truthOf(survey).users - 0.05);
      expect(ignored[0]![survey]!.index).toBeGreaterThan(truthOf(survey).index + 2);
    });
  });
});

describe('two responses of one interview', () => {
  const two = ['bus', 'bank'].map((survey) =>
    responseWith({ survey, respondentId: 'p1', interviewId: 'p1', score: 5 }),
  );
  const other = responseWith({ survey: 'bus', respondentId: 'p2', score: 7 });

  test('are one sampling unit and one person of the frame', () => {
    expect(new Set(two.map(psuLabel))).toEqual(new Set(['person p1']));
    const { psus, respondents, columns } = frameOf([...two, other], surveys, wave);
    expect(psus).toEqual(['person p1', 'person p2']);
    expect(respondents).toBe(2);
    expect([...columns.psu]).toEqual([0, 1, 0]);
    expect([...columns.respondent]).toEqual([0, 1, 0]);
  });

  test('vary together: the overall error knows it, which two strangers with the same answers do not have', () => {
    const scores = Array.from({ length: 60 }, (_, n) => 1 + (n % 10));
    const both = waveWith(surveys.slice(0, 2), { method: methodWith(surveys.slice(0, 2)) });
    const errorOf = (isOnePerson: boolean) => {
      const responses = scores.flatMap((score, n) =>
        ['bus', 'bank'].map((survey) =>
          responseWith({ survey, score, respondentId: isOnePerson ? `p${n}` : `${survey}${n}` }),
        ),
      );
      const { city } = measureWave(frameOf(responses, surveys.slice(0, 2), both), surveys.slice(0, 2), both);
      return city.find(({ node }) => node === 'overall')!.pooled.error!.se;
    };
    // Answers that are the same twice tell no more than once: sqrt(2) of the error of as many independent answers.
    expect(errorOf(true) / errorOf(false)).toBeCloseTo(Math.SQRT2, 1);
  });
});
