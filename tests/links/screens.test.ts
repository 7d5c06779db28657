import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Browser, Page } from 'playwright-core';
import { addAccount, password } from '../accounts/site.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { madeLinks } from '../support/links.js';
import { listeningSite } from '../support/listening.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite();
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'ana', 'analyst');
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

const html = new HtmlValidate({
  extends: ['html-validate:standard'],
  // Hidden fields say autocomplete=off against browsers that fill an old revision in after a reload.
  rules: { 'no-trailing-whitespace': 'off', 'valid-autocomplete': 'off' },
});

const folder = process.env['SCREENS'];

/** What is wrong with the page as it stands: markup, accessibility, width; and its picture, where SCREENS names a folder. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  const source = await html.validateString(await page.content());
  const markup = source.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
  const wide = (await scrollsSideways(page)) ? ['scrolls sideways'] : [];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  return [...markup, ...(await violations(page)), ...wide];
}

async function submit(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.click(button)]);
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${site.address}/sign-in`);
  await page.fill('#name', 'ana');
  await page.fill('#password', password);
  await submit(page, 'main form button[type=submit]');
}

describe.each([
  ['phone', 'zh-CN'],
  ['desk', 'en'],
] as const)('on a %s, in %s', (size, locale) => {
  test('every screen of personal links is clear', async () => {
    const page = await (await browser.newContext({ viewport: sizes[size], locale })).newPage();
    const see = async (name: string) =>
      expect([name, await faultsOf(page, `${size}-${locale}-${name}`)]).toEqual([name, []]);
    await signIn(page);
    await page.goto(`${site.address}/waves/w1/links`);
    await see('links');
    await page.fill('#number', '5');
    await page.fill('#labels', '越城-001\n13812345678');
    await submit(page, '.link-form button');
    await see('links-faults');
    await page.fill('#number', '');
    await page.fill(
      '#labels',
      Array.from({ length: 30 }, (_, at) => `越城-${String(at + 1).padStart(3, '0')}`).join('\n'),
    );
    await submit(page, '.link-form button');
    await see('batch');
    await page.fill('#revoke-number', '3');
    await page.fill('#one-reason', '信件退回');
    await submit(page, '#one-reason ~ * button, form:has(#one-reason) button');
    await page.click('summary');
    await see('batch-revoked-one');
    await page.goto(`${page.url()}/sheet`);
    await see('sheet');
    await page.context().close();
  }, 90_000);

  test('every screen of whoever got a link is clear', async () => {
    const page = await (await browser.newContext({ viewport: sizes[size], locale })).newPage();
    const see = async (name: string) =>
      expect([name, await faultsOf(page, `${size}-${locale}-${name}`)]).toEqual([name, []]);
    const { tokens, batch } = await madeLinks(site, 2);
    await page.goto(`${site.address}/l/${tokens[0]}`);
    await see('link');
    await page.locator('[name="consent"][value="1"]').check({ force: true });
    await submit(page, 'main .actions button');
    await page.click('.resume-code summary');
    await see('code');
    await page.goto(`${site.address}/resume`);
    await see('resume');
    await page.fill('#code', '7kqm 42xd pa9t');
    await submit(page, '.resume-form button');
    await see('resume-wrong');
    await page.goto(`${site.address}/l/none`);
    await see('unknown');
    await site.parts.stores.links.revoke(batch.id, 2, { at: site.parts.now(), by: 'ana', reason: 'lost' });
    await page.goto(`${site.address}/l/${tokens[1]}`);
    await see('revoked');
    await page.goto(`${site.address}/`);
    await see('start');
    await page.context().close();
  }, 90_000);
});

test('a sheet prints as whole labels, 24 a page, with nothing else on the paper', async () => {
  const context = { viewport: sizes.desk, locale: 'zh-CN', deviceScaleFactor: 2 };
  const page = await (await browser.newContext(context)).newPage();
  const { batch } = await madeLinks(site, 50);
  await signIn(page);
  await page.goto(`${site.address}/waves/w1/links/${batch.id}/sheet`);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45]\S* 84[12]/);
  await page.emulateMedia({ media: 'print' });
  const spilt = await page.locator('.label').evaluateAll(
    (labels) =>
      labels.filter((label) => {
        const box = label.getBoundingClientRect();
        return [...label.querySelectorAll('*')].some((part) => {
          const { top, bottom, left, right } = part.getBoundingClientRect();
          return top < box.top || bottom > box.bottom || left < box.left || right > box.right;
        });
      }).length,
  );
  expect(spilt).toBe(0);
  expect(
    await page
      .locator('.site-header, .sheet-tools')
      .evaluateAll((all) => all.filter((each) => (each as HTMLElement).offsetHeight > 0).length),
  ).toBe(0);
  if (folder)
    await page
      .locator('.labels')
      .first()
      .screenshot({ path: `${folder}/sheet-print.png` });
  await page.context().close();
}, 60_000);
