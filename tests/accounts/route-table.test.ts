import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type NextFunction, type Request, type Response } from 'express';
import request from 'supertest';
import { roles, type Role } from '../../src/accounts/account.js';
import { permissions, type Permission } from '../../src/accounts/permissions.js';
import { guard } from '../../src/web/guard.js';
import type { TestSite } from '../support/app.js';
import { addAccount, signedIn, siteForVisitors, tokenOn, visitor, type Agent } from './site.js';

/** The parts of Express's router that are looked at. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  /** The layer stands at the root of the site. */
  slash: boolean;
}

/** Every route of a router and of the routers in it, as `GET /path`. */
function routesIn(layers: Layer[]): string[] {
  return layers.flatMap(({ route, handle, slash }) => {
    if (route) return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
    if (handle.stack && !slash)
      throw new Error('routesIn requires routers mounted at the root: others hide their path');
    return handle.stack ? routesIn(handle.stack) : [];
  });
}

type Person = Role | 'nobody';
const people: readonly Person[] = ['nobody', ...roles];
// Signing out comes last: it ends the session the other cells need.
const lines = [...permissions].sort((a, b) => Number(a.path === '/sign-out') - Number(b.path === '/sign-out'));
const cells = lines.flatMap((line) => people.map((person) => ({ line, person })));

function mayEnter({ roles }: Permission, person: Person): boolean {
  return roles === 'public' || (person !== 'nobody' && roles.includes(person));
}

let site: TestSite;
const agents = new Map<Person, { agent: Agent; token: string }>();

beforeAll(async () => {
  site = await siteForVisitors();
  agents.set('nobody', await withToken(visitor(site), '/sign-in'));
  for (const role of roles) {
    await addAccount(site, role, role);
    agents.set(role, await withToken(await signedIn(site, role), '/account'));
  }
});

afterAll(() => site.close());

async function withToken(agent: Agent, page: string) {
  return { agent, token: await tokenOn(agent, page) };
}

async function enter({ method, path }: Permission, person: Person) {
  const { agent, token } = agents.get(person) ?? (await withToken(visitor(site), '/sign-in'));
  const address = path.replaceAll(/:\w+/g, 'none');
  if (method === 'GET') return agent.get(address);
  const asked = method === 'POST' ? agent.post(address).type('form') : agent.put(address).type('json');
  return asked.set('X-CSRF-Token', token).send({});
}

function isRefusal({ status, headers }: { status: number; headers: Record<string, string> }): boolean {
  return status === 401 || status === 403 || /^\/sign-in($|\?next=)/.test(headers['location'] ?? '');
}

describe('the table of permissions', () => {
  test('has exactly one line for each route of the site, and a route for each line', () => {
    const { stack } = (site.app as unknown as { router: { stack: Layer[] } }).router;
    const table = permissions.map(({ method, path }) => `${method} ${path}`);
    expect(routesIn(stack).sort()).toEqual([...table].sort());
    expect(new Set(table).size).toBe(table.length);
  });

  test.each(cells)('lets $person enter $line.method $line.path, or not', async ({ line, person }) => {
    const answer = await enter(line, person);
    expect(isRefusal(answer)).toBe(!mayEnter(line, person));
    expect(answer.status).toBeLessThan(500);
  });
});

test('a route that nobody entered in the table cannot be reached', async () => {
  const app = express();
  app.use(guard);
  app.get('/forgotten', (_req, res) => void res.send('secret'));
  app.use(
    (error: Error, _req: Request, res: Response, _next: NextFunction) => void res.status(404).send(error.message),
  );
  const answer = await request(app).get('/forgotten');
  expect([answer.status, answer.text]).toEqual([404, 'page.notFound']);
});

describe('a refusal', () => {
  test('sends a browser that is not signed in to the sign-in page, and back to a page afterwards, never to a form', async () => {
    const agent = visitor(site);
    const page = await agent.get('/waves/2026-q1?survey=finance');
    expect(page.headers['location']).toBe('/sign-in?next=%2Fwaves%2F2026-q1%3Fsurvey%3Dfinance');
    expect((await agent.post('/accounts/none/disable')).headers['location']).toBe('/sign-in');
    expect((await agent.post('/accounts')).headers['location']).toBe('/sign-in?next=%2Faccounts');
  });

  test('is a problem for a program', async () => {
    const asProgram = (agent: Agent) => agent.get('/accounts').set('Accept', 'application/json');
    const stranger = await asProgram(visitor(site));
    expect([stranger.status, stranger.body.problem]).toEqual([401, 'signIn.required']);
    const analyst = await asProgram(await signedIn(site, 'analyst'));
    expect([analyst.status, analyst.body.problem]).toEqual([403, 'access.denied']);
  });

  test('tells nothing of an address that has no route, signed in or not', async () => {
    const addresses = ['/admin', '/accounts/none', '//accounts', '/.env'];
    for (const agent of [visitor(site), await signedIn(site, 'administrator')]) {
      for (const address of addresses) expect((await agent.get(address)).status).toBe(404);
    }
  });

  test('still shows the person who is signed in a page with the way out', async () => {
    const answer = await (await signedIn(site, 'enumerator')).get('/accounts');
    expect(answer.status).toBe(403);
    expect(answer.text).toMatch(/action="\/sign-out"><input type="hidden" name="_csrf" value="[0-9a-f.]{20,}"/);
  });
});
