import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Answers } from '../../src/definition/types.js';
import { everybody } from '../interview/combined-walk.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { listeningSite } from '../support/listening.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite();
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave({ combined: { surveysPerPerson: 2 } }));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Chooses what is on the page as a person would, and presses the button. */
async function goOn(page: Page, answers: Answers): Promise<void> {
  const questions = page.locator('[data-question]');
  const ids = await questions.evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['question']!));
  for (const id of ids) {
    const given = answers[id];
    const values = (Array.isArray(given) ? given : [given as number | string | undefined]).flatMap(
      (value) => value ?? [],
    );
    for (const value of values) {
      const choice = page.locator(`[name="${id}"][value="${String(value)}"]`);
      if (await choice.count()) await choice.check({ force: true });
      else await page.locator(`[name="${id}"]`).fill(String(value));
    }
  }
  await Promise.all([page.waitForEvent('load'), page.locator('main button.button').click()]);
}

it.each(Object.entries(sizes))(
  'the door, what comes next and the end can be read and used at the size of a %s',
  async (_name, size) => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: size });
    const page = await context.newPage();
    await page.goto(`${site.address}/i/w1`);
    const seen: string[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const path = new URL(page.url()).pathname;
      seen.push(path);
      if (/^\/i\/w1$|__beside$|\/next$/.test(path)) {
        expect(await violations(page)).toEqual([]);
        expect(await scrollsSideways(page)).toBe(false);
      }
      if ((await page.locator('main button.button').count()) === 0) break;
      await goOn(page, everybody(site));
    }
    expect(seen.filter((path) => path.endsWith('/next'))).toHaveLength(3);
    expect(await page.locator('.receipts dd').count()).toBe(2);
    await context.close();
  },
  90_000,
);
