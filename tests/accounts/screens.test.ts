import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { firstAdministratorLink } from '../../src/accounts/first-administrator.js';
import type { TestSite } from '../support/app.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { password, siteForVisitors } from './site.js';

let site: TestSite;
let server: Server;
let browser: Browser;
let address: string;

beforeAll(async () => {
  site = await siteForVisitors();
  server = site.app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await site.close();
});

const html = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-trailing-whitespace': 'off' } });

/** What is wrong with the page as it stands: markup, accessibility, width; and its picture, where SCREENS names a folder. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  const source = await html.validateString(await page.content());
  const markup = source.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
  const wide = (await scrollsSideways(page)) ? ['scrolls sideways'] : [];
  const folder = process.env['SCREENS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  return [...markup, ...(await violations(page)), ...wide];
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, value);
  await submit(page, 'main form button[type=submit]');
}

async function submit(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.click(button)]);
}

describe.each(['phone', 'desk'] as const)('on a %s', (size) => {
  test.each(['zh-CN', 'en'])(
    'every screen of the accounts room is clear, in %s',
    async (locale) => {
      const page = await (await browser.newContext({ viewport: sizes[size], locale })).newPage();
      const see = async (name: string) =>
        expect([name, await faultsOf(page, `${size}-${locale}-${name}`)]).toEqual([name, []]);
      const { stores, now, randomHex } = site.parts;
      const link = await firstAdministratorLink({ accounts: stores.accounts, now, randomHex });

      if (link) {
        await page.goto(address + link);
        await see('first');
        await fill(page, { name: '管理员', password, again: 'another' });
        await see('first-faults');
        await fill(page, { name: '管理员', password, again: password });
      } else {
        await page.goto(`${address}/first-administrator/none`);
        await see('gone');
        await page.goto(`${address}/accounts`);
        await fill(page, { name: '管理员', password: 'wrong password' });
        await see('sign-in-faults');
        await fill(page, { name: '管理员', password });
      }
      expect(new URL(page.url()).pathname).toBe('/accounts');
      await page.fill('#name', `访问员-${size}-${locale}`);
      await submit(page, 'form[action="/accounts"] button');
      await see('one-time');
      await page.goto(`${address}/accounts`);
      await page.click('summary');
      await see('accounts');
      await page.goto(`${address}/account`);
      await see('own');
      await page.goto(`${address}/audit`);
      await see('audit');
      await page.context().close();
    },
    60_000,
  );
});
