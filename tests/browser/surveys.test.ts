import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addAccount, password } from '../accounts/site.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { listeningSite } from '../support/listening.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite();
  await addAccount(site, 'chen', 'analyst');
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function signIn(size: keyof typeof sizes, language: string): Promise<Page> {
  const context = await browser.newContext({ locale: language, viewport: sizes[size] });
  const page = await context.newPage();
  await page.goto(`${site.address}/surveys?lang=${language}`);
  await page.fill('[name=name]', 'chen');
  await page.fill('[name=password]', password);
  await Promise.all([page.waitForURL('**/surveys**'), page.locator('main button[type=submit]').click()]);
  return page;
}

describe('surveys as people read them', () => {
  it.each([
    ['desk', 'zh-CN'],
    ['phone', 'en'],
  ] as const)(
    'have no violations on a %s in %s and never scroll sideways',
    async (size, language) => {
      const page = await signIn(size, language);
      const version = '/surveys/tour/versions/1';
      for (const place of ['/surveys', version, `${version}?both=1`, `${version}/cards`, `${version}?size=elder`]) {
        await page.goto(site.address + place);
        expect([place, await violations(page)]).toEqual([place, []]);
        expect([place, await scrollsSideways(page)]).toEqual([place, false]);
      }
      await page.context().close();
    },
    120_000,
  );

  it('print each card on a sheet of A5 of its own', async () => {
    const page = await signIn('desk', 'zh-CN');
    for (const survey of ['tour', 'elderly-care']) {
      await page.goto(`${site.address}/surveys/${survey}/versions/1/cards`);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const boxes = [...pdf.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
        [width, height].map(Number).map(Math.round),
      );
      expect(boxes).toEqual(Array.from({ length: await page.locator('.show-card').count() }, () => [420, 595]));
    }
    await page.context().close();
  }, 60_000);
});
