import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addAccount } from '../accounts/site.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
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

const signIn = (size: keyof typeof sizes) => atDesk(browser, site.address, size);
const begin = (page: Page, place: string) => beginAt(page, 'w1:transport', place);

describe('an enumerator at the phone', () => {
  it('conducts a whole interview with keys alone, typed text included', async () => {
    const page = await signIn('desk');
    await begin(page, 'P-0007');
    for (let turn = 0; turn < 40 && !page.url().endsWith('/end'); turn += 1) {
      const questions = await page.locator('[data-question]').evaluateAll((all) =>
        all.map((each) => ({
          id: (each as HTMLElement).dataset['question']!,
          typed: each.querySelector('textarea, input[type=text]') !== null,
        })),
      );
      const age = new Map([
        ['age', '5'],
        ['staff', '2'],
      ]);
      for (const { id, typed } of questions) {
        if (typed)
          await page
            .locator(`[data-question="${id}"] textarea, [data-question="${id}"] input[type=text]`)
            .first()
            .fill('2 点建议');
        else await page.keyboard.press(age.get(id) ?? '1');
      }
      await page.locator('h1').click();
      await pressOn(page, ['Enter']);
    }
    expect(await page.locator('.receipt strong').count()).toBe(1);
    const kept = (await site.parts.stores.attempts.tally('li', new Date(0))).find(({ outcome }) => outcome === '1.1');
    expect(kept).toEqual({ outcome: '1.1', n: 1 });
    await page.context().close();
  }, 120_000);

  it('chooses with the mouse where a question is only partly in view: the page stands still while the button is down', async () => {
    const page = await signIn('desk');
    await begin(page, 'P-0009');
    await page.keyboard.press('1');
    await Promise.all([page.waitForURL('**/p/about'), page.keyboard.press('Enter')]);
    for (const block of ['end', 'start'] as const) {
      for (const [name, value] of [
        ['sex', '1'],
        ['age', '5'],
        ['residence', '7'],
        ['staff', '2'],
      ]) {
        const radio = page.locator(`[name="${name}"][value="${value}"]`);
        const box = await radio.evaluate((each, place) => {
          each.closest('label')!.scrollIntoView({ block: place });
          const { x, y, width, height } = each.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }, block);
        await page.mouse.move(box.x, box.y);
        await page.mouse.down();
        await page.waitForTimeout(50);
        await page.mouse.up();
        expect([block, name, await radio.isChecked()]).toEqual([block, name, true]);
        await radio.evaluate((each) => {
          (each as HTMLInputElement).checked = false;
        });
      }
    }
    await page.context().close();
  }, 60_000);

  it('types digits into a text without answering questions', async () => {
    const page = await signIn('desk');
    await page.fill('#place', '10086');
    expect(await page.inputValue('#place')).toBe('10086');
    await page.context().close();
  }, 60_000);

  it.each(['phone', 'desk'] as const)(
    'has screens without violations on a %s',
    async (size) => {
      const page = await signIn(size);
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await begin(page, 'P-0008');
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await Promise.all([page.waitForURL('**/interviews'), page.locator('.outcome').first().click()]);
      await page.context().close();
    },
    60_000,
  );
});
