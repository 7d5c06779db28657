import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { addAccount } from '../accounts/site.js';
import { launchBrowser, violations } from '../support/browser.js';
import { atDesk, beginAt, pressOn } from '../support/desk.js';
import { listeningSite } from '../support/listening.js';
import { mixedSurvey } from '../support/mixed-survey.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite(undefined, { surveys: mixedSurvey() });
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave({ surveys: [{ id: 'tiny', version: 1 }] }));
  await addAccount(site, 'li', 'enumerator');
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** At the page of many types, its first question current. */
async function atMixed(): Promise<Page> {
  const page = await atDesk(browser, site.address);
  await beginAt(page, 'w1:tiny', 'P-1');
  await pressOn(page, ['1', 'Enter']);
  return page;
}

const current = (page: Page) => page.locator('.current').getAttribute('data-question');
const focused = (page: Page) => page.evaluate(() => (document.activeElement as HTMLInputElement).name || '');
const orderOf = (page: Page) =>
  page.locator('[name=o1]').evaluateAll((all) => all.map((each) => (each as HTMLSelectElement).value));

async function typeIn(page: Page, keys: string): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

describe('keys', () => {
  it('answer every type of question: ticks, numbers, dates, orderings, open answers', async () => {
    const page = await atMixed();
    expect(await current(page)).toBe('m1');
    await typeIn(page, '12');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('n1');
    await typeIn(page, '12');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('d1');
    await typeIn(page, '20261103');
    await page.keyboard.press('Enter');
    expect(await current(page)).toBe('o1');
    await typeIn(page, '31');
    expect([await orderOf(page), await current(page)]).toEqual([['3', '1'], 't1']);
    await page.keyboard.type('路灯 2 盏');
    await pressOn(page, ['Control+Enter']);
    expect(page.url()).toMatch(/\/p\/about$/);
    const draft = await site.parts.stores.drafts.find(/interviews\/(\w+)/.exec(page.url())![1]!);
    expect(draft!.pages['mixed']!.answers).toEqual({
      m1: [1, 2],
      n1: 12,
      d1: '2026-11-03',
      o1: [3, 1],
      t1: '路灯 2 盏',
    });
    await page.context().close();
  }, 60_000);

  it('take the last placed option back with Backspace, and place none twice', async () => {
    const page = await atMixed();
    await page.locator('[data-question=o1] legend').click();
    await page.locator('#f-o1').focus();
    await page.locator('h1').focus();
    await page.keyboard.press('3');
    await page.keyboard.press('3');
    expect(await orderOf(page)).toEqual(['3', '']);
    expect(await page.locator('#say').textContent()).toBe('“3”键在这里不起作用');
    await page.keyboard.press('Backspace');
    expect(await orderOf(page)).toEqual(['', '']);
    await page.context().close();
  }, 60_000);

  it('that mean nothing here give a short sign at the question and say so', async () => {
    const page = await atMixed();
    await page.keyboard.press('7');
    expect(await page.locator('[data-question=m1].no-key').count()).toBe(1);
    expect(await page.locator('#say[role=status]').textContent()).toBe('“7”键在这里不起作用');
    await page.locator('.no-key').waitFor({ state: 'detached' });
    await page.context().close();
  }, 60_000);

  it('answer nothing while an input method is at work', async () => {
    const page = await atMixed();
    const press = (given: { key: string; isComposing?: boolean; keyCode?: number }) =>
      page.locator('body').dispatchEvent('keydown', { bubbles: true, ...given });
    await press({ key: '1', isComposing: true });
    await press({ key: '1', keyCode: 229 });
    expect(await page.locator('[name=m1]:checked').count()).toBe(0);
    await press({ key: '1' });
    expect(await page.locator('[name=m1]:checked').count()).toBe(1);
    await page.context().close();
  }, 60_000);

  it('state why a number or a date is missing where one types it, in place of what was typed', async () => {
    const page = await atMixed();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await typeIn(page, '12');
    await page.keyboard.press('d');
    expect(await page.inputValue('[name=n1]')).toBe('');
    expect(await page.locator('[name="n1.missing"]:checked').getAttribute('value')).toBe('dontKnow');
    expect(await current(page)).toBe('d1');
    await page.context().close();
  }, 60_000);

  it('lead from what is wrong to the first question of it', async () => {
    const page = await atMixed();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await typeIn(page, '12x');
    await page.locator('.actions button').click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('error-summary');
    expect(await current(page)).toBe('n1');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('n1');
    await page.context().close();
  }, 60_000);

  it('can be switched off, which the device remembers; Enter still goes on', async () => {
    const page = await atMixed();
    await page.locator('.keys-help summary').click();
    await page.getByRole('button', { name: '关闭单键快捷键' }).click();
    await page.reload();
    await page.locator('h1').click();
    await page.keyboard.press('1');
    expect(await page.locator('[name=m1]:checked').count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('n1');
    await page.locator('.keys-help summary').click();
    await page.getByRole('button', { name: '打开单键快捷键' }).click();
    await page.locator('h1').click();
    await page.locator('[name=m1]').first().focus();
    await page.keyboard.press('2');
    expect(await page.locator('[name=m1][value="2"]').isChecked()).toBe(true);
    await page.context().close();
  }, 60_000);
});

describe('J', () => {
  it('is over where the page itself is sent: a code that was left standing holds nobody up', async () => {
    const page = await atDesk(browser, site.address);
    await beginAt(page, 'w1:tiny', 'P-2');
    await page.keyboard.press('j');
    await page.keyboard.type('sex');
    await page.keyboard.press('Enter');
    await page.locator('#jump-fault').waitFor();
    await page.fill('#jump', 'sex');
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await pressOn(page, ['1', 'Enter']);
    expect(page.url()).toMatch(/\/p\/mixed$/);
    await page.context().close();
  }, 60_000);

  it('goes to a question by its code, keeps the page on the way, and says so where it cannot go', async () => {
    const page = await atMixed();
    await page.keyboard.press('1');
    await page.keyboard.press('j');
    await page.keyboard.type('ZZ9');
    await page.keyboard.press('Enter');
    expect(await page.locator('#jump-fault').textContent()).toBe('问卷里没有题号“ZZ9”。');
    expect(await page.locator('[name=m1][value="1"]').isChecked()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.fill('#jump', 'Consent');
    await Promise.all([page.waitForURL('**/p/start*'), page.locator('#jump').press('Enter')]);
    expect(await current(page)).toBe('consent');
    await page.locator('.questions-list summary').click();
    await Promise.all([page.waitForURL('**/p/mixed*'), page.getByRole('button', { name: /^o1/ }).click()]);
    expect(await current(page)).toBe('o1');
    expect(await page.locator('[name=m1][value="1"]').isChecked()).toBe(true);
    await page.context().close();
  }, 60_000);
});

describe('the next page', () => {
  it('comes into place without loading the document: in the history, at the top, with its heading in focus', async () => {
    const page = await atMixed();
    await page.evaluate(() => Object.assign(window, { same: true }));
    await typeIn(page, '1');
    await page.fill('[name=n1]', '3');
    await page.locator('[name=d1]').first().fill('20261103');
    await page.locator('[name=o1]').nth(0).selectOption('1');
    await page.locator('[name=o1]').nth(1).selectOption('2');
    await Promise.all([page.waitForURL('**/p/about'), page.locator('.actions button').click()]);
    expect(
      await page.evaluate(() => [(window as { same?: boolean }).same, window.scrollY, document.activeElement?.tagName]),
    ).toEqual([true, 0, 'H1']);
    expect(await current(page)).toBe('sex');
    await Promise.all([page.waitForURL('**/p/mixed'), page.goBack()]);
    await page.locator('[name=n1]').waitFor();
    expect(await page.inputValue('[name=n1]')).toBe('3');
    await Promise.all([page.waitForURL('**/p/about'), page.goForward()]);
    await page.locator('[name=sex]').first().waitFor({ state: 'attached' });
    expect(await page.evaluate(() => (window as { same?: boolean }).same)).toBe(true);
    await page.context().close();
  }, 60_000);

  it('is loaded by the browser where the sign-in has ended, and the page that was sent is carried along', async () => {
    const page = await atMixed();
    await typeIn(page, '1');
    await page.fill('[name=n1]', '3');
    await page.locator('[name=d1]').first().fill('20261103');
    await page.locator('[name=o1]').nth(0).selectOption('1');
    await page.locator('[name=o1]').nth(1).selectOption('2');
    await page.context().clearCookies({ name: 'manyidu.session' });
    await page.locator('.actions button').click();
    await page.fill('[name=name]', 'li');
    await page.fill('[name=password]', 'correct horse battery');
    await page.locator('main button[type=submit]').click();
    await Promise.all([
      page.waitForURL('**/p/about'),
      page.getByRole('button', { name: '保存这一页，继续访问' }).click(),
    ]);
    await page.context().close();
  }, 60_000);
});
