import type { Browser, Page } from 'playwright-core';
import { password } from '../accounts/site.js';
import { sizes } from './browser.js';

/** An enumerator who has just signed in and sees the list of interviews. */
export async function atDesk(browser: Browser, address: string, size: keyof typeof sizes = 'desk'): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: sizes[size] });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${address}/interviews`);
  await page.fill('[name=name]', 'li');
  await page.fill('[name=password]', password);
  await Promise.all([page.waitForURL('**/interviews'), page.locator('main button[type=submit]').click()]);
  return page;
}

export async function beginAt(page: Page, choice: string, place: string): Promise<void> {
  await page.selectOption('#choice', choice);
  await page.fill('#place', place);
  await Promise.all([page.waitForURL('**/p/*'), page.locator('main button[type=submit]').click()]);
}

/** Presses keys one by one, the last of them leading to another page. */
export async function pressOn(page: Page, keys: string[]): Promise<void> {
  const before = new URL(page.url()).pathname;
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
  await Promise.all([page.waitForURL(({ pathname }) => pathname !== before), page.keyboard.press(keys.at(-1)!)]);
}
