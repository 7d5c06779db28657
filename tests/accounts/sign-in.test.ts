import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MemoryStore } from 'express-session';
import request from 'supertest';
import { loadConfig } from '../../src/config.js';
import { createApp } from '../../src/web/app.js';
import type { TestSite } from '../support/app.js';
import { addAccount, audit, password, send, signIn, signedIn, siteForVisitors, tokenOn, visitor } from './site.js';

let site: TestSite;

beforeAll(async () => {
  site = await siteForVisitors();
  await addAccount(site, 'analyst', 'analyst');
  await addAccount(site, 'enumerator', 'enumerator');
});

afterAll(() => site.close());

interface Answer {
  headers: Record<string, unknown>;
}

const cookiesOf = (answer: Answer) => (answer.headers['set-cookie'] ?? []) as string[];

/** The session id in a cookie, without its signature. */
function sessionOf(answer: Answer): string | undefined {
  return cookiesOf(answer)
    .map((cookie) => /^manyidu\.session=s%3A([^.]+)/.exec(cookie)?.[1])
    .find(Boolean);
}

const sessions = () => (site.parts.sessionStore as unknown as { collectionP: Promise<never> }).collectionP;

describe('signing in', () => {
  test('with the right password leads to the page that was asked for', async () => {
    const agent = visitor(site);
    const asked = await agent.get('/waves?lang=en');
    expect([asked.status, asked.headers['location']]).toEqual([303, '/sign-in?next=%2Fwaves%3Flang%3Den']);
    const answer = await signIn(agent, 'ANALYST', password, '/waves?lang=en');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/waves?lang=en']);
    expect((await agent.get('/account')).status).toBe(200);
  });

  test('never leads to another site', async () => {
    for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example/', '/x/..//evil.example']) {
      const answer = await signIn(visitor(site), 'enumerator', password, next);
      expect(answer.headers['location']).toBe('/interviews');
    }
  });

  test('with a wrong password keeps the name, not the password, and says what is wrong', async () => {
    const answer = await signIn(visitor(site), 'analyst', 'wrong password here', '/waves');
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('value="analyst"');
    expect(answer.text).toContain('name="next" value="/waves"');
    expect(answer.text).toContain('href="#name"');
    expect(answer.text).not.toContain('wrong password here');
    expect(sessionOf(answer)).toBeUndefined();
  });

  test('with an unknown name gives the same page as with a wrong password', async () => {
    const page = async (name: string) => {
      const answer = await signIn(visitor(site), name, 'wrong password here');
      return answer.text.replaceAll(name, 'NAME').replaceAll(/name="_csrf" value="[^"]+"/g, '');
    };
    expect(await page('somebody')).toBe(await page('analyst'));
    expect(await audit(site)).toContain('signIn failed unknown by unknown');
    expect((await audit(site)).join()).not.toContain('somebody');
  });

  test('answers a program with a problem instead of a page', async () => {
    const agent = visitor(site);
    const fields = { name: 'analyst', password: 'wrong password here', _csrf: await tokenOn(agent, '/sign-in') };
    const answer = await agent.post('/sign-in').set('Accept', 'application/json').send(fields);
    expect([answer.status, answer.body.problem]).toEqual([401, 'signIn.failed']);
  });

  test('is recorded with the account, and so is signing out', async () => {
    await addAccount(site, 'recorded', 'analyst');
    await signIn(visitor(site), 'recorded', 'wrong password here');
    const agent = await signedIn(site, 'recorded');
    await send(agent, '/account', '/sign-out', {});
    expect((await audit(site)).filter((entry) => entry.includes('recorded'))).toEqual([
      'signIn failed recorded by unknown',
      'signIn done recorded by recorded',
      'signOut done recorded by recorded',
    ]);
  });

  test('is refused from an address that tries too often', async () => {
    const agent = visitor(site);
    const fields = { name: 'nobody-here', password: 'wrong', _csrf: await tokenOn(agent, '/sign-in') };
    const answers: number[] = [];
    for (let i = 0; i < 31; i += 1) answers.push((await agent.post('/sign-in').type('form').send(fields)).status);
    expect(answers).toEqual([...Array.from({ length: 30 }, () => 401), 429]);
    expect((await signIn(visitor(site), 'analyst')).status).toBe(303);
  });

  test('is not refused to many honest people behind one address at the start of a shift', async () => {
    const agent = visitor(site);
    const fields = { name: 'analyst', password, _csrf: await tokenOn(agent, '/sign-in') };
    const answers = new Set<number>();
    for (let person = 0; person < 35; person += 1) {
      answers.add((await agent.post('/sign-in').type('form').send(fields)).status);
      fields._csrf = await tokenOn(agent, '/account');
    }
    expect([...answers]).toEqual([303]);
  });
});

describe('an account after five wrong passwords', () => {
  test('refuses the right one for a quarter of an hour, and then takes it', async () => {
    await addAccount(site, 'locked', 'analyst');
    for (let i = 0; i < 5; i += 1) await signIn(visitor(site), 'locked', 'wrong password here');
    expect((await signIn(visitor(site), 'locked')).status).toBe(401);
    const before = site.parts.now();
    site.setNow(new Date(before.getTime() + 15 * 60_000));
    expect((await signIn(visitor(site), 'locked')).status).toBe(303);
    site.setNow(before);
  });
});

describe('a session', () => {
  test('gets a new id at sign-in, so that one planted before is worth nothing', async () => {
    const agent = await signedIn(site, 'analyst');
    const first = sessionOf(await agent.get('/account'));
    const again = await send(agent, '/account', '/sign-in', { name: 'analyst', password });
    expect(again.status).toBe(303);
    expect([first, sessionOf(again)]).toEqual([expect.any(String), expect.any(String)]);
    expect(sessionOf(again)).not.toBe(first);
  });

  test('is kept by a cookie that scripts cannot read and other sites cannot send', async () => {
    const answer = await signIn(visitor(site), 'analyst');
    const cookie = cookiesOf(answer).find((one) => one.includes('session')) ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/; Secure/);
  });

  test('is not begun for people who have not signed in', async () => {
    const answers = [
      await visitor(site).get('/'),
      await visitor(site).get('/sign-in'),
      await visitor(site).get('/health'),
    ];
    expect(answers.map(sessionOf)).toEqual([undefined, undefined, undefined]);
  });

  test('ends after eight hours without a visit', async () => {
    const agent = await signedIn(site, 'analyst');
    const store = (await sessions()) as { updateMany: Function; findOne: Function };
    const { expires } = (await store.findOne({}, { sort: { expires: -1 } })) as { expires: Date };
    const hours = (expires.getTime() - Date.now()) / 3_600_000;
    expect(Math.round(hours * 10)).toBe(80);
    expect((await agent.get('/account')).status).toBe(200);
    await store.updateMany({}, { $set: { expires: new Date(Date.now() - 1) } });
    const answer = await agent.get('/account');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in?next=%2Faccount']);
  });

  test('is gone from the server after signing out, whoever kept the cookie', async () => {
    const agent = await signedIn(site, 'analyst');
    const cookie = cookiesOf(await agent.get('/account'))
      .map((one) => one.split(';')[0])
      .join('; ');
    const out = await send(agent, '/account', '/sign-out', {});
    expect(out.headers['location']).toBe('/sign-in?signedOut=yes');
    expect((await visitor(site).get('/account').set('Cookie', cookie)).status).toBe(303);
  });

  test('ends at once when the account is disabled', async () => {
    await addAccount(site, 'leaver', 'analyst');
    const agent = await signedIn(site, 'leaver');
    await site.parts.stores.accounts.setDisabled('leaver', true);
    expect((await agent.get('/account')).headers['location']).toBe('/sign-in?next=%2Faccount');
    expect((await signIn(visitor(site), 'leaver')).status).toBe(401);
  });

  test('shows pages that are not kept by the browser', async () => {
    const agent = await signedIn(site, 'analyst');
    expect((await agent.get('/account')).headers['cache-control']).toBe('no-store');
  });
});

test('on a site with an HTTPS address cookies belong to this very host, over HTTPS only', async () => {
  const config = loadConfig({ TRUST_PROXY: '1', LOG_LEVEL: 'silent', BASE_URL: 'https://survey.example.cn' });
  const app = createApp({ ...site.parts, config, sessionStore: new MemoryStore() });
  const page = await request(app).get('/sign-in').set('X-Forwarded-Proto', 'https');
  const form = cookiesOf(page)[0] ?? '';
  const fields = { name: 'analyst', password, _csrf: /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] };
  const sent = request(app)
    .post('/sign-in')
    .set('X-Forwarded-Proto', 'https')
    .set('Cookie', form.split(';')[0] ?? '');
  const [session] = cookiesOf(await sent.type('form').send(fields));
  expect(form).toMatch(/^__Host-manyidu\.form=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  expect(session).toMatch(/^__Host-manyidu\.session=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
});

describe('a form', () => {
  test.each(['/sign-in', '/sign-out', '/account'])('sent to %s without its token is refused', async (path) => {
    const agent = path === '/sign-in' ? visitor(site) : await signedIn(site, 'analyst');
    const answer = await agent.post(path).type('form').send({ name: 'analyst', password });
    expect(answer.status).toBe(403);
  });

  test('with the token of somebody else is refused', async () => {
    const agent = await signedIn(site, 'analyst');
    const stranger = await tokenOn(await signedIn(site, 'enumerator'), '/account');
    const answer = await agent.post('/sign-out').type('form').send({ _csrf: stranger });
    expect(answer.status).toBe(403);
    expect((await agent.get('/account')).status).toBe(200);
  });

  test('from before signing in is refused afterwards', async () => {
    const agent = visitor(site);
    const early = await tokenOn(agent, '/sign-in');
    await signIn(agent, 'analyst');
    expect((await agent.post('/sign-out').type('form').send({ _csrf: early })).status).toBe(403);
  });

  test('with unexpected fields is refused', async () => {
    const agent = visitor(site);
    const answer = await send(agent, '/sign-in', '/sign-in', { name: 'analyst', password, role: 'administrator' });
    expect(answer.status).toBe(422);
  });
});
