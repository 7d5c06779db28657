import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestSite } from '../support/app.js';
import { addAccount, audit, password, send, signIn, signedIn, siteForVisitors, type Agent, visitor } from './site.js';

let site: TestSite;
let administrator: Agent;

beforeAll(async () => {
  site = await siteForVisitors();
  await addAccount(site, 'chief', 'administrator');
  administrator = await signedIn(site, 'chief');
});

afterAll(() => site.close());

const passwordOn = (page: { text: string }) => /<code>([^<]+)<\/code>/.exec(page.text)?.[1] ?? '';
const byName = async (name: string) => {
  const account = await site.parts.stores.accounts.byName(name);
  if (!account) throw new Error(`byName requires an account named ${name}`);
  return account;
};

describe('an administrator', () => {
  test('creates an account whose one-time password opens nothing but the page to change it', async () => {
    const created = await send(administrator, '/accounts', '/accounts', { name: '访问员甲', role: 'enumerator' });
    expect(created.status).toBe(201);
    const agent = visitor(site);
    expect((await signIn(agent, '访问员甲', passwordOn(created))).headers['location']).toBe('/account');
    expect((await agent.get('/interviews')).headers['location']).toBe('/account');
    const own = 'a password of my own';
    const answer = await send(agent, '/account', '/account', {
      current: passwordOn(created),
      password: own,
      again: own,
    });
    expect(answer.headers['location']).toBe('/account?changed=yes');
    expect((await agent.get('/interviews')).headers['location']).toBeUndefined();
    expect((await signIn(visitor(site), '访问员甲', own)).headers['location']).toBe('/interviews');
  });

  test('never sees the one-time password again, and nobody finds it in the database', async () => {
    const created = await send(administrator, '/accounts', '/accounts', { name: 'second', role: 'analyst' });
    const secret = passwordOn(created);
    expect(secret).toHaveLength(19);
    expect(created.text).not.toContain('?lang=');
    const [id] = (await site.parts.stores.accounts.list())
      .filter(({ name }) => name === 'second')
      .map((each) => each.id);
    const renewed = await send(administrator, '/accounts', `/accounts/${id}/password`, {});
    expect(renewed.status).toBe(200);
    expect(renewed.text).not.toContain('?lang=');
    expect((await administrator.get('/accounts')).text).not.toContain(secret);
    expect(JSON.stringify(await site.parts.stores.accounts.list())).not.toContain(secret);
    expect(JSON.stringify(await site.parts.stores.audit.list({ limit: 1000 }))).not.toContain(secret);
  });

  test.each([
    ['that is taken, in other case', 'CHIEF', 'This account name is taken.'],
    ['that is a phone number', '13805750001', 'The account name must have'],
  ])('cannot give a name %s, and keeps the role chosen', async (_what, name, text) => {
    const answer = await send(administrator, '/accounts', '/accounts', { name, role: 'supervisor' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(text);
    expect(answer.text).toContain(`value="${name}"`);
    expect(answer.text).toContain('<option value="supervisor" selected>');
  });

  test('cannot invent a role', async () => {
    const answer = await send(administrator, '/accounts', '/accounts', { name: 'king', role: 'king' });
    expect(answer.status).toBe(422);
    expect(await site.parts.stores.accounts.byName('king')).toBeUndefined();
  });

  test('changes a role, disables and enables, and each is in the audit before and after', async () => {
    await addAccount(site, 'mover', 'enumerator');
    const to = (what: string) => `/accounts/mover/${what}`;
    await send(administrator, '/accounts', to('role'), { role: 'supervisor' });
    await send(administrator, '/accounts', to('disable'), {});
    expect(await byName('mover')).toMatchObject({ role: 'supervisor', disabled: true });
    await send(administrator, '/accounts', to('enable'), {});
    expect(await byName('mover')).toMatchObject({ disabled: false });
    expect((await audit(site)).filter((entry) => entry.includes('mover'))).toEqual([
      'account.role intent mover by chief',
      'account.role done mover by chief',
      'account.disable intent mover by chief',
      'account.disable done mover by chief',
      'account.enable intent mover by chief',
      'account.enable done mover by chief',
    ]);
  });

  test('resets a forgotten password, which frees a locked account and ends its sessions', async () => {
    await addAccount(site, 'forgetful', 'analyst');
    const agent = await signedIn(site, 'forgetful');
    for (let i = 0; i < 5; i += 1) await signIn(visitor(site), 'forgetful', 'wrong password here');
    expect((await administrator.get('/accounts')).text).toContain('Locked for now');
    const reset = await send(administrator, '/accounts', '/accounts/forgetful/password', {});
    expect((await agent.get('/account')).status).toBe(303);
    expect((await signIn(visitor(site), 'forgetful', password)).status).toBe(401);
    expect((await signIn(visitor(site), 'forgetful', passwordOn(reset))).headers['location']).toBe('/account');
  });

  test('cannot change the own account on this page, so that one administrator always remains', async () => {
    const answers = [
      await send(administrator, '/accounts', '/accounts/chief/disable', {}),
      await send(administrator, '/accounts', '/accounts/chief/role', { role: 'analyst' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    expect(await byName('chief')).toMatchObject({ role: 'administrator', disabled: false });
  });

  test('gets a page not found for an account that does not exist', async () => {
    expect((await send(administrator, '/accounts', '/accounts/nobody/disable', {})).status).toBe(404);
  });
});

describe('a person', () => {
  test('cannot change the password without knowing the present one, five times at most', async () => {
    await addAccount(site, 'changer', 'analyst');
    const agent = await signedIn(site, 'changer');
    const change = (current: string) =>
      send(agent, '/account', '/account', { current, password: 'quite another one', again: 'quite another one' });
    const answer = await change('wrong password here');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#current"');
    expect(answer.text).not.toContain('quite another one');
    for (let i = 0; i < 4; i += 1) await change('wrong password here');
    expect((await change(password)).status).toBe(422);
  });

  test('who changes the password stays signed in here and nowhere else', async () => {
    await addAccount(site, 'mobile', 'analyst');
    const [here, elsewhere] = [await signedIn(site, 'mobile'), await signedIn(site, 'mobile')];
    const own = 'quite another one';
    await send(here, '/account', '/account', { current: password, password: own, again: own });
    expect((await here.get('/account?changed=yes')).text).toContain('has been changed');
    expect((await elsewhere.get('/account')).status).toBe(303);
  });
});

describe('the audit page', () => {
  test('lists the newest first with names, and says that the chain is whole, until an entry is altered', async () => {
    const page = await administrator.get('/audit');
    expect(page.text).toContain('The chain of entries is whole');
    const newest = (await site.parts.stores.audit.list({ limit: 1 }))[0]?.sequence ?? 0;
    expect(/<tbody>\s*<tr>\s*<td class="number">(\d+)</.exec(page.text)?.[1]).toBe(String(newest));
    expect(page.text).toContain('<td>chief</td>');
  });

  test('goes back in time page by page', async () => {
    for (let i = 0; i < 60; i += 1) {
      const fact = {
        at: site.parts.now(),
        who: 'chief',
        action: 'export',
        subject: `file-${i}`,
        phase: 'done' as const,
      };
      await site.parts.stores.audit.append(fact);
    }
    const page = await administrator.get('/audit');
    const older = /href="(\/audit\?before=\d+)"/.exec(page.text)?.[1] ?? '';
    expect(page.text).not.toContain('file-9<');
    expect((await administrator.get(older)).text).toContain('file-9<');
  });
});
