import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { compileDefinition } from '../../src/definition/compile.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { questionTypes } from '../../src/definition/question-types.js';
import { surveysOf } from '../../src/definition/surveys.js';
import { root } from '../../src/web/root.js';
import { definitionOf, sha256 } from '../definition/fixtures.js';
import { launchBrowser, sizes } from '../support/browser.js';
import { filled } from '../support/form.js';
import { listeningSite } from '../support/listening.js';
import { testWave } from '../support/wave.js';
import { fillIn } from './fill-in.js';
import { looksOf, type Look } from './looks.js';
import { walksThrough, type Walk } from './walks.js';

const folder = join(root, 'tests/fixtures/surveys/valid');

/** Every tiny survey, under the name of its file. */
const questionnaires: Questionnaire[] = readdirSync(folder).map((file) =>
  compileDefinition({ ...definitionOf(join(folder, file)), id: basename(file, '.json') }, sha256),
);

const today = '2026-11-20';
let site: Awaited<ReturnType<typeof listeningSite>>;
let browser: Browser;

beforeAll(async () => {
  site = await listeningSite(new Date(`${today}T02:00:00Z`), { surveys: surveysOf(questionnaires) });
  browser = await launchBrowser();
  const surveys = questionnaires.map(({ definition: { id, version } }) => ({ id, version }));
  await site.parts.stores.waves.create(testWave({ surveys }));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function open(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: sizes.phone, ...options });
  return context.newPage();
}

/** The addresses that one way through a survey comes by, each page sent in as a browser without scripts does; the end is the last. */
async function* addressesOf(survey: string, { answers }: Walk): AsyncGenerator<string> {
  yield `${site.address}/s/${survey}`;
  let html = await (await fetch(`${site.address}/s/${survey}`)).text();
  let refusals = 0;
  while (html.includes('class="questions"')) {
    const { action, body } = filled(html, answers);
    const fields = Object.entries(body).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
    const sent = await fetch(site.address + action, { method: 'POST', body: new URLSearchParams(fields) });
    html = await sent.text();
    // A question that depends on another one of its page is asked once that is answered.
    if (sent.ok) yield sent.url;
    else refusals += 1;
    if (refusals > 3) throw new Error(`${survey} refuses ${JSON.stringify(body)}`);
  }
}

/** Pages that differ only in their steps and in what their fields are called are looked at once. */
function alike(html: string): string {
  return html
    .slice(html.indexOf('<html'))
    .replaceAll(/ (?:name|id|for|value|max|href|action|formaction|aria-[a-z]+|data-[a-z-]+)="[^"]*"/g, '')
    .replaceAll(/<input type="hidden"[^>]*>|<p id="progress-words">.*|[0-9A-Z]{4}(?:-[0-9A-Z]{4})+/g, '');
}

describe('every page of every fixture', () => {
  it('is accessible and no wider than a phone, in both languages, all sizes of text, and forced colours', async () => {
    const page = await open({});
    await page.context().addInitScript({ content: axe.source });
    const seen = new Set<string>();
    const looks: Look[] = [];
    const lookAt = async (address: string, words: 'only' | 'first'): Promise<void> => {
      const html = alike(await (await fetch(address)).text());
      if (seen.has(html)) return;
      seen.add(html);
      await page.goto(address);
      looks.push(...(await looksOf(page, words)));
    };
    for (const questionnaire of questionnaires) {
      const { id, languages } = questionnaire.definition;
      for (const walk of walksThrough(questionnaire, today)) {
        for await (const address of addressesOf(id, walk)) {
          for (const [at, language] of languages.entries()) {
            await lookAt(`${address}?lang=${language}`, at === 0 ? 'first' : 'only');
          }
        }
      }
    }
    expect(looks.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(seen.size).toBeGreaterThan(100);
    await page.context().close();
  }, 300_000);
});

describe('without scripts', () => {
  it.each(Object.keys(questionTypes))(
    'a question of type %s is answered and accepted',
    async (type) => {
      const page = await open({ javaScriptEnabled: false });
      const questionnaire = questionnaires.find(({ definition }) => definition.id === type)!;
      const walk = walksThrough(questionnaire, today).at(-1)!;
      await page.goto(`${site.address}/s/${type}`);
      for (let turn = 0; turn < 10 && !page.url().endsWith('/end'); turn += 1) {
        await fillIn(page, walk.answers);
        await Promise.all([page.waitForEvent('load'), page.locator('.actions button.button').click()]);
      }
      expect(page.url()).toMatch(/\/end$/);
      expect(await page.locator('h1').count()).toBe(1);
      await page.context().close();
    },
    30_000,
  );
});
