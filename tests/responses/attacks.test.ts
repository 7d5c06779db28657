import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { loadConfig } from '../../src/config.js';
import { mostWaiting } from '../../src/responses/receive.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';
import { faultCodes, freshId, put, submission, type Answered } from './sending.js';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

const stored = (id: string) => site.parts.stores.responses.find(id);
const raw = (answers: string): string =>
  JSON.stringify(submission(site, { answers: 'HERE' })).replace('"HERE"', () => answers);

describe('a body that no device of ours makes', () => {
  it.each([
    ['JSON cut off', () => '{"survey":"transport"', 400],
    ['a bare value', () => '7', 400],
    ['nothing', () => '', 422],
    ['null for everything', () => JSON.stringify(submission(site, { answers: null, survey: null })), 422],
    ['a hundred thousand brackets', () => '['.repeat(90_000) + ']'.repeat(90_000), 422],
    ['answers nested ten thousand deep', () => raw(`{"a":${'{"b":'.repeat(10_000)}1${'}'.repeat(10_000)}}`), 422],
    ['a number beyond all numbers', () => raw('{"consent":1e999}'), 422],
    ['a fraction among codes', () => raw('{"consent":[1.5]}'), 422],
    ['a truth value', () => raw('{"consent":true}'), 422],
    ['a reason nobody can state', () => raw('{"consent":{"missing":"bored"}}'), 422],
    ['a reason with something beside it', () => raw('{"consent":{"missing":"refused","more":1}}'), 422],
    ['the prototype of all objects', () => raw('{"__proto__":{"polluted":true}}'), 422],
    ['a prototype beside the facts', () => raw('{}').replace('{', '{"__proto__":{"polluted":true},'), 422],
    ['operators for answers', () => raw('{"consent":{"$gt":""}}'), 422],
    [
      'ten thousand answers',
      () => raw(JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`q${at}`, 1])))),
      422,
    ],
    [
      'nine thousand answers, each wrong',
      () => raw(JSON.stringify(Object.fromEntries(Array.from({ length: 9000 }, (_, at) => [`q${at}`, true])))),
      422,
    ],
    ['a version that is no whole number', () => JSON.stringify(submission(site, { version: 1.5 })), 422],
    ['a moment that is none', () => JSON.stringify(submission(site, { startedAt: 'yesterday' })), 422],
    ['more than two hundred kilobytes', () => raw(JSON.stringify({ open: 'x'.repeat(300_000) })), 413],
  ] satisfies [string, () => string, number][])('is refused plainly: %s', async (_, body, status) => {
    const id = freshId();
    const before = await site.parts.stores.responses.waiting();
    const answer: Answered = await put(site, id, body());
    expect(answer.status).toBe(status);
    expect(answer.body.title).toMatch(/\S/);
    expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
    expect(await stored(id)).toBeUndefined();
    expect(await site.parts.stores.responses.waiting()).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is refused in JSON, whatever kind of answer was asked for', async () => {
    const answer = await request(site.app)
      .put(`/api/responses/${freshId()}`)
      .set('accept', 'text/html')
      .type('json')
      .send(raw(JSON.stringify({ open: 'x'.repeat(300_000) })));
    expect([answer.status, answer.headers['content-type']]).toEqual([413, 'application/json; charset=utf-8']);
    expect((answer.body as Answered['body']).problem).toBe('body.tooLarge');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=klingon'])(
    'is refused as %s',
    async (type) => {
      const sent = request(site.app).put(`/api/responses/${freshId()}`).set('content-type', type);
      expect([400, 415, 422]).toContain((await sent.send('survey=transport')).status);
    },
  );

  it.each(['%E0%A4%A', '..%2f..%2fetc', 'B'.repeat(32), `${'b'.repeat(31)}%00`])(
    'is refused at the address %s',
    async (id) => {
      expect([400, 404]).toContain((await put(site, id, submission(site))).status);
    },
  );
});

describe('answers that a device should not hold', () => {
  it.each([
    ['a code that is no option', { consent: 1, sex: 9e15 }, 'answer.notAnOption'],
    ['the largest of all numbers', { consent: Number.MAX_VALUE }, 'answer.notAnOption'],
    ['NaN in letters', { sex: 'NaN' }, 'answer.required'],
    ['a list for one choice', { consent: [1, 2] }, 'answer.notAnOption'],
    ['an empty list', { consent: [] }, 'answer.notAnOption'],
    ['names that objects inherit', { constructor: 1, toString: 1, hasOwnProperty: 2 }, 'answer.required'],
    ['names with dots and dollars', { 'a.b': 1, $where: 'sleep(1000)', '': 2 }, 'answer.required'],
    ['a prototype among the answers', JSON.parse('{"__proto__":1,"consent":77}') as object, 'answer.notAnOption'],
  ])('are quarantined as they came: %s', async (_, answers, code) => {
    const id = freshId();
    const sent = { ...submission(site), answers };
    const answer: Answered = await put(site, id, sent);
    expect([answer.status, faultCodes(answer)]).toEqual([202, expect.arrayContaining([code])]);
    expect(await stored(id)).toBeUndefined();
    const filter = { state: 'waiting', survey: '', mode: '', fault: '' } as const;
    const items = await site.parts.stores.reviews.submissions.list(filter, undefined, 1000);
    const kept = items.filter(({ responseId }) => responseId === id);
    expect(kept.map(({ submission: text }) => JSON.parse(text) as unknown)).toEqual([JSON.parse(JSON.stringify(sent))]);
  });

  it('keep no halves of characters and nothing unseen in their texts, and give one receipt', async () => {
    const id = freshId();
    const questionnaire = site.parts.surveys.latest('transport')!;
    const open = [...questionnaire.answerables.values()].find(({ question }) => question.type === 'text')!.id;
    const answers = { ...submission(site).answers, [open]: 'late\uD83D bus\u0007\u202E' };
    const first = await put(site, id, submission(site, { answers }));
    const again = await put(site, id, submission(site, { answers }));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect((await stored(id))?.answers[open]).toBe('late\uFFFD bus');
    expect(again.body).toEqual(first.body);
  });

  it('never take an answer in by halves: a fault in one keeps all of them out', async () => {
    const id = freshId();
    await put(site, id, submission(site, { answers: { ...submission(site).answers, sex: 7 } }));
    expect(await stored(id)).toBeUndefined();
  });

  it('are kept as often as they differ, and once however often they are the same', async () => {
    const id = freshId();
    const before = (await site.parts.stores.responses.waiting()).quarantined;
    const bodies = [{ consent: 71 }, { consent: 72 }, { consent: 71 }, { consent: 71 }];
    for (const answers of bodies) expect((await put(site, id, submission(site, { answers }))).status).toBe(202);
    const sentLater = submission(site, { answers: { consent: 71 }, sentAt: '2026-11-20T02:00:01Z' });
    expect((await put(site, id, sentLater)).status).toBe(202);
    expect((await site.parts.stores.responses.waiting()).quarantined).toBe(before + 2);
  });
});

describe('a number of a person', () => {
  it.each([
    ['case', '13812345678'],
    ['case', '张三 138 1234 5678'],
    ['site', '+86 138-1234-5678'],
    ['case', '３３０６０２１９９００１０１１２３Ｘ'],
  ])('is not kept as a %s: %s', async (field, value) => {
    const id = freshId();
    const before = await site.parts.stores.responses.waiting();
    const answer: Answered = await put(site, id, submission(site, { [field]: value }));
    expect([answer.status, faultCodes(answer)]).toEqual([422, ['submission.personalNumber']]);
    expect([await stored(id), await site.parts.stores.responses.waiting()]).toEqual([undefined, before]);
  });

  it('is something else than the number of a case', async () => {
    const id = freshId();
    expect((await put(site, id, submission(site, { case: 'C-2026-1100345678', site: '胜利路 18 号' }))).status).toBe(
      201,
    );
    expect(await stored(id)).toMatchObject({ case: 'C-2026-1100345678', site: '胜利路 18 号' });
  });
});

describe('a clock that is wrong', () => {
  it('is put right by what it said when it sent, and the response says so', async () => {
    const id = freshId();
    const aYearBehind = {
      startedAt: '2025-11-20T01:50:00Z',
      endedAt: '2025-11-20T01:58:00Z',
      sentAt: '2025-11-20T02:00:00Z',
    };
    expect((await put(site, id, submission(site, aYearBehind))).status).toBe(201);
    const kept = await stored(id);
    expect(kept?.times).toMatchObject({
      startedAt: new Date('2026-11-20T01:50:00Z'),
      endedAt: new Date('2026-11-20T01:58:00Z'),
      clockOffset: -365 * 86_400_000,
    });
    expect([kept?.localDate, kept?.qualityFlags]).toEqual(['2026-11-20', ['clock']]);
  });

  it('of a few minutes is noted and left alone', async () => {
    const id = freshId();
    await put(site, id, submission(site, { sentAt: '2026-11-20T02:09:00Z' }));
    const kept = await stored(id);
    expect([kept?.times.clockOffset, kept?.times.startedAt, kept?.qualityFlags]).toEqual([
      540_000,
      new Date('2026-11-20T01:50:00Z'),
      [],
    ]);
  });

  it('that did not say so is quarantined as before', async () => {
    const future = { startedAt: '2026-11-25T00:00:00Z', endedAt: '2026-11-25T00:10:00Z' };
    const answer: Answered = await put(site, freshId(), submission(site, future));
    expect([answer.status, faultCodes(answer)]).toEqual([202, ['submission.future']]);
  });

  it('cannot reach over the end of the wave', async () => {
    const beforeTheWave = { startedAt: '2026-01-01T00:00:00Z', sentAt: '2026-11-20T02:00:00Z' };
    expect(faultCodes(await put(site, freshId(), submission(site, beforeTheWave)))).toEqual(['submission.outsideWave']);
  });

  it('that counts 60 seconds is quarantined, whichever time it is', async () => {
    for (const field of ['startedAt', 'endedAt', 'sentAt']) {
      const answer: Answered = await put(site, freshId(), submission(site, { [field]: '2016-12-31T23:59:60Z' }));
      expect([answer.status, answer.body.faults]).toEqual([
        202,
        [{ code: 'submission.unreadableTime', path: `/${field}`, params: {} }],
      ]);
    }
  });
});

describe('much at once', () => {
  it('passes for a whole school behind one address, up to the limit, which says when to go on', async () => {
    const narrow = await testSite(undefined, { config: loadConfig({ LOG_LEVEL: 'silent', INTAKE_PER_MINUTE: '120' }) });
    await narrow.parts.stores.waves.create(testWave());
    const answers = await Promise.all(Array.from({ length: 120 }, () => put(narrow, freshId(), submission(narrow))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const over = await put(narrow, freshId(), submission(narrow));
    await narrow.close();
    expect([over.status, (over.body as Answered['body']).problem]).toEqual([429, 'intake.tooMany']);
    const seconds = Number(over.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((over.body as Answered['body']).text).toContain(String(seconds));
  });

  it('of what must be reviewed fills no more than its share, and what waits already is still acknowledged', async () => {
    const config = loadConfig({ LOG_LEVEL: 'silent', INTAKE_PER_MINUTE: '100000' });
    const wide = await testSite(undefined, { config });
    await wide.parts.stores.waves.create(testWave());
    const faulty = submission(wide, { answers: { consent: 1 } });
    const ids = Array.from({ length: mostWaiting }, freshId);
    await Promise.all(ids.map((id) => put(wide, id, faulty)));
    const over: Answered = await put(wide, freshId(), faulty);
    const again: Answered = await put(wide, ids[0]!, faulty);
    const good: Answered = await put(wide, freshId(), submission(wide));
    const { quarantined } = await wide.parts.stores.responses.waiting();
    await wide.close();
    expect([over.status, over.body.problem, again.status, good.status]).toEqual([429, 'intake.full', 202, 201]);
    expect(quarantined).toBe(mostWaiting);
  }, 60_000);
});
