import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestSite } from '../support/app.js';
import { addAccount, signedIn, siteForVisitors, visitor } from '../accounts/site.js';

let site: TestSite;

beforeAll(async () => {
  site = await siteForVisitors();
  for (const role of ['enumerator', 'analyst', 'supervisor'] as const) await addAccount(site, role, role);
});
afterAll(() => site.close());

it('the start page offers to who is signed in only what that account may open, and everything to others', async () => {
  for (const name of ['enumerator', 'analyst', 'supervisor']) {
    const agent = await signedIn(site, name);
    const page = await agent.get('/');
    for (const room of ['/interviews', '/waves']) {
      const refused = (await agent.get(room)).status === 403;
      expect([name, room, page.text.includes(`class="button secondary" href="${room}"`)]).toEqual([
        name,
        room,
        !refused,
      ]);
    }
  }
  expect((await visitor(site).get('/')).text).toMatch(/href="\/interviews"[\s\S]*href="\/waves"/);
});
