import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { launchBrowser, sizes, violations } from '../support/browser.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';

let site: TestSite;
let browser: Browser;
let server: Server;
let address: string;

/** Starts answering, on the same port as before where there was one. */
async function listen(): Promise<void> {
  server = createServer(site.app);
  await new Promise<void>((resolve) => {
    server.listen(address ? Number(new URL(address).port) : 0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

beforeAll(async () => {
  site = await testSite();
  browser = await launchBrowser();
  await site.parts.stores.waves.create(testWave());
  await listen();
});
afterAll(async () => {
  await browser.close();
  await stop();
  await site.close();
});

const button = 'main .actions button';
const profile = ['sex', 'age', 'residence', 'months', 'staff'];
const answers = () => answerEverything(site.parts.surveys.latest('transport')!);

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: sizes.phone });
  context.setDefaultTimeout(15_000);
  return context;
}

/** A resident who has agreed to answer and sees the page of the profile. */
async function atProfile(context?: BrowserContext): Promise<Page> {
  const page = await (context ?? (await newContext())).newPage();
  await page.goto(`${address}/s/transport`);
  await page.locator('[name=consent][value="1"]').check({ force: true });
  await Promise.all([page.waitForURL('**/p/about'), page.locator(button).click()]);
  return page;
}

async function fill(page: Page, ids: string[]): Promise<void> {
  for (const id of ids)
    await page.locator(`[name="${id}"][value="${JSON.stringify(answers()[id])}"]`).check({ force: true });
}

async function sendAndGoOn(page: Page): Promise<void> {
  await Promise.all([page.waitForURL('**/p/use'), page.locator(button).click()]);
}

const draftOf = (page: Page) => site.parts.stores.drafts.find(/\/r\/([0-9a-f]+)\//.exec(page.url())![1]!);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    if (tries > 100) throw new Error('until requires something that comes true within 10 s');
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

describe('without a network', () => {
  it('a page says so plainly, is tried again, and goes on by itself once the network is back', async () => {
    const page = await atProfile();
    await fill(page, profile);
    await page.context().setOffline(true);
    await page.locator(button).click();
    const banner = page.locator('.offline');
    await banner.waitFor();
    expect(await banner.locator('[role=status]').textContent()).toBe('网络不通。您的回答已存在这台设备上，正在重试…');
    expect(await banner.textContent()).toContain('已试 1 次');
    expect(await violations(page)).toEqual([]);
    await banner.getByRole('button', { name: '现在重试' }).click();
    await page.getByText('已试 2 次').waitFor();
    await Promise.all([page.waitForURL('**/p/use'), page.context().setOffline(false)]);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.context().close();
  }, 60_000);

  it('nothing is lost on a reload or with the tab closed', async () => {
    const context = await newContext();
    const page = await atProfile(context);
    const { pathname } = new URL(page.url());
    await context.setOffline(true);
    await fill(page, profile);
    await page.locator(button).click();
    await page.locator('.offline').waitFor();
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await again.goto(address + pathname);
    expect(await again.locator('[name=age][value="5"]').isChecked()).toBe(true);
    await again.reload();
    expect(await again.locator('[name=age][value="5"]').isChecked()).toBe(true);
    await sendAndGoOn(again);
    await context.close();
  }, 60_000);

  it('a server that is down for a while costs nothing', async () => {
    const page = await atProfile();
    await fill(page, profile);
    await stop();
    await page.locator(button).click();
    await page.locator('.offline').waitFor();
    await Promise.all([page.waitForURL('**/p/use'), listen()]);
    expect((await draftOf(page))!.pages['about']!.answers).toMatchObject({ age: 5 });
    await page.context().close();
  }, 60_000);

  it('a reply that was lost does no harm: the same page again is the same page', async () => {
    const page = await atProfile();
    await fill(page, profile);
    let sent = 0;
    await page.route('**/p/about', async (route) => {
      const isPage = route.request().method() === 'POST' && !route.request().postData()!.includes('_auto=yes');
      if (!isPage) return route.continue();
      sent += 1;
      if (sent > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await sendAndGoOn(page);
    expect(sent).toBe(2);
    await page.context().close();
  }, 60_000);

  it('a first page whose reply was lost begins no second interview after a reload', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await page.goto(`${address}/s/transport`);
    const action = await page.locator('form.questions').getAttribute('action');
    await page.locator('[name=consent][value="1"]').check({ force: true });
    await page.route('**/p/consent', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.locator(button).click();
    await page.locator('.offline').waitFor();
    await page.unroute('**/p/consent');
    await page.reload();
    await Promise.all([page.waitForURL('**/p/about'), page.locator(button).click()]);
    expect(new URL(page.url()).pathname).toBe(action!.replace('consent', 'about'));
    await context.close();
  }, 60_000);
});

describe('what is answered is kept before it is sent', () => {
  it('and is there on another device', async () => {
    const page = await atProfile();
    await fill(page, ['sex', 'age']);
    await until(async () => (await draftOf(page))!.pages['about']?.answers['age'] === 5);
    const other = await (await newContext()).newPage();
    await other.goto(page.url());
    expect(await other.locator('[name=age][value="5"]').isChecked()).toBe(true);
    expect(await other.locator('.has-fault').count()).toBe(0);
    await Promise.all([page.context().close(), other.context().close()]);
  }, 60_000);

  it('also when the page goes out of sight at once', async () => {
    const page = await atProfile();
    await fill(page, ['sex']);
    await page.goto(`${address}/health`);
    await page.goBack();
    await until(async () => (await draftOf(page))!.pages['about']?.answers['sex'] === 1);
    expect(await page.locator('[name=sex][value="1"]').isChecked()).toBe(true);
    await page.context().close();
  }, 60_000);

  it('but not the answer to whether one takes part', async () => {
    const page = await (await newContext()).newPage();
    let saved = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') saved += 1;
    });
    await page.goto(`${address}/s/transport`);
    await page.locator('[name=consent][value="1"]').check({ force: true });
    await page.waitForTimeout(2500);
    expect(saved).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.context().close();
  }, 60_000);

  it('and two windows show both versions', async () => {
    const context = await newContext();
    const one = await atProfile(context);
    const two = await context.newPage();
    await two.goto(one.url());
    await fill(one, profile);
    await until(async () => (await draftOf(one))!.pages['about']?.unsent === true);
    await fill(two, profile);
    await two.locator('[name=age][value="4"]').check({ force: true });
    await two.locator(button).click();
    await two.locator('.stale').waitFor();
    expect(await two.locator('.stale').textContent()).toContain('60');
    expect(await two.evaluate(() => document.activeElement?.querySelector('.stale') !== null)).toBe(true);
    expect(await two.locator('[name=age][value="4"]').isChecked()).toBe(true);
    await sendAndGoOn(two);
    await one.locator(button).click();
    await one.locator('.stale').waitFor();
    await context.close();
  }, 60_000);
});

describe('a resident who goes to and fro', () => {
  it('changes an earlier page after the back button, in another language and in large text, and loses nothing', async () => {
    const page = await atProfile();
    await fill(page, profile);
    await sendAndGoOn(page);
    await page.goBack();
    expect(await page.locator('[name=age][value="5"]').isChecked()).toBe(true);
    await page.locator('[name=age][value="4"]').check({ force: true });
    await Promise.all([page.waitForEvent('load'), page.locator('button[lang=en]').click()]);
    expect(await page.locator('[name=age][value="4"]').isChecked()).toBe(true);
    await Promise.all([page.waitForEvent('load'), page.locator('.size-switch button').first().click()]);
    expect(await page.locator('[name=age][value="4"]').isChecked()).toBe(true);
    await sendAndGoOn(page);
    expect((await draftOf(page))!.pages['about']!.answers['age']).toBe(4);
    await page.context().close();
  }, 60_000);

  it('sends a page once, however often the button is pressed', async () => {
    const page = await atProfile();
    await fill(page, profile);
    let sent = 0;
    await page.route('**/p/about', async (route) => {
      if (route.request().method() === 'POST' && !route.request().postData()!.includes('_auto=yes')) sent += 1;
      await page.waitForTimeout(300);
      await route.continue();
    });
    await Promise.all([
      page.waitForURL('**/p/use'),
      page.locator(button).evaluate((each) => {
        for (let press = 0; press < 5; press += 1) (each as HTMLElement).click();
      }),
    ]);
    expect(sent).toBe(1);
    await page.context().close();
  }, 60_000);
});
