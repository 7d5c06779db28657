import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addAccount } from '../accounts/site.js';
import { launchBrowser } from '../support/browser.js';
import { atDesk, beginAt, pressOn } from '../support/desk.js';
import { listeningSite } from '../support/listening.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite();
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'li', 'enumerator');
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const profile: Record<string, string> = { consent: '1', age: '5', staff: '2' };

/** Answers the page with keys alone, one way or another by the number of the interview; typed answers with words. */
async function answerPage(page: Page, interview: number): Promise<void> {
  const questions = await page.locator('[data-question]').evaluateAll((all) =>
    all.map((each) => ({
      id: (each as HTMLElement).dataset['question']!,
      isScale: each.querySelector('.scale') !== null,
      isTyped: each.querySelector('textarea, input[type=text]') !== null,
    })),
  );
  for (const { id, isScale, isTyped } of questions) {
    if (isTyped) await page.keyboard.insertText('多几班 3 路车');
    else await page.keyboard.press(profile[id] ?? (isScale ? String((interview + id.length) % 10) : '1'));
  }
  await pressOn(page, [questions.at(-1)?.isTyped ? 'Control+Enter' : 'Enter']);
}

it('ten interviews on end are conducted with keys alone, and each of them is kept whole', async () => {
  const page = await atDesk(browser, site.address);
  for (let interview = 0; interview < 10; interview += 1) {
    await beginAt(page, 'w1:transport', `P-${interview}`);
    for (let turn = 0; turn < 25 && !page.url().endsWith('/end'); turn += 1) await answerPage(page, interview);
    expect(await page.locator('.receipt strong').count()).toBe(1);
    await page.goto(`${site.address}/interviews`);
  }
  const tally = await site.parts.stores.attempts.tally('li', new Date(0));
  expect(tally).toEqual([{ outcome: '1.1', n: 10 }]);
  expect(await page.locator('text=P-').count()).toBe(0);
  await page.context().close();
}, 600_000);
