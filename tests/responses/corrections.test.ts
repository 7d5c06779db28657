import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Answers } from '../../src/definition/types.js';
import { finish } from '../../src/responses/finish.js';
import { openingOf } from '../../src/responses/opening.js';
import { addAccount, signedIn, type Agent } from '../accounts/site.js';
import { correct, exclude, include, recordedOf, reviewDesk, type Desk, type Fields } from './reviewing.js';
import { freshId, put, submission } from './sending.js';

let desk: Desk;
beforeAll(async () => {
  desk = await reviewDesk();
});
afterAll(() => desk.close());

const stored = async (id: string) => (await desk.site.parts.stores.responses.find(id))!;
const transport = () => desk.site.parts.surveys.latest('transport')!;
const item = () => transport().indexItems[0]!;
const putRight = async (agent: Agent, id: string, changes: Answers, fields: Fields = {}) =>
  correct(agent, { response: await stored(id), questionnaire: transport() }, changes, fields);

async function fresh(rating = 8): Promise<string> {
  const id = freshId();
  await put(desk.site, id, submission(desk.site, {}, rating));
  return id;
}

describe('the page of a response', () => {
  it('shows answers in words, the facts and an empty history, to those who may see it', async () => {
    const id = await fresh();
    const { text } = await desk.wang.get(`/responses/${id}`);
    expect(text).toContain((await stored(id)).receipt);
    expect(text).toContain('It was not changed since it was received.');
    expect(text).toMatch(/Yuecheng/);
    await addAccount(desk.site, 'li', 'enumerator');
    const li = await signedIn(desk.site, 'li');
    expect((await li.get(`/responses/${id}`)).status).toBe(403);
    expect((await desk.wang.get('/responses/none')).status).toBe(404);
  });

  it('is where a form that was shown again leads when it is only read', async () => {
    const id = await fresh();
    for (const form of ['exclude', 'include'])
      expect((await desk.wang.get(`/responses/${id}/${form}?lang=en`)).headers['location']).toBe(`/responses/${id}`);
    const asked = await putRight(desk.chen, id, { [item()]: 3 }, { _reason: '' });
    const again = await desk.chen.get(`${/action="([^"]+)" class="questions"/.exec(asked.text)![1]!}&lang=en`);
    expect(again.status).toBe(200);
  });
});

describe('a correction', () => {
  it('puts one answer right in one write, keeps what stood there, and leaves receipt and times alone', async () => {
    const id = await fresh();
    const before = await stored(id);
    const done = await putRight(desk.chen, id, { [item()]: 2 });
    expect([done.status, done.headers['location']]).toEqual([303, `/responses/${id}`]);
    const after = await stored(id);
    expect(after.answers).toEqual({ ...before.answers, [item()]: 2 });
    expect([after.receipt, after.times, after.localDate]).toEqual([before.receipt, before.times, before.localDate]);
    expect(after).toMatchObject({ revision: 1, changedAt: desk.site.parts.now() });
    expect(after.history).toMatchObject([
      { revision: 1, kind: 'corrected', by: 'chen', reason: 'checked by telephone' },
    ]);
    expect(after.history![0]!.before!.answers).toEqual(before.answers);
    const again = await put(desk.site, id, submission(desk.site));
    expect([again.status, (again.body as { receipt: string }).receipt]).toEqual([200, before.receipt]);
    const { text } = await desk.wang.get(`/responses/${id}`);
    expect(text).toMatch(/<td data-head="Before">8<\/td>\s*<td data-head="After">2<\/td>/);
    expect(await recordedOf(desk, id)).toEqual(['response.correct intent by chen', 'response.correct done by chen']);
    const audit = await desk.site.parts.stores.audit.list({ limit: 2 });
    expect(audit.map(({ details }) => details)).toEqual([{ revision: 1 }, { revision: 1 }]);
  });

  it('of the district moves the response to another one', async () => {
    const id = await fresh();
    await putRight(desk.chen, id, { residence: 2 });
    expect(await stored(id)).toMatchObject({ residence: { district: '330603' } });
  });

  it('that ends the interview earlier says which answers will go, and lets them go when it is confirmed', async () => {
    const id = await fresh();
    const before = await stored(id);
    const asked = await putRight(desk.chen, id, { staff: 1 });
    expect([asked.status, asked.text.includes('These answers will go')]).toEqual([422, true]);
    expect(await stored(id)).toEqual(before);
    expect((await putRight(desk.chen, id, { staff: 1 }, { _confirmed: 'yes' })).status).toBe(303);
    const after = await stored(id);
    expect(after).toMatchObject({ result: 'outOfPopulation' });
    expect([after.service, after.answers[item()]]).toEqual([undefined, undefined]);
    expect(after.history![0]!.before).toMatchObject({ result: 'complete', service: { district: '330602' } });
  });

  it('that opens questions asks for them on the same form', async () => {
    const id = freshId();
    const out = { ...answerEverything(transport()), staff: 1 };
    await put(desk.site, id, submission(desk.site, { answers: out }));
    expect((await stored(id)).result).toBe('outOfPopulation');
    const asked = await putRight(desk.chen, id, { staff: 2 });
    expect(asked.status).toBe(422);
    expect([...asked.text.matchAll(/name="_pages"/g)].length).toBeGreaterThan(1);
    expect((await stored(id)).result).toBe('outOfPopulation');
  });

  it.each([
    ['an empty reason', { _reason: '  ' }, 'Please give a reason'],
    ['a number of a person', { _reason: '13812345678' }, 'must not hold a telephone'],
  ])('is not made with %s, and keeps what was filled in', async (_, fields, words) => {
    const id = await fresh();
    const answer = await putRight(desk.chen, id, { [item()]: 3 }, fields);
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
    expect(answer.text).toMatch(new RegExp(`name="${item()}" value="3"[^>]* checked`));
    expect((await stored(id)).revision).toBeUndefined();
  });

  it('is not made of nothing, of a code that is no option, nor by leaving an answer out', async () => {
    const id = await fresh();
    expect((await putRight(desk.chen, id, { [item()]: 8 })).text).toContain('No answer was changed');
    expect((await putRight(desk.chen, id, { sex: 1 }, { sex: '77' })).status).toBe(422);
    expect((await putRight(desk.chen, id, { sex: 1 }, { sex: '' })).status).toBe(422);
    expect((await stored(id)).revision).toBeUndefined();
  });

  it('of two people at once is made once, and the other is told with what was filled in', async () => {
    for (const rating of [1, 2, 3]) {
      const id = await fresh();
      const answers = await Promise.all([
        putRight(desk.chen, id, { [item()]: rating }),
        putRight(desk.wang, id, { [item()]: rating + 4 }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
      const late = answers.find(({ status }) => status === 409)!;
      expect(late.text).toContain('your correction was not saved');
      const first = answers[0].status === 303;
      expect(late.text).toMatch(new RegExp(`name="${item()}" value="${first ? rating + 4 : rating}"[^>]* checked`));
      const after = await stored(id);
      expect([after.answers[item()], after.history!.length]).toEqual([first ? rating : rating + 4, 1]);
    }
  });

  it('from a page that was opened before another correction is not made', async () => {
    const id = await fresh();
    await putRight(desk.chen, id, { [item()]: 5 });
    const stale = await putRight(desk.chen, id, { [item()]: 6 }, { _revision: '0' });
    expect([stale.status, (await stored(id)).answers[item()]]).toEqual([409, 5]);
  });

  it('of an interview that was left early may leave open what was open', async () => {
    const { responses } = desk.site.parts.stores;
    const questionnaire = transport();
    const w1 = (await desk.site.parts.stores.waves.find('w1'))!;
    const now = desk.site.parts.now();
    const opening = openingOf({
      responseId: freshId(),
      questionnaire,
      wave: w1,
      source: w1.sampleSources[3]!,
      language: 'zh-CN',
      now,
    });
    const answers = { consent: 1, sex: 1, age: 3, residence: 1 };
    const sent = {
      opening,
      language: 'zh-CN' as const,
      answers,
      finished: false,
      endedAt: now,
      pages: {},
      modeTrail: [],
    };
    await finish(questionnaire, sent, { now, sha256: desk.site.parts.sha256, simulated: false }, responses);
    expect((await putRight(desk.chen, opening.responseId, { sex: 2 })).status).toBe(303);
    expect(await stored(opening.responseId)).toMatchObject({ sex: 'female', result: 'breakOff' });
  });
});

describe('an exclusion', () => {
  it('says who, when, why and on which ground, and is taken back by a line of its own', async () => {
    const id = await fresh();
    const fields = { ground: 'test', reason: 'training', revision: '0' };
    expect((await exclude(desk.chen, id, fields)).status).toBe(303);
    expect((await stored(id)).exclusion).toEqual({
      by: 'chen',
      at: desk.site.parts.now(),
      reason: 'training',
      ground: 'test',
    });
    expect((await desk.wang.get(`/responses/${id}`)).text).toContain('Test interview. chen, 2026-11-20 10:00');
    expect((await include(desk.wang, id, { reason: 'it was real', revision: '1' })).status).toBe(303);
    const after = await stored(id);
    expect(after).not.toHaveProperty('exclusion');
    expect(after.history!.map(({ kind, by, ground }) => [kind, by, ground])).toEqual([
      ['excluded', 'chen', 'test'],
      ['included', 'wang', undefined],
    ]);
  });

  it.each([
    [{ ground: 'test', reason: '', revision: '0' }, 422],
    [{ ground: '', reason: 'why', revision: '0' }, 422],
    [{ ground: 'rain', reason: 'why', revision: '0' }, 422],
    [{ ground: 'test', reason: 'why', revision: '4' }, 409],
    [{ ground: 'test', reason: 'why', revision: '-1' }, 422],
  ])('is not made by %j', async (fields, status) => {
    const id = await fresh();
    expect((await exclude(desk.chen, id, fields)).status).toBe(status);
    expect((await stored(id)).revision).toBeUndefined();
  });

  it('of two people at once, or twice by one, is made once', async () => {
    const id = await fresh();
    const fields = { ground: 'test', reason: 'why', revision: '0' };
    const answers = await Promise.all([desk.chen, desk.wang, desk.chen].map((agent) => exclude(agent, id, fields)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
    expect((await exclude(desk.chen, id, { ...fields, revision: '1' })).status).toBe(409);
    expect((await stored(id)).history).toHaveLength(1);
    expect((await include(desk.wang, await fresh(), { reason: 'nothing to take back', revision: '0' })).status).toBe(
      409,
    );
  });
});
