import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { Answers } from '../../src/definition/types.js';
import { openingOf } from '../../src/responses/opening.js';
import { finish, type Keeper } from '../../src/responses/finish.js';
import { receiptOf, responseOf, type Submission } from '../../src/responses/intake.js';
import { localDate } from '../../src/responses/local-date.js';
import type { Response } from '../../src/responses/response.js';
import { sha256 } from '../../src/web/digest.js';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { root } from '../../src/web/root.js';
import { testWave } from '../support/wave.js';
import { answerEverything } from '../../scripts/drill/answer-everything.js';

const surveys = loadSurveys(join(root, 'schemas'));
const transport = surveys.latest('transport')!;
const now = new Date('2026-11-20T02:00:00Z');
const wave = testWave();
const opening = openingOf({
  responseId: 'a'.repeat(32),
  questionnaire: transport,
  wave,
  source: wave.sampleSources[0]!,
  language: 'zh-CN',
  now,
});
const intake = { now, sha256, simulated: false };

function submission(answers: Answers, finished = true): Submission {
  return {
    opening,
    language: 'zh-CN',
    answers,
    finished,
    endedAt: now,
    pages: {},
    modeTrail: [{ mode: opening.mode, at: now }],
  };
}

/** What a store promises, in memory: the first insert wins. */
function keeper(): Keeper & { kept: Response[]; conflicts: string[] } {
  const kept: Response[] = [];
  const conflicts: string[] = [];
  return {
    kept,
    conflicts,
    async insert(response) {
      const earlier = kept.find((each) => each.responseId === response.responseId);
      if (earlier) return { stored: false, earlier };
      kept.push(response);
      return { stored: true };
    },
    async keepConflict(conflict) {
      conflicts.push(conflict.contentHash);
    },
  };
}

describe('responseOf', () => {
  it('reads district, sex and age off the answers and fixes the local date in Shanghai', () => {
    const response = responseOf(transport, submission(answerEverything(transport)), intake);
    expect(response).toMatchObject({
      result: 'complete',
      sex: 'male',
      localDate: '2026-11-20',
      survey: 'transport',
      version: 1,
    });
    expect(response.residence).toEqual({ district: '330602', foundBy: 'answer' });
    expect(response.service?.district).toBe('330602');
  });

  it('drops answers to questions that were not asked', () => {
    const declined = { ...answerEverything(transport), consent: 2 };
    const response = responseOf(transport, submission(declined), intake);
    expect(Object.keys(response.answers)).toEqual(['consent']);
    expect(response).toMatchObject({ result: 'outOfPopulation' });
    expect(response.residence).toBeUndefined();
  });

  it('gives the same receipt for the same content, in whatever order the answers came', () => {
    const answers = answerEverything(transport);
    const reversed = Object.fromEntries(Object.entries(answers).reverse());
    const first = responseOf(transport, submission(answers), intake);
    const second = responseOf(transport, submission(reversed), { ...intake, now: new Date(now.getTime() + 60_000) });
    expect(second.receipt).toBe(first.receipt);
    expect(first.receipt).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  });

  it('gives another receipt to another response with the same content', () => {
    expect(receiptOf('a', 'hash', sha256)).not.toBe(receiptOf('b', 'hash', sha256));
  });
});

describe('finish', () => {
  it('stores once and answers a repeat with the first response', async () => {
    const store = keeper();
    const sent = submission(answerEverything(transport));
    expect((await finish(transport, sent, intake, store)).kind).toBe('stored');
    expect(await finish(transport, sent, intake, store)).toMatchObject({
      kind: 'repeated',
      response: { receipt: store.kept[0]!.receipt },
    });
    expect(store.kept).toHaveLength(1);
  });

  it('keeps other content under a taken id aside as a conflict', async () => {
    const store = keeper();
    await finish(transport, submission(answerEverything(transport)), intake, store);
    const other = await finish(transport, submission(answerEverything(transport, 3)), intake, store);
    expect(other.kind).toBe('conflict');
    expect(store.conflicts).toHaveLength(1);
    expect(store.kept).toHaveLength(1);
  });

  it('refuses a finished submission in which a required answer is missing', async () => {
    const { sex: _, ...answers } = answerEverything(transport);
    const outcome = await finish(transport, submission(answers), intake, keeper());
    expect(outcome).toMatchObject({ kind: 'invalid', faults: [{ code: 'answer.required', path: 'sex' }] });
  });

  it('settles an unfinished draft with a few answers as a break-off', async () => {
    const outcome = await finish(
      transport,
      submission({ consent: 1, sex: 1, age: 3, residence: 1 }, false),
      intake,
      keeper(),
    );
    expect(outcome).toMatchObject({ kind: 'stored', response: { result: 'breakOff' } });
  });
});

describe('localDate', () => {
  it('is already the next day in Shanghai when it is late in London', () => {
    expect(localDate(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21');
    expect(localDate(new Date('2026-11-20T15:59:59Z'))).toBe('2026-11-20');
  });
});
