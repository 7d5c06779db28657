import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { surveysOf } from '../../src/definition/surveys.js';
import { settleIdleDrafts } from '../../src/interview/settle-idle.js';
import { createApp } from '../../src/web/app.js';
import { addAccount, password, send, signedIn, signIn, tokenOn, visitor, type Agent } from '../accounts/site.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled, formOf } from '../support/form.js';
import { testWave } from '../support/wave.js';

let site: TestSite;
let li: Agent;
let count = 0;
const begun = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  site = await testSite(begun);
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'li', 'enumerator');
  await addAccount(site, 'wang', 'enumerator');
  li = await signedIn(site, 'li');
});
afterAll(() => site.close());

const everything = () => answerEverything(site.parts.surveys.latest('transport')!);

/** Begins an interview, answers its first pages, and gives the address of the next one. */
async function begin(pages: number, place = 'P-0001'): Promise<{ id: string; address: string }> {
  count += 1;
  const id = count.toString(16).padStart(32, 'a');
  const fields = { responseId: id, choice: 'w1:transport', source: 'phone-list', place };
  let address = (await send(li, '/interviews', '/interviews', fields)).headers['location'] as string;
  for (let page = 0; page < pages; page += 1) {
    const { action, body } = filled((await li.get(address)).text, everything());
    address = (await li.post(action).type('form').send(body)).headers['location'] as string;
  }
  return { id, address };
}

async function jump(address: string, code: string, fields: Record<string, string> = {}) {
  const { action, hidden } = formOf((await li.get(address)).text);
  return li
    .post(action)
    .type('form')
    .send({ ...hidden, ...fields, _jump: code });
}

describe('going to a question by its code', () => {
  it('leads to any question in reach, however it is written, and keeps what is answered on the way', async () => {
    const { id, address } = await begin(2);
    const back = await jump(address, ' ＡＧＥ ');
    expect(back.headers['location']).toBe(`/interviews/${id}/p/about#f-age`);
    const about = `/interviews/${id}/p/about`;
    const on = await jump(about, 'consent', { sex: '2', age: '99' });
    expect(on.headers['location']).toBe(`/interviews/${id}/p/consent#f-consent`);
    const kept = (await site.parts.stores.drafts.find(id))!.pages['about']!;
    expect(kept.answers).toEqual({ sex: 2 });
  });

  it.each([
    ['Q99', 'no question “Q99”'],
    ['<b>', 'no question “&lt;b&gt;”'],
    ['tra_satisfaction', 'cannot be reached yet'],
  ])(
    'says plainly that %s is unknown or out of reach, and keeps the page as it is filled in',
    async (code, sentence) => {
      const { address } = await begin(1);
      const answer = await jump(address, code, { sex: '2' });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(sentence);
      expect(answer.text).toMatch(/name="sex" value="2"[^>]* checked/);
      expect(answer.text).not.toContain('id="error-summary"');
    },
  );

  it('lists the questions with what is answered; those out of reach cannot be pressed', async () => {
    const { address } = await begin(2);
    const page = (await li.get(address)).text;
    expect(page).toMatch(/name="_jump" value="age" class="is-answered"/);
    expect(page).toMatch(/<span>tra_satisfaction<span class="visually-hidden">/);
  });

  it('is for whoever asks: a resident’s page takes no code', async () => {
    const page = await visitor(site).get('/s/transport');
    expect(page.text).not.toContain('_jump');
    const { action, body } = filled(page.text, { consent: 1 });
    const sent = await visitor(site)
      .post(action)
      .type('form')
      .send({ ...body, _jump: 'age' });
    expect(sent.headers['location']).toMatch(/\/p\/about$/);
  });
});

describe('a page that is sent after the sign-in has ended', () => {
  async function sentWithoutSession(fields: Record<string, string>) {
    const { id, address } = await begin(1);
    const { action, hidden } = formOf((await li.get(address)).text);
    const someone = visitor(site);
    const asked = await someone
      .post(action)
      .type('form')
      .send({ ...hidden, ...fields });
    return { id, action, someone, asked };
  }

  const carriedIn = (html: string) => {
    const text = /name="carried" value="([^"]*)"/.exec(html)?.[1] ?? '';
    return text.replaceAll('&#34;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  };

  it('is carried through the sign-in, and kept with one button', async () => {
    const { id, action, someone, asked } = await sentWithoutSession({
      sex: '2',
      age: '4',
      residence: '1',
      months: '1',
      staff: '2',
    });
    expect(asked.status).toBe(401);
    const token = /name="_csrf" value="([^"]+)"/.exec(asked.text)![1]!;
    const signIn = (secret: string, carried: string, _csrf: string) =>
      someone.post('/sign-in').type('form').send({ name: 'li', password: secret, next: action, carried, _csrf });
    const mistyped = await signIn('wrong', carriedIn(asked.text), token);
    expect(mistyped.status).toBe(401);
    const offered = await signIn(password, carriedIn(mistyped.text), token);
    expect(offered.status).toBe(200);
    const fields = [...offered.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    const body = Object.fromEntries(fields.map(([, name, value]) => [name!, value!]));
    const kept = await someone.post(action).type('form').send(body);
    expect(kept.headers['location']).toBe(`/interviews/${id}/p/use`);
    expect((await site.parts.stores.drafts.find(id))!.pages['about']!.answers).toMatchObject({ sex: 2, age: 4 });
  });

  it('is offered to nobody else who signs in', async () => {
    const { action, someone, asked } = await sentWithoutSession({ sex: '2', age: '4' });
    const token = /name="_csrf" value="([^"]+)"/.exec(asked.text)![1]!;
    const fields = { name: 'wang', password, next: action, carried: carriedIn(asked.text), _csrf: token };
    const answer = await someone.post('/sign-in').type('form').send(fields);
    expect(answer.status).toBe(303);
    expect(answer.text).not.toContain('name="sex"');
  });

  it('is written out harmlessly, and what is no page of an interview or too long is not carried', async () => {
    const { asked } = await sentWithoutSession({ sex: '"><script>alert(1)</script>' });
    expect(asked.text).not.toContain('<script>alert');
    expect(carriedIn(asked.text)).toContain('<script>alert(1)</script>');
    expect(carriedIn(asked.text)).not.toContain('_csrf');
    const { asked: long } = await sentWithoutSession({ sex: 'x'.repeat(60_000) });
    expect([long.status, long.text.includes('carried')]).toEqual([303, false]);
    const elsewhere = await visitor(site).post('/waves').type('form').send({ title: 'x' });
    expect(elsewhere.status).toBe(303);
  });

  it.each(['{', 'null', '{"path":"//evil.example/p","fields":[]}', '{"path":"/interviews/a/p/b","fields":[[1,2]]}'])(
    'is not read from %s, which we did not write',
    async (carried) => {
      const someone = visitor(site);
      const _csrf = await tokenOn(someone, '/sign-in');
      const answer = await someone.post('/sign-in').type('form').send({ name: 'li', password, carried, _csrf });
      expect(answer.status).toBe(303);
    },
  );
});

describe('an appointment', () => {
  async function appoint(id: string, date: string, time: string) {
    return send(li, `/interviews/${id}/p/consent`, `/interviews/${id}/outcome`, { outcome: 'appointment', date, time });
  }

  it('is kept with attempt and interview, listed in due order, and marked when it has come', async () => {
    const [late, soon] = [await begin(1, 'P-late'), await begin(1, 'P-soon')];
    expect((await appoint(late.id, '2026-11-25', '09:00')).status).toBe(303);
    expect((await appoint(soon.id, '2026-11-20', '11:30')).status).toBe(303);
    expect((await site.parts.stores.drafts.find(soon.id))!.appointmentAt).toEqual(new Date('2026-11-20T03:30:00Z'));
    const page = (await li.get('/interviews')).text;
    expect(page.indexOf('P-soon')).toBeLessThan(page.indexOf('P-late'));
    expect(page).toContain('Appointment 2026-11-20 11:30');
    expect(page).toContain('Answered up to consent');
    site.setNow(new Date('2026-11-20T03:30:00Z'));
    const due = (await li.get('/interviews')).text;
    expect([...due.matchAll(/Appointment is due: 2026-11-20 11:30/g)]).toHaveLength(1);
    site.setNow(begun);
  });

  it.each([
    ['2026-11-20', '09:59'],
    ['2026-11-20', '10:00'],
    ['2027-01-19', '10:01'],
    ['2026-11-31', '10:00'],
    ['', ''],
    ['2026-11-21', '25:00'],
  ])('cannot be at %s %s', async (date, time) => {
    const { id } = await begin(0);
    const again = await appoint(id, date, time);
    expect(again.status).toBe(422);
    expect(again.text).toContain(`name="date" value="${date}"`);
    const read = await li.get(`/interviews/${id}/outcome`);
    expect(read.headers['location']).toBe(`/interviews/${id}/p/consent`);
    expect((await site.parts.stores.drafts.find(id))!.appointmentAt).toBeUndefined();
  });

  it('keeps an interview from being settled before it', async () => {
    const [waiting, idle] = [await begin(1), await begin(1)];
    await appoint(waiting.id, '2026-11-29', '10:00');
    site.setNow(new Date('2026-11-28T02:00:00Z'));
    await settleIdleDrafts(site.parts);
    expect((await site.parts.stores.drafts.find(waiting.id))!.state).toBe('open');
    expect((await site.parts.stores.drafts.find(idle.id))!.state).toBe('submitted');
    site.setNow(begun);
  });
});

describe('an interview that was interrupted', () => {
  it('goes on where its first question is open, on the version it began with, after another one was published', async () => {
    const { id, address } = await begin(2);
    const first = site.parts.surveys.latest('transport')!;
    const changed = JSON.parse(
      JSON.stringify({ ...first.definition, version: 2 }).replaceAll('"zh-CN":"', '"zh-CN":"新版 '),
    ) as typeof first.definition;
    const surveys = surveysOf([...site.parts.surveys.all, compileDefinition(changed, site.parts.sha256)]);
    const later = { ...site, app: createApp({ ...site.parts, surveys }) };
    const agent = visitor(later).set('Accept-Language', 'zh-CN');
    await signIn(agent, 'li');
    const list = (await agent.get('/interviews')).text;
    const [, link] = new RegExp(`href="(/interviews/${id}/p/[^"]+)"`).exec(list)!;
    const opened = await agent.get(link!);
    expect(opened.headers['location']).toMatch(new RegExp(`^${address}(#|$)`));
    const page = (await agent.get(address)).text;
    expect(page).toContain('data-question');
    expect(page).not.toContain('新版');
  });
});
