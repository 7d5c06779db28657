import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MemoryStore } from 'express-session';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/web/app.js';
import { addAccount, password } from '../accounts/site.js';
import { testSite, type TestSite } from '../support/app.js';

let site: TestSite;
let server: Server;
let address: string;

/** A session store that takes its time to write, as one behind a network does. */
function slowStore(): MemoryStore {
  const store = new MemoryStore();
  const write = store.set.bind(store);
  store.set = (id, session, done) => void setTimeout(() => write(id, session, done), 200);
  return store;
}

beforeAll(async () => {
  site = await testSite();
  await addAccount(site, 'enumerator', 'enumerator');
  server = createServer(createApp({ ...site.parts, sessionStore: slowStore() }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await site.close();
});

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

// A browser follows a redirect as soon as it has read the headers, while the server may still be writing.
it('a browser that follows the redirect of a sign-in at once is signed in, however slow the session store is', async () => {
  const form = await fetch(`${address}/sign-in`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
  const signedIn = await fetch(`${address}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookieOf(form) },
    body: new URLSearchParams({ _csrf: token, name: 'enumerator', password }),
  });
  expect(signedIn.headers.get('location')).toBe('/interviews');
  const next = await fetch(`${address}/interviews`, { redirect: 'manual', headers: { cookie: cookieOf(signedIn) } });
  expect(next.status).toBe(200);
});
