import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, sizes, violations } from '../support/browser.js';
import { listeningSite } from '../support/listening.js';
import { mixedSurvey } from '../support/mixed-survey.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite(undefined, { surveys: mixedSurvey() });
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave({ surveys: [{ id: 'tiny', version: 1 }] }));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** A resident at the page of many types; with a stand-in for the voices of a phone where asked. */
async function atMixed(voices: string[] = [], size = 'normal'): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: sizes.phone });
  context.setDefaultTimeout(15_000);
  await context.addInitScript((langs: string[]) => {
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    Object.defineProperty(window, 'speechSynthesis', {
      value: {
        getVoices: () => langs.map((lang) => ({ lang })),
        cancel: () => spoken.push('-'),
        speak: (said: { text: string }) => spoken.push(said.text),
      },
    });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', {
      value: class extends EventTarget {
        constructor(readonly text: string) {
          super();
        }
      },
    });
  }, voices);
  const page = await context.newPage();
  await page.goto(`${site.address}/s/tiny?size=${size}`);
  await page.locator('[name=consent][value="1"]').check({ force: true });
  await Promise.all([page.waitForURL('**/p/mixed'), page.locator('.actions button').click()]);
  return page;
}

const faultAt = (page: Page, id: string) => page.locator(`[data-question=${id}] .field-error`);

describe('a fault', () => {
  it('is shown and said when its question is left, and taken back as soon as it is mended', async () => {
    const page = await atMixed();
    await page.fill('[name=n1]', '50');
    expect(await page.locator('.field-error').count()).toBe(0);
    await page.locator('[name=d1]').first().focus();
    expect(await faultAt(page, 'n1').textContent()).toBe('请填 0 到 20 之间的数');
    expect(await page.locator('#say[role=status]').textContent()).toBe('请填 0 到 20 之间的数');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('d1');
    expect(await violations(page)).toEqual([]);
    await page.fill('[name=n1]', '1.5');
    expect(await faultAt(page, 'n1').textContent()).toBe('请填整数，不带小数');
    await page.fill('[name=n1]', '5');
    expect(await page.locator('.has-fault').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  it('names the option that excludes the others, and a day that is none or has not come', async () => {
    const page = await atMixed();
    await page.locator('[name=m1][value="1"]').check({ force: true });
    await page.locator('[name=m1][value="9"]').check({ force: true });
    await page.locator('[name=d1]').first().fill('20261231');
    expect(await faultAt(page, 'm1').textContent()).toBe('选了“都没去过”就不能再选别的');
    const parts = await page
      .locator('[name=d1]')
      .evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
    expect(parts).toEqual(['2026', '12', '31']);
    await page.locator('[name=t1]').focus();
    expect(await faultAt(page, 'd1').textContent()).toContain('日期不能晚于');
    await page.context().close();
  }, 60_000);

  it('is not found with questions that nobody has touched', async () => {
    const page = await atMixed();
    await page.locator('[name=n1]').focus();
    await page.locator('[name=t1]').focus();
    await page.locator('[name=n1]').focus();
    expect(await page.locator('.field-error').count()).toBe(0);
    await page.context().close();
  }, 60_000);
});

describe('the keyboard', () => {
  it('goes on with Enter from a line of text and sends with Ctrl and Enter', async () => {
    const page = await atMixed();
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && !request.postData()!.includes('_auto=yes')) sent += 1;
    });
    await page.locator('[name=n1]').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).not.toBe('n1');
    expect([sent, await page.locator('.error-summary').count()]).toEqual([0, 0]);
    await page.locator('[name=m1][value="1"]').check({ force: true });
    await page.fill('[name=n1]', '3');
    await page.locator('[name=d1]').first().fill('2026-11-03');
    await page.locator('[name=o1]').nth(0).selectOption('2');
    await page.locator('[name=o1]').nth(1).selectOption('1');
    await page.locator('[name=t1]').fill('很好');
    await Promise.all([page.waitForURL('**/p/about'), page.keyboard.press('Control+Enter')]);
    expect(sent).toBe(1);
    await page.context().close();
  }, 60_000);
});

describe('a long answer', () => {
  it('says how many signs are left near its end, and not before', async () => {
    const page = await atMixed();
    await page.fill('[name=t1]', '字'.repeat(20));
    expect(await page.locator('.count').isVisible()).toBe(false);
    await page.fill('[name=t1]', '字'.repeat(40));
    expect(await page.locator('.count').textContent()).toBe('还可以写 10 个字');
    await page.context().close();
  }, 60_000);
});

describe('reading aloud', () => {
  it('is offered at each question with large text where the device has a voice for the language', async () => {
    const page = await atMixed(['en-US', 'zh_CN'], 'large');
    const first = page.locator('[data-question=m1] .read-aloud');
    await first.click();
    expect(await first.textContent()).toBe('停止朗读');
    const spoken = await page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
    expect(spoken.at(-1)).toContain('去过哪里？');
    expect(spoken.at(-1)).toContain('都没去过');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('is one button with normal text, and nothing where there is no such voice', async () => {
    const page = await atMixed(['zh-CN']);
    await page.getByRole('button', { name: '朗读题目' }).click();
    expect(await page.locator('.read-aloud').count()).toBe(5);
    const silent = await atMixed(['fr-FR']);
    expect(await silent.locator('.read-aloud').count()).toBe(0);
    await Promise.all([page.context().close(), silent.context().close()]);
  }, 60_000);
});
