import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Answers } from '../../src/definition/types.js';
import type { Quota } from '../../src/fieldwork/quota.js';
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
  await addAccount(site, 'chen', 'supervisor');
  li = await signedIn(site, 'li');
});
afterAll(() => site.close());

const quota = (survey: string, limit: number, facts: Partial<Quota> = {}): Quota => ({
  id: `w1.${survey}.${Object.values(facts).join('.')}`,
  wave: 'w1',
  survey,
  limit,
  ...facts,
});

async function begin(survey: string, source = 'phone-list'): Promise<string> {
  count += 1;
  const responseId = count.toString(16).padStart(32, 'd');
  const fields = { responseId, choice: `w1:${survey}`, source, place: 'P-0001' };
  expect((await send(li, '/interviews', '/interviews', fields)).status).toBe(303);
  return responseId;
}

/** Goes on until the interview has ended or `last` has been sent. */
async function conduct(id: string, answers: Answers, last?: string): Promise<string> {
  let address = `/interviews/${id}/p/consent`;
  while (!address.endsWith('/end')) {
    const page = await li.get(address);
    const { action, body } = filled(page.text, answers);
    const sent = await li.post(action).type('form').send(body);
    expect(sent.status).toBe(303);
    if (last && address.endsWith(`/${last}`)) return address;
    address = sent.headers['location'] as string;
  }
  return address;
}

const answersTo = (survey: string) => answerEverything(site.parts.surveys.latest(survey)!);
const result = async (id: string) => (await site.parts.stores.responses.find(id))?.result;

describe('a quota', () => {
  it('ends the interview after the screening once it is full, kindly, and says which one it was', async () => {
    const full = quota('transport', 1, { district: '330602' });
    await site.parts.stores.quotas.set([full]);
    const first = await begin('transport');
    await conduct(first, answersTo('transport'));
    expect(await result(first)).toBe('complete');

    const second = await begin('transport', 'street');
    const end = await conduct(second, answersTo('transport'));
    expect(await site.parts.stores.responses.find(second)).toMatchObject({ result: 'quotaFull', quota: full.id });
    expect((await li.get(end)).text).toContain('Enough people');
    expect(await site.parts.stores.attempts.tally('li', new Date(0))).toContainEqual({ outcome: '4.80', n: 1 });
    expect(Object.keys((await site.parts.stores.responses.find(second))!.answers)).not.toContain('tra_satisfaction');
  });

  it('does not keep a person from another district', async () => {
    await site.parts.stores.quotas.set([quota('transport', 1, { district: '330602' })]);
    const id = await begin('transport');
    await conduct(id, { ...answersTo('transport'), residence: 2 });
    expect(await result(id)).toBe('complete');
  });

  it('gets its place back from whoever breaks off, and keeps it for whoever goes on', async () => {
    await site.parts.stores.quotas.set([quota('finance', 1)]);
    const left = await begin('finance');
    await conduct(left, answersTo('finance'), 'overall');
    const taken = async () => (await site.parts.stores.quotas.taken('w1')).get(quota('finance', 1).id) ?? 0;
    expect(await taken()).toBe(1);
    await send(li, `/interviews/${left}/p/a`, `/interviews/${left}/outcome`, { outcome: '2.12', confirmed: 'yes' });
    expect(await result(left)).toBe('breakOff');
    expect(await taken()).toBe(0);
    const next = await begin('finance');
    await conduct(next, answersTo('finance'));
    expect(await result(next)).toBe('complete');
    expect(await taken()).toBe(1);
  });

  it('takes no place for people who are screened out', async () => {
    await site.parts.stores.quotas.set([quota('education', 1)]);
    const minor = await begin('education');
    await conduct(minor, { ...answersTo('education'), age: 1 });
    expect(await result(minor)).toBe('outOfPopulation');
    expect((await site.parts.stores.quotas.taken('w1')).get(quota('education', 1).id)).toBeUndefined();
  });

  it('counts the interviews that were kept before it was made, beyond its limit too', async () => {
    const chen = await signedIn(site, 'chen');
    for (const source of ['phone-list', 'street'])
      await conduct(await begin('elderly-care', source), answersTo('elderly-care'));
    const page = '/waves/w1/quotas';
    await send(chen, page, page, { survey: 'elderly-care', breakdown: 'district', limit: '1' });
    expect((await site.parts.stores.quotas.taken('w1')).get('w1.elderly-care.330602..')).toBe(2);
    const third = await begin('elderly-care');
    await conduct(third, answersTo('elderly-care'));
    expect(await result(third)).toBe('quotaFull');
    await site.parts.stores.quotas.remove((await site.parts.stores.quotas.ofWave('w1')).map(({ id }) => id));
  });

  it('counts what devices send, and gives a place back where a response is kept out of the measurement', async () => {
    const wanted = quota('transport', 5, { district: '330604' });
    await site.parts.stores.quotas.set([wanted]);
    const id = await begin('transport');
    await conduct(id, { ...answersTo('transport'), residence: 3 });
    const taken = async () => (await site.parts.stores.quotas.taken('w1')).get(wanted.id) ?? 0;
    expect(await taken()).toBe(1);
    const { definition, hash } = site.parts.surveys.latest('transport')!;
    const sent = {
      survey: 'transport',
      version: definition.version,
      definitionHash: hash,
      wave: 'w1',
      mode: 'onsite',
      sampleSource: 'street',
      language: 'zh-CN',
      answers: { ...answersTo('transport'), residence: 3 },
      startedAt: '2026-11-20T01:00:00Z',
      endedAt: '2026-11-20T01:09:00Z',
    };
    const token = await tokenOn(li, '/interviews');
    const device = li.put(`/api/responses/${'f'.repeat(32)}`).set('x-csrf-token', token);
    expect((await device.send(sent)).status).toBe(201);
    expect(await taken()).toBe(2);
    const chen = await signedIn(site, 'chen');
    const page = `/responses/${id}`;
    await send(chen, page, `${page}/exclude`, { reason: '重复访问同一个人', ground: 'duplicate', revision: '0' });
    expect((await site.parts.stores.responses.find(id))?.exclusion).toBeDefined();
    expect(await taken()).toBe(1);
  });

  it('is exact where a hundred interviews reach it at once', async () => {
    const wanted = [quota('elderly-care', 7)];
    await site.parts.stores.quotas.set(wanted);
    const ids = Array.from({ length: 100 }, (_, at) => at.toString(16).padStart(32, 'e'));
    const answers = await Promise.all(ids.map((id) => site.parts.stores.quotas.claim(wanted, id, site.parts.now())));
    expect(answers.filter((full) => full === undefined)).toHaveLength(7);
    expect((await site.parts.stores.quotas.taken('w1')).get(wanted[0]!.id)).toBe(7);
    const again = await site.parts.stores.quotas.claim(wanted, ids[answers.indexOf(undefined)]!, site.parts.now());
    expect(again).toBeUndefined();
  });
});

describe('the page of quotas', () => {
  it('makes, changes and removes quotas, and refuses what is no number', async () => {
    const chen = await signedIn(site, 'chen');
    const page = '/waves/w1/quotas';
    const made = await send(chen, page, page, { survey: 'transport', breakdown: 'district-sex', limit: '40' });
    expect(made.status).toBe(303);
    const id = 'w1.transport.330604..female';
    expect((await chen.get(page)).text).toContain(`name="limit:${id}" value="40"`);
    await send(chen, page, page, { [`limit:${id}`]: '５５' });
    expect((await chen.get(page)).text).toContain(`name="limit:${id}" value="55"`);
    const again = await send(chen, page, page, { [`limit:${id}`]: '很多' });
    expect([again.status, again.text.includes('value="很多"')]).toEqual([422, true]);
    await send(chen, page, page, { [`limit:${id}`]: '' });
    expect((await chen.get(page)).text).not.toContain(id);
    expect((await send(chen, page, page, { survey: 'tourism', breakdown: 'all', limit: '4' })).status).toBe(400);
  });
});
