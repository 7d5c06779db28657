import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Draft } from '../../src/interview/draft.js';
import { settleIdleDrafts } from '../../src/interview/settle-idle.js';
import { validAnswers } from '../../src/interview/valid-answers.js';
import { answered, opened, responseIdIn } from '../support/answering.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled, formOf } from '../support/form.js';
import { testWave } from '../support/wave.js';
import { fixture } from '../definition/fixtures.js';

let site: TestSite;
const begun = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  site = await testSite(begun);
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

const everything = () => answerEverything(site.parts.surveys.latest('transport')!);

/** The page of the profile, somebody having agreed to answer. */
async function aboutPage(): Promise<request.Response> {
  return answered(site, await opened(site, '/s/transport'), 1);
}

/** Sends what is answered so far of a page, as the browser does while one answers. */
function saveUnsent(html: string, fields: Record<string, string>) {
  const { action, hidden } = formOf(html);
  const body = { ...hidden, ...fields, _auto: 'yes' };
  return request(site.app).post(action).set('accept', 'application/json').type('form').send(body);
}

async function draftOf(html: string): Promise<Draft | undefined> {
  return site.parts.stores.drafts.find(responseIdIn(html));
}

async function aboutOf(html: string) {
  return (await draftOf(html))?.pages['about'];
}

describe('what is answered and not sent yet', () => {
  it('is kept as far as it is valid, finds no fault, and is there for whoever opens the address', async () => {
    const page = await aboutPage();
    const saved = await saveUnsent(page.text, { sex: '1', age: '99' });
    expect(saved.status).toBe(204);
    expect(await aboutOf(page.text)).toMatchObject({ answers: { sex: 1 }, unsent: true });
    const again = await opened(site, formOf(page.text).action);
    expect(again.text).toMatch(/name="sex" value="1"[^>]* checked/);
    expect(again.text).not.toContain('has-fault');
  });

  it('is kept of nobody who has not agreed to answer', async () => {
    const first = await opened(site, '/s/transport');
    expect((await saveUnsent(first.text, { consent: '1' })).status).toBe(204);
    expect(await draftOf(first.text)).toBeUndefined();
    expect(first.text).not.toContain('data-autosaves');
    expect((await aboutPage()).text).toContain('data-autosaves');
  });

  it('is never newer than the same showing of the page, and is shown beside that of another window', async () => {
    const one = await aboutPage();
    const two = await opened(site, formOf(one.text).action);
    await saveUnsent(one.text, { sex: '1' });
    await saveUnsent(one.text, { sex: '1', age: '3' });
    const stale = filled(two.text, everything());
    expect((await request(site.app).post(stale.action).type('form').send(stale.body)).status).toBe(409);
    const own = filled(one.text, everything());
    expect((await request(site.app).post(own.action).type('form').send(own.body)).status).toBe(303);
  });

  it('does not stand over what was sent since, when it arrives late', async () => {
    const page = await aboutPage();
    const { action, body } = filled(page.text, everything());
    await request(site.app).post(action).type('form').send(body);
    await saveUnsent(page.text, { sex: '2' });
    const kept = await aboutOf(page.text);
    expect(kept?.answers['sex']).toBe(everything()['sex']);
    expect(kept?.unsent).toBeUndefined();
  });

  it('settles nothing, however much of the survey it is', async () => {
    const page = await aboutPage();
    await saveUnsent(page.text, { staff: '1', sex: '1', age: '3', residence: '1', months: '1' });
    expect((await draftOf(page.text))?.state).toBe('open');
    expect(await site.parts.stores.responses.find(responseIdIn(page.text))).toBeUndefined();
  });

  it('is settled with the rest when nobody comes back', async () => {
    const page = await aboutPage();
    await saveUnsent(page.text, { sex: '2' });
    site.setNow(new Date('2026-11-28T02:00:00Z'));
    await settleIdleDrafts(site.parts);
    site.setNow(begun);
    const response = await site.parts.stores.responses.find(responseIdIn(page.text));
    expect(response).toMatchObject({ result: 'breakOff', answers: { consent: 1, sex: 2 } });
  });
});

describe('settling', () => {
  it('leaves out answers that contradict one another or are none, and what only they made relevant', () => {
    const exclusive = fixture('exclusive-option');
    const { definition } = exclusive;
    const question = definition.pages.flatMap(({ questions }) => questions).find(({ type }) => type === 'multiple')!;
    const codes = 'options' in question ? question.options.map(({ code }) => code) : [];
    expect(validAnswers(exclusive, { consent: 1, [question.id]: codes })).toEqual({ consent: 1 });
    expect(validAnswers(exclusive, { consent: 1, [question.id]: [codes[0]!] })).toHaveProperty(question.id);
  });
});

describe('a script that sends a page', () => {
  it('is told where to go on, and gets the page itself where something is to be put right', async () => {
    const page = await aboutPage();
    const { action, body } = filled(page.text, everything());
    const send = (fields: object) =>
      request(site.app).post(action).set('accept', 'application/json').type('form').send(fields);
    const kept = await send(body);
    expect(kept.body).toEqual({ next: action.replace('/p/about', '/p/use') });
    expect((await send(body)).body).toEqual(kept.body);
    const { hidden } = formOf(page.text);
    const wrong = await send(hidden);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('id="error-summary"');
  });
});
