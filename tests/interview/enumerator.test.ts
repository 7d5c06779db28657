import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Answers } from '../../src/definition/types.js';
import { addAccount, send, signedIn, tokenOn, type Agent } from '../accounts/site.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { testWave } from '../support/wave.js';

let site: TestSite;
let li: Agent;
let count = 0;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'li', 'enumerator');
  await addAccount(site, 'wang', 'enumerator');
  li = await signedIn(site, 'li');
});
afterAll(() => site.close());

/** Begins an interview and gives its id. */
async function begin(agent: Agent, changes: Record<string, string> = {}): Promise<string> {
  count += 1;
  const responseId = count.toString(16).padStart(32, 'c');
  const fields = { responseId, choice: 'w1:transport', source: 'phone-list', place: 'P-0001', ...changes };
  const answer = await send(agent, '/interviews', '/interviews', fields);
  expect(answer.status).toBe(303);
  return responseId;
}

async function conduct(agent: Agent, id: string, answers: Answers): Promise<string> {
  let address = `/interviews/${id}/p/consent`;
  for (let turn = 0; turn < 40 && !address.endsWith('/end'); turn += 1) {
    const page = await agent.get(address);
    const { action, body } = filled(page.text, answers);
    const sent = await agent.post(action).type('form').send(body);
    expect(sent.status).toBe(303);
    address = sent.headers['location'] as string;
  }
  return address;
}

describe('an enumerator', () => {
  it('conducts a phone interview, whose case, enumerator and outcome are recorded', async () => {
    const id = await begin(li);
    await conduct(li, id, answerEverything(site.parts.surveys.latest('transport')!));
    const response = await site.parts.stores.responses.find(id);
    expect(response).toMatchObject({
      mode: 'phone',
      entry: 'case',
      sampleSource: 'phone-list',
      enumerator: 'li',
      case: 'P-0001',
      result: 'complete',
    });
    const day = new Date('2026-11-19T02:00:00Z');
    expect(await site.parts.stores.attempts.tally('li', day)).toContainEqual({ outcome: '1.1', n: 1 });
  });

  it('hears the phone wording and sees the notes, which a resident never sees', async () => {
    const id = await begin(li);
    const page = await li.get(`/interviews/${id}/p/consent`);
    const consent = site.parts.surveys.latest('transport')!.definition.pages[0]!.questions;
    const notes = consent.flatMap(({ note }) => (note ? [note] : []));
    expect(page.text).toContain('data-key="1"');
    expect(page.text.includes('script-note')).toBe(notes.length > 0);
  });

  it('records a refusal with one button; what was answered so far is settled as a break-off', async () => {
    const id = await begin(li);
    const first = await li.get(`/interviews/${id}/p/consent`);
    const { action, body } = filled(first.text, { consent: 1 });
    await li.post(action).type('form').send(body);
    const answer = await send(li, `/interviews/${id}/p/about`, `/interviews/${id}/outcome`, { outcome: '2.12' });
    expect(answer.headers['location']).toBe('/interviews');
    expect(await site.parts.stores.responses.find(id)).toMatchObject({ result: 'breakOff' });
    expect((await li.get(`/interviews/${id}/end`)).status).toBe(200);
  });

  it('leaves no empty response behind when nobody picks up', async () => {
    const id = await begin(li);
    await send(li, `/interviews/${id}/p/consent`, `/interviews/${id}/outcome`, { outcome: '3.13' });
    expect(await site.parts.stores.responses.find(id)).toBeUndefined();
    expect((await li.get(`/interviews/${id}/end`)).headers['location']).toBe('/interviews');
  });

  it('sees the interviews under way and goes on with them', async () => {
    const id = await begin(li, { source: 'street', place: '城市广场' });
    const page = await li.get('/interviews');
    expect(page.text).toContain(`/interviews/${id}/p/`);
    expect(page.text).toContain('城市广场');
  });

  it('cannot open the interview of another enumerator', async () => {
    const id = await begin(li);
    const wang = await signedIn(site, 'wang');
    expect((await wang.get(`/interviews/${id}/p/consent`)).status).toBe(404);
    const token = await tokenOn(wang, '/interviews');
    expect(
      (await wang.post(`/interviews/${id}/p/consent`).type('form').send({ consent: '1', _csrf: token })).status,
    ).toBe(404);
  });

  it('is shown the form again as it was filled in, where the place names a person or the source is none of the survey', async () => {
    const fields = { responseId: 'd'.repeat(32), choice: 'w1:transport', source: 'street', place: '13812345678' };
    const personal = await send(li, '/interviews', '/interviews', fields);
    expect(personal.status).toBe(422);
    expect(personal.text).toContain('id="place" name="place" value="13812345678" aria-invalid="true"');
    expect(personal.text).toContain('<option value="street" selected>');
    const unknown = await send(li, '/interviews', '/interviews', { ...fields, source: 'open', place: '' });
    expect([unknown.status, unknown.text.includes('not asked in this mode')]).toEqual([422, true]);
    expect(await site.parts.stores.drafts.find('d'.repeat(32))).toBeUndefined();
  });

  it('is refused without the form token, for a survey of another wave, and for an outcome that is none', async () => {
    const id = await begin(li);
    expect((await li.post(`/interviews/${id}/p/consent`).type('form').send({ consent: '1' })).status).toBe(403);
    const wrong = { responseId: 'd'.repeat(32), choice: 'w2:transport', source: 'open', place: '' };
    expect((await send(li, '/interviews', '/interviews', wrong)).status).toBe(404);
    const page = `/interviews/${id}/p/consent`;
    expect((await send(li, page, `/interviews/${id}/outcome`, { outcome: '9.9' })).status).toBe(400);
  });

  it('is asked once before an outcome that contradicts what is answered ends the interview', async () => {
    const id = await begin(li);
    for (const page of ['consent', 'about']) {
      const shown = await li.get(`/interviews/${id}/p/${page}`);
      const { action, body } = filled(shown.text, { consent: 1, sex: 1, age: 3, residence: 1, months: 1, staff: 2 });
      await li.post(action).type('form').send(body);
    }
    const asked = await send(li, `/interviews/${id}/p/use`, `/interviews/${id}/outcome`, { outcome: '4.31' });
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('name="confirmed"');
    expect((await site.parts.stores.drafts.find(id))!.state).toBe('open');
    const ended = await send(li, `/interviews/${id}/p/use`, `/interviews/${id}/outcome`, {
      outcome: '4.31',
      confirmed: 'yes',
    });
    expect(ended.status).toBe(303);
    expect((await site.parts.stores.drafts.find(id))!.state).toBe('submitted');
  });

  it.each(['13812345678', '138 1234 5678', '+86 138-1234-5678', '１３８１２３４５６７８'])(
    'cannot use the phone number %s as a case number',
    async (place) => {
      const responseId = 'e'.repeat(32);
      const answer = await send(li, '/interviews', '/interviews', {
        responseId,
        choice: 'w1:transport',
        source: 'phone-list',
        place,
      });
      expect(answer.status).toBe(422);
      expect(await site.parts.stores.drafts.find(responseId)).toBeUndefined();
    },
  );
});
