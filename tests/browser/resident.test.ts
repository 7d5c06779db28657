import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Answers } from '../../src/definition/types.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { listeningSite } from '../support/listening.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite();
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave());
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function open(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  return context.newPage();
}

/** Fills in what is on the page as a person would, and presses the button. */
async function fillPage(page: Page, answers: Answers): Promise<void> {
  const ids = await page
    .locator('[data-question]')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset['question']!));
  for (const id of ids) {
    const answer = answers[id];
    if (answer === undefined) continue;
    const values = (Array.isArray(answer) ? answer : [answer as string | number]).map(String);
    for (const value of values) {
      const choice = page.locator(`[name="${id}"][value="${value}"]`);
      if (await choice.count()) await choice.check({ force: true });
      else await page.locator(`[name="${id}"]`).fill(value);
    }
  }
  await Promise.all([page.waitForEvent('load'), page.locator('main button.button').click()]);
}

async function answerSurvey(page: Page, survey: string, look: (page: Page) => Promise<void>): Promise<void> {
  await page.goto(`${site.address}/s/${survey}`);
  const answers = answerEverything(site.parts.surveys.latest(survey)!);
  for (let turn = 0; turn < 40 && !page.url().endsWith('/end'); turn += 1) {
    await look(page);
    await fillPage(page, answers);
  }
  await look(page);
}

describe('a resident with an old phone and scripts off', () => {
  it.each(['education', 'transport', 'elderly-care', 'finance'])(
    'answers %s to the receipt; no page is wider than the screen',
    async (survey) => {
      const page = await open({ viewport: sizes.phone, javaScriptEnabled: false });
      await answerSurvey(page, survey, async (shown) => {
        expect(await shown.locator('h1').count()).toBe(1);
      });
      expect(page.url()).toMatch(/\/end$/);
      expect(await page.locator('.receipt strong').textContent()).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
      await page.context().close();
    },
    60_000,
  );
});

describe('every page of a survey', () => {
  it.each([
    ['phone', 'zh-CN', 'normal'],
    ['phone', 'en', 'elder'],
    ['desk', 'zh-CN', 'normal'],
  ] as const)(
    'has no violation of the accessibility rules on a %s in %s with %s text',
    async (size, language, text) => {
      const page = await open({ viewport: sizes[size], locale: language });
      await page.goto(`${site.address}/?lang=${language}&size=${text}`);
      expect(await violations(page)).toEqual([]);
      await answerSurvey(page, 'elderly-care', async (shown) => {
        expect(await violations(shown)).toEqual([]);
        expect(await scrollsSideways(shown)).toBe(false);
      });
      await page.context().close();
    },
    120_000,
  );

  it.each([
    ['checked in the browser', true],
    ['checked by the server', false],
  ])(
    'shows its faults so that a keyboard finds them, %s',
    async (_, javaScriptEnabled) => {
      const page = await open({ viewport: sizes.phone, javaScriptEnabled });
      let sent = 0;
      page.on('request', (request) => {
        if (request.method() === 'POST') sent += 1;
      });
      await page.goto(`${site.address}/s/transport`);
      await page.locator('main button.button').click();
      await page.locator('#error-summary').waitFor();
      expect(sent).toBe(javaScriptEnabled ? 0 : 1);
      expect(await page.locator('.has-fault .field-error').count()).toBe(1);
      await page.locator('#error-summary a').first().click();
      await page.locator('#f-consent:focus').waitFor({ state: 'attached', timeout: 5000 });
      await page.context().close();
    },
    60_000,
  );

  it('with faults found in the browser has no violation of the accessibility rules', async () => {
    const page = await open({ viewport: sizes.phone });
    await page.goto(`${site.address}/s/transport`);
    await page.locator('main button.button').click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('error-summary');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});

describe('coming back', () => {
  it('by the back button, a reload or the address keeps the answers', async () => {
    const page = await open({ viewport: sizes.phone, javaScriptEnabled: false });
    await page.goto(`${site.address}/s/transport`);
    const answers = answerEverything(site.parts.surveys.latest('transport')!);
    await fillPage(page, answers);
    await fillPage(page, answers);
    const address = page.url();
    await Promise.all([page.waitForEvent('load'), page.locator('a.secondary').click()]);
    expect(await page.locator('[name=age][value="5"]').isChecked()).toBe(true);
    await page.reload();
    expect(await page.locator('[name=sex][value="1"]').isChecked()).toBe(true);
    const other = await open({ viewport: sizes.desk });
    await other.goto(address);
    expect(other.url()).toBe(address);
    await page.context().close();
    await other.context().close();
  }, 60_000);

  it('after the network was gone finds what was filled in, and sends it', async () => {
    const page = await open({ viewport: sizes.phone });
    await page.goto(`${site.address}/s/transport`);
    const answers = answerEverything(site.parts.surveys.latest('transport')!);
    await fillPage(page, answers);
    await page.context().setOffline(true);
    for (const id of ['sex', 'age', 'residence', 'months', 'staff']) {
      await page.locator(`[name="${id}"][value="${JSON.stringify(answers[id])}"]`).check({ force: true });
    }
    const address = page.url();
    await Promise.all([page.waitForEvent('requestfailed'), page.locator('main button.button').click()]);
    // Closed before the network is back: this page would go on by itself.
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(address);
    expect(await again.locator('[name=age][value="5"]').isChecked()).toBe(true);
    await Promise.all([again.waitForURL('**/p/use'), again.locator('main button.button').click()]);
    await context.close();
  }, 60_000);

  it('in another language or in the elder view keeps what was filled in', async () => {
    const page = await open({ viewport: sizes.phone });
    await page.goto(`${site.address}/s/transport`);
    await page.locator('[name=consent][value="1"]').check({ force: true });
    await Promise.all([page.waitForEvent('load'), page.locator('button[lang=en]').click()]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await Promise.all([page.waitForEvent('load'), page.locator('.size-switch button').last().click()]);
    expect(await page.locator('html').getAttribute('class')).toBe('size-elder');
    expect(await page.locator('[name=consent][value="1"]').isChecked()).toBe(true);
    await Promise.all([page.waitForURL('**/p/about'), page.locator('main button.button').click()]);
    expect(await page.locator('html').getAttribute('class')).toBe('size-elder');
    await page.context().close();
  }, 60_000);
});

describe('refusing', () => {
  it.each([
    ['in the browser', true],
    ['by the server', false],
  ])(
    'is offered once a question was left empty, %s, and is accepted',
    async (_, javaScriptEnabled) => {
      const page = await open({ viewport: sizes.phone, javaScriptEnabled });
      await page.goto(`${site.address}/s/transport`);
      await fillPage(page, answerEverything(site.parts.surveys.latest('transport')!));
      const refuse = page.locator('[data-question=sex] .choice-missing');
      expect(await refuse.isVisible()).toBe(false);
      await page.locator('main button.button').click();
      await page.locator('#error-summary').waitFor();
      expect(await refuse.isVisible()).toBe(true);
      await refuse.click();
      expect(await page.locator('[name=sex][value="missing:refused"]').isChecked()).toBe(true);
      await page.context().close();
    },
    60_000,
  );
});

describe('with colours of their own', () => {
  it('people see what they chose, where they are and what is wrong', async () => {
    const page = await open({ viewport: sizes.phone, forcedColors: 'active' });
    await page.goto(`${site.address}/s/transport`);
    const line = (selector: string, side: string) =>
      page.locator(selector).evaluate((each, name) => getComputedStyle(each).getPropertyValue(name), side);
    await page.locator('main button.button').click();
    expect(await line('.has-fault', 'border-top-style')).toBe('double');
    expect(await line('.error-summary', 'border-top-style')).toBe('double');
    await page.keyboard.press('Tab');
    expect(await line('.error-summary a', 'outline-style')).toBe('solid');
    const answers = answerEverything(site.parts.surveys.latest('transport')!);
    while (!page.url().endsWith('/overall')) await fillPage(page, answers);
    const point = page.locator('.point').nth(7);
    const colour = () =>
      point
        .locator('span')
        .first()
        .evaluate((each) => getComputedStyle(each).backgroundColor);
    const before = await colour();
    await point.click();
    expect(await colour()).not.toBe(before);
    await page.context().close();
  }, 60_000);
});
