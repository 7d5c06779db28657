import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstAdministratorLink } from '../../src/accounts/first-administrator.js';
import type { TestSite } from '../support/app.js';
import { audit, password, send, signIn, siteForVisitors, visitor } from './site.js';

let site: TestSite;
let link: string;

const newLink = async () => {
  const { stores, now, randomHex } = site.parts;
  return (await firstAdministratorLink({ accounts: stores.accounts, now, randomHex })) ?? '';
};

beforeAll(async () => {
  site = await siteForVisitors();
  link = await newLink();
});

afterAll(() => site.close());

const fields = { name: '管理员甲', password, again: password };

describe('the link printed at the first start', () => {
  test('is refused with the way to a new one when it is wrong, or older than an hour', async () => {
    const wrong = await visitor(site).get(`/first-administrator/${'0'.repeat(48)}`);
    site.setNow(new Date(site.parts.now().getTime() + 3_600_000));
    const old = await visitor(site).get(link);
    expect([wrong.status, old.status]).toEqual([410, 410]);
    expect(old.text).toContain('restart the server');
    link = await newLink();
    expect((await visitor(site).get(link)).status).toBe(200);
  });

  test('keeps the name, not the password, when the form has faults', async () => {
    const answer = await send(visitor(site), link, link, { ...fields, again: 'another one' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="管理员甲"');
    expect(answer.text).toContain('href="#again"');
    expect(answer.text).not.toContain(password);
  });

  test('makes one administrator, signed in, even when it is used twice at once', async () => {
    const agents = [visitor(site), visitor(site)];
    const answers = await Promise.all(
      agents.map((agent, i) => send(agent, link, link, { ...fields, name: `admin${i}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
    const accounts = await site.parts.stores.accounts.list();
    expect(accounts.map(({ role }) => role)).toEqual(['administrator']);
    const winner = agents[answers.findIndex(({ status }) => status === 303)];
    expect((await winner?.get('/accounts'))?.status).toBe(200);
    expect((await signIn(visitor(site), accounts[0]?.name ?? '')).headers['location']).toBe('/waves');
  });

  test('works no second time, and no new one is made', async () => {
    expect((await visitor(site).get(link)).status).toBe(410);
    expect(await newLink()).toBe('');
  });

  test('leaves its trace in the audit', async () => {
    const id = (await site.parts.stores.accounts.list())[0]?.id ?? '';
    expect((await audit(site)).slice(0, 2)).toEqual([
      `account.create intent ${id} by system`,
      `account.create done ${id} by system`,
    ]);
  });
});
