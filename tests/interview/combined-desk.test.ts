import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAccount, send, signedIn, type Agent } from '../accounts/site.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';
import { everybody, keptOf, surveyIds, usesNothing, walk, type Sender } from './combined-walk.js';

const day = new Date('2026-11-19T02:00:00Z');
const choice = `w1:@${surveyIds.map((id) => `${id}:1`).join('+')}`;
let site: TestSite;
let count = 0;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave({ combined: { surveysPerPerson: 2 } }));
});
afterAll(() => site.close());

/** An enumerator with nothing done yet, and an interview begun. */
async function beginning(source = 'phone-list'): Promise<{ agent: Agent; sender: Sender; name: string; id: string }> {
  count += 1;
  const name = `li${count}`;
  await addAccount(site, name, 'enumerator');
  const agent = await signedIn(site, name);
  agent.set('Accept-Language', 'zh-CN');
  const id = count.toString(16).padStart(32, 'd');
  const sent = await send(agent, '/interviews', '/interviews', { responseId: id, choice, source, place: 'P-0001' });
  expect(sent.headers['location']).toBe(`/interviews/${id}/p/consent`);
  return { agent, sender: agent as unknown as Sender, name, id };
}

const attemptsOf = (name: string) => site.parts.stores.attempts.tally(name, day);

describe('an enumerator', () => {
  it('is offered the surveys together, not one by one: chance chooses', async () => {
    const { agent } = await beginning();
    const { text } = await agent.get('/interviews');
    expect([...text.matchAll(/<option value="(w1:[^"]+)"/g)].map(([, value]) => value)).toEqual([choice]);
    expect(text).toContain('综合访问（每人随机问 2 项）');
  });

  it.each([
    ['phone-list', 'case'],
    ['street', 'site'],
  ])('carries what is known of the interview to each of its responses: one attempt (%s)', async (source, place) => {
    const { sender, name, id } = await beginning(source);
    const walked = await walk(sender, `/interviews/${id}/p/consent`, everybody(site));
    const kept = Object.values(await keptOf(site, id));
    expect(kept.map(({ result }) => result)).toEqual(['complete', 'complete']);
    kept.forEach((response) =>
      expect(response).toMatchObject({ [place]: 'P-0001', enumerator: name, sampleSource: source, interviewId: id }),
    );
    kept.forEach(({ receipt }) => expect(walked.page.text).toContain(receipt));
    expect(await attemptsOf(name)).toEqual([{ outcome: '1.1', n: 1 }]);
  });

  it('reads out what comes next, with the outcomes beside it', async () => {
    const { sender, id } = await beginning();
    const walked = await walk(
      sender,
      `/interviews/${id}/p/consent`,
      everybody(site),
      (each) => !each.endsWith('/next'),
    );
    expect(walked.page.text).toContain('请您评价 2 项服务');
    expect(walked.page.text).toContain(`action="/interviews/${id}/outcome"`);
  });

  it('has interviewed somebody who uses none of the services', async () => {
    const { sender, name, id } = await beginning();
    await walk(sender, `/interviews/${id}/p/consent`, everybody(site, usesNothing));
    expect(await attemptsOf(name)).toEqual([{ outcome: '1.1', n: 1 }]);
  });

  it('has met somebody out of the population', async () => {
    const { sender, name, id } = await beginning();
    await walk(sender, `/interviews/${id}/p/consent`, everybody(site, { age: 1 }));
    expect(await attemptsOf(name)).toEqual([{ outcome: '4.70', n: 1 }]);
  });
});

describe('an interview that breaks off', () => {
  it('in its second survey keeps the first, and is one interview in part', async () => {
    const { agent, sender, name, id } = await beginning();
    let between = 0;
    const walked = await walk(sender, `/interviews/${id}/p/consent`, everybody(site), (address) => {
      between += address.endsWith('/next') ? 1 : 0;
      return between < 2 || address.endsWith('/next');
    });
    const part = /\/interviews\/([0-9a-f]{32})\//.exec(walked.addresses.at(-1)!)![1]!;
    const sent = await send(agent, walked.addresses.at(-1)!, `/interviews/${part}/outcome`, { outcome: '2.12' });
    expect(sent.status).toBe(303);
    const kept = Object.values(await keptOf(site, id));
    expect(kept.map(({ result, allocation }) => [result, allocation]).sort()).toEqual([
      ['breakOff', 0.5],
      ['complete', 0.5],
    ]);
    expect(await attemptsOf(name)).toEqual([{ outcome: '1.2', n: 1 }]);
  });

  it('before its first survey counts those that were drawn as broken off', async () => {
    const { agent, sender, name, id } = await beginning();
    await walk(sender, `/interviews/${id}/p/consent`, everybody(site), (each) => !each.endsWith('/next'));
    await send(agent, `/interviews/${id}/next`, `/interviews/${id}/outcome`, { outcome: '2.12', confirmed: 'yes' });
    expect(Object.values(await keptOf(site, id)).map(({ result }) => result)).toEqual(['breakOff', 'breakOff']);
    expect(await attemptsOf(name)).toEqual([{ outcome: '2.12', n: 1 }]);
  });

  it('at the door is one break-off; without any answer nothing is kept but the attempt', async () => {
    const { agent, sender, name, id } = await beginning();
    await walk(sender, `/interviews/${id}/p/consent`, everybody(site), (each) => !each.includes('transport__use'));
    await send(agent, `/interviews/${id}/p/about`, `/interviews/${id}/outcome`, { outcome: '2.12' });
    expect(Object.values(await keptOf(site, id)).map((each) => [each.survey, each.result])).toEqual([
      ['education', 'breakOff'],
    ]);
    expect(await attemptsOf(name)).toEqual([{ outcome: '2.12', n: 1 }]);
    const other = await beginning();
    await send(other.agent, `/interviews/${other.id}/p/consent`, `/interviews/${other.id}/outcome`, {
      outcome: '3.13',
    });
    expect(await keptOf(site, other.id)).toEqual({});
    expect(await attemptsOf(other.name)).toEqual([{ outcome: '3.13', n: 1 }]);
  });
});

describe('an interview under way', () => {
  it('is listed once and goes on where it was; nobody else may go on with it', async () => {
    const { agent, sender, id } = await beginning();
    await walk(sender, `/interviews/${id}/p/consent`, everybody(site), (each) => !each.endsWith('/overall'));
    const { text } = await agent.get('/interviews');
    expect([...text.matchAll(/href="(\/interviews\/[^"]+)"/g)].map(([, address]) => address)).toEqual([
      `/interviews/${id}/next`,
    ]);
    const walked = await walk(sender, `/interviews/${id}/next`, everybody(site));
    expect(walked.page.text).toContain('已收到您的回答');
    const other = await beginning();
    expect((await other.agent.get(`/interviews/${id}/next`)).status).toBe(404);
  });
});
