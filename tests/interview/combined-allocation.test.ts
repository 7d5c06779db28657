import { describe, expect, it } from '@jest/globals';
import { doorNames } from '../../src/definition/door/door-names.js';
import type { Answers } from '../../src/definition/types.js';
import { allocate } from '../../src/interview/combined/allocation.js';
import { drawn } from '../../src/interview/combined/drawn.js';
import { interviewOutcome } from '../../src/fieldwork/interview-outcome.js';
import { drawOf } from '../../src/interview/combined/standing.js';
import { questionnaire, sha256 } from '../reports/sample-wave.js';

const ids = ['education', 'transport', 'elderly-care', 'finance'];
const four = ids.map(questionnaire);
const names = doorNames(four.map(({ definition }) => definition));
const user: Answers = {
  consent: 1,
  sex: 1,
  age: 5,
  residence: 1,
  months: 1,
  ...Object.fromEntries(ids.map((id) => [names.get(id)!.get('staff')!, 2])),
  edu_child: 1,
  edu_stage: 2,
  edu_district: 1,
  tra_used: 1,
  eld_who: 1,
  eld_services: [1],
  fin_used: [1],
};

/** The seed of the n-th of many interviews, as their ids give it. */
const seedOf = (n: number) => Number.parseInt(sha256(`interview ${n}`).slice(0, 8), 16);
const given = (seed: number, surveysPerPerson: number, answers: Answers = user) =>
  allocate(four, { answers, today: '2026-11-20', seed, surveysPerPerson });
const asked = (allocation: ReturnType<typeof allocate>) =>
  allocation.shares.filter(({ isAsked }) => isAsked).map((share) => share.questionnaire.definition.id);

/** Pearson's statistic of counts that should all be the same. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  return counts.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0);
}

function countBy(labels: readonly string[]): number[] {
  const counts = new Map<string, number>();
  labels.forEach((label) => counts.set(label, (counts.get(label) ?? 0) + 1));
  return [...counts.values()];
}

describe('the draw', () => {
  it('is the same for the same seed, in every version of the program', () => {
    expect([1, 2, 3].map((seed) => drawn(ids, 2, seed))).toMatchInlineSnapshot(`
[
  [
    "education",
    "elderly-care",
  ],
  [
    "finance",
    "transport",
  ],
  [
    "transport",
    "finance",
  ],
]
`);
  });

  it('takes each at most once, all of them where more are wanted, and none of none', () => {
    expect(drawn(ids, 9, 7).toSorted()).toEqual([...ids].sort());
    expect([drawn(ids, 0, 7), drawn([], 2, 7)]).toEqual([[], []]);
  });

  it('gives 500 people who use everything each survey equally often, each pair, and each place in the order', () => {
    const draws = Array.from({ length: 500 }, (_, n) => asked(given(seedOf(n), 2)));
    // 0.999 quantiles of chi-square with 3, 5 and 11 degrees of freedom.
    expect(chiSquare(countBy(draws.flat()))).toBeLessThan(16.27);
    expect(chiSquare(countBy(draws.map((pair) => pair.toSorted().join())))).toBeLessThan(20.52);
    const ordered = countBy(draws.map((pair) => pair.join()));
    expect(ordered).toHaveLength(12);
    expect(chiSquare(ordered)).toBeLessThan(31.26);
  });
});

describe('the allocation', () => {
  it('has the probability min(k, e) / e among the e surveys somebody is eligible for', () => {
    const probabilities = [1, 2, 3, 4, 9].map((k) => given(5, k).shares.map(({ allocation }) => allocation));
    expect(probabilities).toEqual([[0.25], [0.5, 0.5], [0.75, 0.75, 0.75], [1, 1, 1, 1], [1, 1, 1, 1]]);
    const one = given(5, 2, { ...user, edu_child: 2, tra_used: 2 });
    expect(one.eligible).toEqual(['elderly-care', 'finance']);
    expect(one.shares.map(({ isAsked, allocation }) => [isAsked, allocation])).toEqual([
      [false, 1],
      [false, 1],
      [true, 1],
      [true, 1],
    ]);
  });

  it('can be checked from what a response carries', () => {
    const { eligible, shares } = given(seedOf(1), 2);
    const [share] = shares;
    expect(drawOf({ eligible, allocation: share!.allocation, seed: seedOf(1) })).toEqual(asked(given(seedOf(1), 2)));
  });

  it('gives everybody out of the population one share, for the first survey', () => {
    const ended = { id: 'minor', when: { answered: 'age' }, result: 'outOfPopulation' as const, text: {} };
    const { eligible, shares } = allocate(four, {
      answers: user,
      today: '2026-11-20',
      seed: 1,
      surveysPerPerson: 2,
      ended,
    });
    expect(eligible).toEqual([]);
    expect(shares.map(({ questionnaire: { definition }, isAsked }) => [definition.id, isAsked])).toEqual([
      ['education', false],
    ]);
  });
});

describe('the outcome of an interview of several surveys', () => {
  it.each([
    [['outOfPopulation'], '4.70'],
    [['notServiceUser', 'outOfPopulation'], '1.1'],
    [['notServiceUser', 'complete', 'complete'], '1.1'],
    [['complete', 'breakOff'], '1.2'],
    [['partial', 'notServiceUser'], '1.2'],
    [['breakOff', 'breakOff', 'notServiceUser'], '2.12'],
    [['quotaFull', 'notServiceUser'], '4.80'],
    [['complete', 'quotaFull'], '1.2'],
  ] as const)('is one for %j: %s', (results, code) => {
    expect(interviewOutcome(results)).toBe(code);
  });
});
