import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { fill } from '../../scripts/demo/fill.js';
import { closedSimulation, earlierSimulation } from '../../scripts/demo/waves.js';
import { loadPlaceFacts } from '../../src/waves/load.js';
import { askable } from '../../src/waves/new-wave.js';
import { addAccount, password } from '../accounts/site.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { listeningSite } from '../support/listening.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;
let wave: string;

beforeAll(async () => {
  site = await listeningSite();
  const { surveys, sha256, stores, now } = site.parts;
  const questionnaires = askable(surveys).flatMap(({ id }) => surveys.latest(id) ?? []);
  const setting = { seed: 7, now: now(), surveys: questionnaires, places: loadPlaceFacts(), sha256 };
  const simulation = closedSimulation(setting);
  await fill(stores, [earlierSimulation(setting), simulation], () => undefined);
  wave = `/waves/${simulation.wave.id}`;
  await addAccount(site, 'chen', 'analyst');
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function signIn(size: keyof typeof sizes, language = 'zh-CN'): Promise<Page> {
  const context = await browser.newContext({ locale: language, viewport: sizes[size] });
  const page = await context.newPage();
  await page.goto(`${site.address}/waves`);
  await page.fill('[name=name]', 'chen');
  await page.fill('[name=password]', password);
  await Promise.all([page.waitForURL('**/waves'), page.locator('main button[type=submit]').click()]);
  return page;
}

/** Words in charts that are shown smaller than 14 px. */
async function smallWords(page: Page): Promise<string[]> {
  return page.locator('main svg:visible text').evaluateAll((texts) =>
    texts
      .filter((text) => {
        const drawn = (text as SVGTextElement).getScreenCTM()?.a ?? 0;
        return Math.round(10 * drawn * Number.parseFloat(getComputedStyle(text).fontSize)) < 140;
      })
      .map(({ textContent }) => textContent ?? ''),
  );
}

describe('an analyst', () => {
  it('opens a wave, reads a rank with its set and an index with its interval, and follows the figure to its recipe', async () => {
    const page = await signIn('desk');
    await Promise.all([page.waitForURL(`**${wave}`), page.locator(`a[href="${wave}"]`).click()]);
    const first = page.locator('table').first().locator('tbody tr:not(.row-group)').first();
    expect(await first.textContent()).toMatch(/第1名[（(]1[–-]?\d?[）)]/);
    expect(await first.textContent()).toMatch(/\d\d\.\d\d – \d\d\.\d\d/);
    expect(
      await page
        .locator('img[src*="chart.svg"]')
        .first()
        .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
    ).toBeGreaterThan(100);
    const index = (await first.locator('a').first().textContent())!.trim();
    await Promise.all([page.waitForURL('**/recipe?**'), first.locator('a').first().click()]);
    expect(await page.locator('main').textContent()).toContain(index);
    expect(await page.locator('main').textContent()).toContain('census-2020');
    await page.context().close();
  }, 60_000);

  it.each([
    ['desk', 'zh-CN'],
    ['phone', 'en'],
  ] as const)(
    'has screens without violations on a %s in %s',
    async (size, language) => {
      const page = await signIn(size, language);
      const places = [
        '/waves',
        wave,
        `${wave}?node=sector:education`,
        `${wave}/surveys/transport`,
        `${wave}/recipe?node=overall&district=330602`,
        `${wave}/truth`,
        '/waves/new',
        '/imports',
      ];
      for (const place of places) {
        await page.goto(site.address + place);
        expect([place, await violations(page)]).toEqual([place, []]);
        expect([place, await scrollsSideways(page)]).toEqual([place, false]);
      }
      await page.context().close();
    },
    120_000,
  );

  it.each([
    ['desk', 'en'],
    ['phone', 'zh-CN'],
  ] as const)(
    'reads what is behind the ranking without violations on a %s in %s, every chart in words of 14 px or more',
    async (size, language) => {
      const page = await signIn(size, language);
      const behind = ['change', 'modes', 'field-rates', 'models/education'].map((part) => `${wave}/${part}`);
      for (const place of [...behind, '/plan']) {
        await page.goto(site.address + place);
        expect([place, await page.locator('main table').count()]).not.toEqual([place, 0]);
        expect([place, await violations(page)]).toEqual([place, []]);
        expect([place, await scrollsSideways(page)]).toEqual([place, false]);
        expect([place, await smallWords(page)]).toEqual([place, []]);
      }
      await page.context().close();
    },
    60_000,
  );

  it('downloads the table and the archive, which hold the same district index', async () => {
    const page = await signIn('desk');
    const files = page.context().request;
    const table = await (await files.get(`${site.address}${wave}/ranking.csv`)).text();
    const archive = unzipSync(await (await files.get(`${site.address}${wave}/archive.zip`)).body());
    expect(table.startsWith('\uFEFF')).toBe(true);
    const names = Object.keys(archive);
    for (const name of [
      'microdata.csv',
      'margins.csv',
      'codebook.csv',
      'estimates.csv',
      'covariance.csv',
      'method.json',
      'README.txt',
    ]) {
      expect(names.some((each) => each.endsWith(name))).toBe(true);
    }
    await page.context().close();
  }, 60_000);
});
