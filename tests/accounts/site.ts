import request from 'supertest';
import type { Role } from '../../src/accounts/account.js';
import { hashPassword } from '../../src/accounts/password.js';
import { loadConfig } from '../../src/config.js';
import { testSite, type TestSite } from '../support/app.js';

export type Agent = ReturnType<typeof request.agent>;

export const password = 'correct horse battery';

/** The site behind a proxy, so that every visitor can come from an address of their own. */
export function siteForVisitors(): Promise<TestSite> {
  return testSite(undefined, { config: loadConfig({ TRUST_PROXY: '1', LOG_LEVEL: 'silent' }) });
}

/** An account that may start at once; its id is its name. */
export async function addAccount(
  { parts }: TestSite,
  name: string,
  role: Role,
  mustChangePassword = false,
): Promise<void> {
  const passwordHash = await hashPassword(password, '00'.repeat(16));
  const createdAt = parts.now();
  await parts.stores.accounts.create({ id: name, name, role, passwordHash, mustChangePassword, createdAt });
}

let visitors = 0;

export function visitor({ app }: TestSite): Agent {
  visitors += 1;
  const address = `10.0.${Math.floor(visitors / 256)}.${visitors % 256}`;
  const agent = request.agent(app).set('Accept', 'text/html').set('Accept-Language', 'en');
  return agent.set('X-Forwarded-For', address);
}

/** The token of the first form on a page. */
export async function tokenOn(agent: Agent, path: string): Promise<string> {
  const page = await agent.get(path);
  return /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}

/** Fills a form in and sends it, as a browser would. */
export async function send(agent: Agent, page: string, to: string, fields: Record<string, string>) {
  const token = await tokenOn(agent, page);
  return agent
    .post(to)
    .type('form')
    .send({ ...fields, _csrf: token });
}

export async function signIn(agent: Agent, name: string, secret = password, next = '') {
  return send(agent, '/sign-in', '/sign-in', { name, password: secret, next });
}

export async function signedIn(site: TestSite, name: string): Promise<Agent> {
  const agent = visitor(site);
  const answer = await signIn(agent, name);
  if (answer.status !== 303) throw new Error(`signedIn requires an account that may sign in: ${answer.status}`);
  return agent;
}

/** What the audit holds, oldest first, as `action phase subject by who`. */
export async function audit({ parts }: TestSite): Promise<string[]> {
  const entries = await parts.stores.audit.list({ limit: 1000 });
  return entries.reverse().map(({ action, phase, subject, who }) => `${action} ${phase} ${subject} by ${who}`);
}
