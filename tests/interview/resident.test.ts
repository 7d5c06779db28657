import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Answers } from '../../src/definition/types.js';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled, formOf } from '../support/form.js';
import { testWave } from '../support/wave.js';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

/** Answers a survey page by page as a browser without scripts does; gives every page's address and the last page. */
async function answer(survey: string, answers: Answers): Promise<{ addresses: string[]; page: request.Response }> {
  let page = await request(site.app).get(`/s/${survey}`);
  const addresses: string[] = [];
  while (page.text.includes('class="questions"') && addresses.length < 40) {
    const { action, body } = filled(page.text, answers);
    const sent = await request(site.app).post(action).type('form').send(body);
    const address: string | undefined = sent.headers['location'];
    if (!address) return { addresses, page: sent };
    addresses.push(address);
    page = await request(site.app).get(address);
  }
  return { addresses, page };
}

function idOf(address: string): string {
  return /\/r\/([0-9a-f]{32})\//.exec(address)![1]!;
}

describe('a resident answers online', () => {
  it.each(['education', 'transport', 'elderly-care', 'finance'])(
    'completes %s without a cookie or a script and gets a receipt',
    async (survey) => {
      const { addresses, page } = await answer(survey, answerEverything(site.parts.surveys.latest(survey)!));
      expect(addresses.at(-1)).toMatch(/\/end$/);
      const response = await site.parts.stores.responses.find(idOf(addresses.at(-1)!));
      expect(response).toMatchObject({
        survey,
        result: 'complete',
        mode: 'online',
        entry: 'open',
        wave: 'w1',
        simulated: false,
      });
      expect(page.text).toContain(response!.receipt);
    },
  );

  it('writes nothing before the first page is sent', async () => {
    const page = await request(site.app).get('/s/transport');
    const id = idOf(formOf(page.text).action);
    expect(await site.parts.stores.drafts.find(id)).toBeUndefined();
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it('gets a page that no store between shows to anybody else', async () => {
    const first = await request(site.app).get('/s/transport');
    const { action, body } = filled(first.text, { consent: 1 });
    const { headers } = await request(site.app).post(action).type('form').send(body);
    const second = await request(site.app).get(headers['location'] as string);
    expect([first, second].map((page) => page.headers['cache-control'])).toEqual(Array(2).fill('private, no-cache'));
    const other = await request(site.app).get('/s/transport');
    expect(idOf(formOf(other.text).action)).not.toBe(idOf(action));
  });

  it('keeps what was entered and names each open question when a page is incomplete', async () => {
    const first = await request(site.app).get('/s/transport');
    const { action, body } = filled(first.text, { consent: 1 });
    const { headers } = await request(site.app).post(action).type('form').send(body);
    const about = await request(site.app).get(headers['location'] as string);
    const partly = filled(about.text, { sex: 2 });
    const refused = await request(site.app).post(partly.action).type('form').send(partly.body);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/name="sex" value="2"[^>]* checked/);
    expect(refused.text).toContain('href="#f-age"');
    expect(refused.text).not.toContain('href="#f-sex"');
  });

  it('is told in the title which page it is, and first of all that something is to be put right', async () => {
    const titleOf = ({ text }: request.Response): string => /<title>(.*?) · 满意度</.exec(text)![1]!;
    const first = await request(site.app).get('/s/transport');
    expect(titleOf(first)).toBe('绍兴市公交服务满意度调查');
    const { action, body } = filled(first.text, { consent: 1 });
    const { headers } = await request(site.app).post(action).type('form').send(body);
    const about = await request(site.app).get(headers['location'] as string);
    expect(titleOf(about)).toBe('基本情况 · 绍兴市公交服务满意度调查');
    const empty = filled(about.text, {});
    const refused = await request(site.app).post(empty.action).type('form').send(empty.body);
    expect(titleOf(refused)).toBe('有 5 处需要补充或更正 · 基本情况 · 绍兴市公交服务满意度调查');
  });

  it('ends kindly and at once for somebody who does not use the service, and keeps the profile', async () => {
    const everything = answerEverything(site.parts.surveys.latest('transport')!);
    const { addresses, page } = await answer('transport', { ...everything, tra_used: 2 });
    const response = await site.parts.stores.responses.find(idOf(addresses.at(-1)!));
    expect(response).toMatchObject({ result: 'notServiceUser', sex: 'male', residence: { district: '330602' } });
    expect(page.text).toContain(response!.receipt);
    expect(page.status).toBe(200);
  });

  it('takes a page twice and the last page twice without a second response', async () => {
    const answers = answerEverything(site.parts.surveys.latest('transport')!);
    const { addresses } = await answer('transport', answers);
    const id = idOf(addresses.at(-1)!);
    const again = await request(site.app)
      .post(`/s/transport/r/${id}/p/consent`)
      .type('form')
      .send({ consent: '1', _revision: '0' });
    expect(again.status).toBe(303);
    expect(again.headers['location']).toMatch(/\/end$/);
    expect(await site.parts.stores.responses.countOfWave('w1')).toBeGreaterThan(0);
    expect((await site.parts.stores.drafts.find(id))!.pages).toEqual({});
  });

  it('shows both versions when a page was changed in another window, and keeps the one sent last', async () => {
    const first = await request(site.app).get('/s/transport');
    const consent = filled(first.text, { consent: 1 });
    const { headers } = await request(site.app).post(consent.action).type('form').send(consent.body);
    const about = await request(site.app).get(headers['location'] as string);
    const profile = { sex: 1, age: 3, residence: 1, months: 1, staff: 2 };
    const one = filled(about.text, profile);
    const elsewhere = await request(site.app).get(headers['location'] as string);
    const two = filled(elsewhere.text, { ...profile, age: 4 });
    expect((await request(site.app).post(one.action).type('form').send(one.body)).status).toBe(303);
    const stale = await request(site.app).post(two.action).type('form').send(two.body);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('30');
    const settled = filled(stale.text, { ...profile, age: 4 });
    expect((await request(site.app).post(settled.action).type('form').send(settled.body)).status).toBe(303);
    const draft = await site.parts.stores.drafts.find(idOf(one.action));
    expect(Object.values(draft!.pages).find((page) => 'age' in page.answers)!.answers['age']).toBe(4);
  });

  it('leads back to the first open page when a later one is asked for', async () => {
    const first = await request(site.app).get('/s/transport');
    const consent = filled(first.text, { consent: 1 });
    const { headers } = await request(site.app).post(consent.action).type('form').send(consent.body);
    const pages = site.parts.surveys.latest('transport')!.definition.pages;
    const ahead = consent.action.replace(/\/p\/.*/, `/p/${pages.at(-1)!.id}`);
    const led = await request(site.app).get(ahead);
    expect(led.headers['location']).toBe(headers['location']);
  });

  it('speaks English when asked, and remembers it', async () => {
    const page = await request(site.app).get('/s/finance?lang=en');
    expect(page.text).toContain('<html lang="en"');
    expect(page.text).toContain(site.parts.surveys.latest('finance')!.definition.title.en);
    expect(String(page.headers['set-cookie'])).toContain('lang=en');
  });

  it('knows no survey of another name', async () => {
    expect((await request(site.app).get('/s/nothing')).status).toBe(404);
    expect((await request(site.app).get('/s/__proto__')).status).toBe(404);
    expect((await request(site.app).post('/s/transport/r/../p/consent').type('form').send({})).status).toBe(404);
  });

  it('keeps what is filled in when the language or the text size changes, and saves nothing', async () => {
    const first = await request(site.app).get('/s/transport');
    const { action, body } = filled(first.text, { consent: 1 });
    const again = await request(site.app)
      .post(`${action}?lang=en`)
      .type('form')
      .send({ ...body, _show: 'again' });
    expect(again.status).toBe(200);
    expect(again.text).toContain('<html lang="en"');
    expect(again.text).toMatch(/name="consent" value="1"[^>]* checked/);
    expect(await site.parts.stores.drafts.find(idOf(action))).toBeUndefined();
  });

  it('is led from the end of an interview that is not finished to the page that is open', async () => {
    const first = await request(site.app).get('/s/transport');
    const { action, body } = filled(first.text, { consent: 1 });
    await request(site.app).post(action).type('form').send(body);
    const end = await request(site.app).get(action.replace(/\/p\/.*/, '/end'));
    expect(end.status).toBe(303);
    expect(end.headers['location']).toContain('/p/');
  });

  it('finds the survey whose name a phone keyboard wrote with a capital', async () => {
    expect((await request(site.app).get('/s/Transport')).headers['location']).toBe('/s/transport');
  });
});

describe('a survey that is not asked now', () => {
  const titled = async (address: string) => {
    const page = await request(site.app).get(address);
    return [page.status, /<h1>([^<]+)<\/h1>\s*<p>([^<]+)/.exec(page.text)?.slice(1).join('：')];
  };
  afterEach(() => site.setNow(new Date('2026-11-20T02:00:00Z')));

  it('says from when it can be answered', async () => {
    site.setNow(new Date('2026-10-31T16:00:00Z'));
    expect(await titled('/s/finance')).toEqual([
      404,
      '调查还没有开始：这份问卷从 2026-11-01 08:00（北京时间）起可以回答，到时再打开本页即可。',
    ]);
  });

  it('says that it is over, and since when', async () => {
    site.setNow(new Date('2026-12-01T00:00:00Z'));
    const [status, words] = await titled('/s/finance');
    expect(status).toBe(404);
    expect(words).toContain('调查已经结束：这份问卷已于 2026-12-01 08:00（北京时间）截止。');
  });

  it('says who is asked where it is open by personal links only', async () => {
    const closed = { opensAt: new Date('2027-03-01T00:00:00Z'), closesAt: new Date('2027-04-01T00:00:00Z') };
    const sampleSources = testWave().sampleSources.filter(({ entry }) => entry !== 'open');
    await site.parts.stores.waves.create(testWave({ ...closed, id: 'invited', sampleSources }));
    site.setNow(new Date('2027-03-02T00:00:00Z'));
    expect((await titled('/s/finance'))[1]).toContain('这份问卷请用专属链接打开');
    site.setNow(new Date('2027-01-02T00:00:00Z'));
    expect((await titled('/s/finance'))[1]).toContain('从 2027-03-01 08:00');
  });
});
