import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { addAccount, password } from '../accounts/site.js';
import { freshId, put, submission } from '../responses/sending.js';
import { launchBrowser, scrollsSideways, sizes, violations } from '../support/browser.js';
import { listeningSite } from '../support/listening.js';
import { testWave } from '../support/wave.js';

let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite();
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'chen', 'analyst');
  await addAccount(site, 'zhao', 'enumerator');
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function signIn(size: keyof typeof sizes, language = 'zh-CN', name = 'chen'): Promise<Page> {
  const context = await browser.newContext({ locale: language, viewport: sizes[size] });
  const page = await context.newPage();
  await page.goto(`${site.address}/sign-in`);
  await page.fill('[name=name]', name);
  await page.fill('[name=password]', password);
  await Promise.all([page.waitForURL(/\/(waves|interviews)$/), page.locator('main button[type=submit]').click()]);
  return page;
}

/** Keeps a picture where one is asked for, and returns what is wrong with the page. */
async function look(page: Page, name: string): Promise<unknown[]> {
  const folder = process.env['PICTURES'];
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  return [name, await violations(page), await scrollsSideways(page)];
}

const submit = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true }).click();
const everything = () => answerEverything(site.parts.surveys.latest('transport')!);
const stored = async (id: string) => (await site.parts.stores.responses.find(id))!;

async function conflict(): Promise<string> {
  const id = freshId();
  await put(site, id, submission(site));
  const item = site.parts.surveys.latest('transport')!.indexItems[0]!;
  const other = await put(site, id, submission(site, { answers: { ...everything(), [item]: 3, sex: 2 } }));
  expect(other.status).toBe(409);
  return id;
}

async function quarantined(): Promise<string> {
  const id = freshId();
  const changes = { startedAt: '2026-10-31T00:00:00Z', endedAt: '2026-10-31T00:10:00Z' };
  expect((await put(site, id, submission(site, { ...changes, answers: { ...everything(), sex: 7 } }))).status).toBe(
    202,
  );
  return id;
}

describe('an analyst who reviews', () => {
  it('compares the two versions of a conflict, is asked for a reason and takes the later one', async () => {
    const id = await conflict();
    const page = await signIn('desk');
    await page.getByRole('link', { name: /核查/ }).click();
    await page.getByRole('link', { name: /冲突/ }).click();
    await page.locator('.review-list a').first().click();
    expect(await page.locator('tr.differs').count()).toBe(2);
    expect(await look(page, 'conflict-desk')).toEqual(['conflict-desk', [], false]);
    await page.getByLabel(/改用后收到的一份/).check();
    await submit(page, '确定');
    expect(await page.locator('.error-summary').textContent()).toContain('请写明理由');
    expect(await page.getByLabel(/改用后收到的一份/).isChecked()).toBe(true);
    expect(await look(page, 'conflict-no-reason-desk')).toEqual(['conflict-no-reason-desk', [], false]);
    await page.getByLabel('理由').fill('平板重复发送，以第二次为准');
    await submit(page, '确定');
    await page.getByText('改用后收到的', { exact: true }).waitFor();
    expect(await stored(id)).toMatchObject({ revision: 1, sex: 'female' });
    expect(await page.getByRole('button', { name: '确定' }).count()).toBe(0);
    expect(await look(page, 'conflict-settled-desk')).toEqual(['conflict-settled-desk', [], false]);
    await page.getByRole('link', { name: '查看答卷' }).click();
    expect(await page.locator('.history').textContent()).toContain('平板重复发送');
    await page.context().close();
  }, 60_000);

  it('finds a conflict settled when going back to it, or in a window that was opened before', async () => {
    await conflict();
    const page = await signIn('phone');
    await page.goto(`${site.address}/intake?kind=conflicts`);
    await page.locator('.review-list a').first().click();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await page.getByLabel(/保留先收到的一份/).check();
    await page.getByLabel('理由').fill('第一次的为准');
    await submit(page, '确定');
    await page.locator('.notice').waitFor();
    await page.goBack();
    await page.goForward();
    expect(await page.getByRole('button', { name: '确定' }).count()).toBe(0);
    await second.getByLabel(/改用后收到的一份/).check();
    await second.getByLabel('理由').fill('第二次的为准');
    await submit(second, '确定');
    expect(await second.locator('[role=alert]').textContent()).toContain('别人已先处理了这个冲突');
    expect(await second.locator('.notice').textContent()).toContain('第一次的为准');
    await page.context().close();
  }, 60_000);

  it('lets a quarantined response in without its faulty answer, refuses another, and does neither twice', async () => {
    const [id, other] = [await quarantined(), await quarantined()];
    const page = await signIn('phone');
    await page.goto(`${site.address}/intake`);
    expect(await look(page, 'list-phone')).toEqual(['list-phone', [], false]);
    await page
      .locator('.review-list li', { hasText: id.slice(0, 8) })
      .last()
      .locator('a')
      .click();
    const address = page.url();
    expect(await look(page, 'quarantine-phone')).toEqual(['quarantine-phone', [], false]);
    await submit(page, '放行');
    expect(await page.locator('.error-summary li').allTextContents()).toHaveLength(2);
    await page.getByLabel(/去掉不合要求的答案/).check();
    await page.locator('#release-reason').fill('电话核实过');
    const second = await page.context().newPage();
    await second.goto(page.url().replace(/\/release$/, ''));
    await submit(page, '放行');
    await page.waitForURL(address);
    expect(await page.locator('main').textContent()).toContain('已放行');
    await second.locator('#reject-reason').fill('看错了');
    await submit(second, '不予采用');
    expect(await second.locator('[role=alert]').textContent()).toContain('别人已先处理了');
    expect(await look(second, 'quarantine-late-phone')).toEqual(['quarantine-late-phone', [], false]);
    const rest = (
      await site.parts.stores.reviews.submissions.list(
        { state: 'waiting', survey: '', mode: '', fault: '' },
        undefined,
        10,
      )
    ).map((item) => item.id);
    expect(rest).toHaveLength(1);
    await page.goto(`${site.address}/intake/quarantine/${rest[0]}`);
    await page.locator('#reject-reason').fill('培训时的练习');
    await submit(page, '不予采用');
    expect(await page.locator('main').textContent()).toContain('培训时的练习');
    const kept = await Promise.all([id, other].map((each) => site.parts.stores.responses.find(each)));
    expect(kept.filter(Boolean).map((response) => response!.qualityFlags)).toEqual([['released']]);
    await page.context().close();
  }, 60_000);

  it('corrects an answer on the page of its question, keeps a response out of the measurement and takes that back', async () => {
    const id = freshId();
    const { receipt } = (await put(site, id, submission(site))).body as { receipt: string };
    const page = await signIn('desk');
    await page.goto(`${site.address}/intake`);
    await page.getByLabel('按回执码或答卷编号查找').fill(receipt.toLowerCase());
    await submit(page, '查找');
    await page.waitForURL(`**/responses/${id}`);
    expect(await look(page, 'response-desk')).toEqual(['response-desk', [], false]);
    const item = site.parts.surveys.latest('transport')!.indexItems[0]!;
    const survey = site.parts.surveys.latest('transport')!;
    await page.locator(`a[href$="correct?page=${survey.answerables.get(item)!.page.id}"]`).click();
    await page.locator(`label:has([name="${item}"][value="2"])`).click();
    expect(await look(page, 'correct-desk')).toEqual(['correct-desk', [], false]);
    await submit(page, '保存更正');
    expect(await page.locator('.error-summary').textContent()).toContain('请写明理由');
    expect(await page.locator(`[name="${item}"][value="2"]`).isChecked()).toBe(true);
    await page.getByLabel('理由').fill('录音核对');
    await submit(page, '保存更正');
    await page.waitForURL(`**/responses/${id}`);
    expect((await stored(id)).answers[item]).toBe(2);
    await page.getByLabel('类别').selectOption({ label: '重复' });
    await page.getByLabel('理由').fill('同一人两份');
    await submit(page, '排除');
    await page.getByText('这份答卷不进入测算').waitFor();
    expect(await look(page, 'response-excluded-desk')).toEqual(['response-excluded-desk', [], false]);
    await page.getByLabel('理由').fill('不是同一人');
    await submit(page, '取消排除');
    await page.waitForURL(`**/responses/${id}`);
    expect((await stored(id)).history).toHaveLength(3);
    expect(await page.locator('.history > li').count()).toBe(3);
    await page.context().close();
  }, 60_000);

  it.each([
    ['phone', 'en'],
    ['desk', 'en'],
    ['phone', 'zh-CN'],
  ] as const)(
    'has screens without violations on a %s in %s',
    async (size, language) => {
      const id = await conflict();
      const waiting = await quarantined();
      const { conflicts, submissions } = site.parts.stores.reviews;
      const all = { state: 'waiting', survey: '', mode: '', fault: '' } as const;
      const idOf = (items: { id: string; responseId: string }[], response: string) =>
        items.find(({ responseId }) => responseId === response)!.id;
      const page = await signIn(size, language);
      const places = {
        list: '/intake',
        conflicts: '/intake?kind=conflicts',
        decided: '/intake?state=decided',
        empty: '/intake?survey=finance',
        missing: '/intake?find=nothing',
        conflict: `/intake/conflicts/${idOf(await conflicts.list(all, undefined, 100), id)}`,
        quarantine: `/intake/quarantine/${idOf(await submissions.list(all, undefined, 100), waiting)}`,
        response: `/responses/${id}`,
        correct: `/responses/${id}/correct?page=${site.parts.surveys.latest('transport')!.definition.pages[1]!.id}`,
      };
      for (const [name, place] of Object.entries(places)) {
        await page.goto(site.address + place);
        const title = `${name}-${size}-${language}`;
        expect(await look(page, title)).toEqual([title, [], false]);
      }
      await page.context().close();
    },
    120_000,
  );

  it('is nobody whose role may not: an enumerator sees no link and opens no page', async () => {
    const page = await signIn('desk', 'zh-CN', 'zhao');
    expect(await page.locator('a[href="/intake"]').count()).toBe(0);
    for (const place of ['/intake', '/responses/none'])
      expect((await page.goto(site.address + place))!.status()).toBe(403);
    await page.context().close();
  }, 60_000);
});
