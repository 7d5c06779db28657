import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';

let site: TestSite;
let count = 0;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

function freshId(): string {
  count += 1;
  return count.toString(16).padStart(32, 'b');
}

function submission(changes: Record<string, unknown> = {}) {
  const questionnaire = site.parts.surveys.latest('transport')!;
  return {
    survey: 'transport',
    version: 1,
    definitionHash: questionnaire.hash,
    wave: 'w1',
    mode: 'online',
    sampleSource: 'open',
    language: 'zh-CN',
    answers: answerEverything(questionnaire),
    startedAt: '2026-11-20T01:50:00Z',
    endedAt: '2026-11-20T01:58:00Z',
    ...changes,
  };
}

function put(id: string, body: object | string) {
  return request(site.app).put(`/api/responses/${id}`).set('accept', 'application/json').type('json').send(body);
}

describe('PUT /api/responses/:response', () => {
  it('takes the same submission a hundred times at once as one response with one receipt', async () => {
    const id = freshId();
    const answers = await Promise.all(Array.from({ length: 100 }, () => put(id, submission())));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(99);
    expect(new Set(answers.map(({ body }) => (body as { receipt: string }).receipt)).size).toBe(1);
  });

  it('answers other content under the same id with 409 and keeps it for a person', async () => {
    const id = freshId();
    await put(id, submission());
    const before = await site.parts.stores.responses.waiting();
    const other = await put(id, submission({ answers: answerEverything(site.parts.surveys.latest('transport')!, 2) }));
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ problem: 'response.conflict' });
    expect((await site.parts.stores.responses.waiting()).conflicts).toBe(before.conflicts + 1);
  });

  it.each([
    ['an unknown version', { version: 9 }, 'submission.unknownVersion'],
    ['an unknown wave', { wave: 'w9' }, 'submission.unknownWave'],
    ['another definition', { definitionHash: '0'.repeat(64) }, 'submission.otherDefinition'],
    ['a start before the wave', { startedAt: '2026-10-31T00:00:00Z' }, 'submission.outsideWave'],
    [
      'a clock that runs ahead',
      { startedAt: '2026-11-20T03:00:00Z', endedAt: '2026-11-20T03:10:00Z' },
      'submission.future',
    ],
    ['an end before the start', { endedAt: '2026-11-20T01:00:00Z' }, 'submission.endsBeforeStart'],
    ['an unknown sample source', { sampleSource: 'nowhere' }, 'submission.unknownSource'],
    ['a missing answer', { answers: { consent: 1 } }, 'answer.required'],
    ['a code that is no option', { answers: { consent: 77 } }, 'answer.notAnOption'],
  ])('keeps %s aside with its fault and acknowledges it', async (_, changes, code) => {
    const id = freshId();
    const before = await site.parts.stores.responses.waiting();
    const answer = await put(id, submission(changes));
    expect(answer.status).toBe(202);
    expect((answer.body as { faults: { code: string }[] }).faults.map((fault) => fault.code)).toContain(code);
    expect((await site.parts.stores.responses.waiting()).quarantined).toBe(before.quarantined + 1);
    expect(await site.parts.stores.responses.find(id)).toBeUndefined();
  });

  it('accepts a device that syncs within the grace, and keeps it aside after', async () => {
    site.setNow(new Date('2026-12-05T00:00:00Z'));
    expect((await put(freshId(), submission())).status).toBe(201);
    site.setNow(new Date('2026-12-09T00:00:00Z'));
    const late = await put(freshId(), submission());
    site.setNow(new Date('2026-11-20T02:00:00Z'));
    expect(late.status).toBe(202);
    expect((late.body as { faults: { code: string }[] }).faults[0]!.code).toBe('submission.late');
  });

  it('gives a device that asks again after the grace the receipt it missed, and keeps nothing aside', async () => {
    const id = freshId();
    const first = await put(id, submission());
    const before = await site.parts.stores.responses.waiting();
    site.setNow(new Date('2026-12-20T00:00:00Z'));
    const again = await put(id, submission());
    site.setNow(new Date('2026-11-20T02:00:00Z'));
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await site.parts.stores.responses.waiting()).toEqual(before);
  });

  it('lets nobody send phone interviews without signing in, nor claim a personal link', async () => {
    expect((await put(freshId(), submission({ mode: 'phone', sampleSource: 'phone-list' }))).status).toBe(401);
    expect((await put(freshId(), submission({ sampleSource: 'links' }))).status).toBe(403);
  });

  it.each([
    ['no JSON', 'this is no json', 400],
    ['a list', [], 422],
    ['an unknown field', { extra: 1 }, 422],
    ['an operator for an answer', { answers: { consent: { $gt: 0 } } }, 422],
    ['a huge body', { answers: { open: 'x'.repeat(300_000) } }, 413],
  ])('refuses %s plainly', async (_, body, status) => {
    const sent = typeof body === 'string' || Array.isArray(body) ? body : submission(body);
    const answer = await put(freshId(), sent);
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveProperty('title');
  });

  it('refuses an id that is not 32 hexadecimal digits', async () => {
    expect((await put('abc', submission())).status).toBe(400);
  });
});
