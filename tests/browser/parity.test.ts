import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { root } from '../../src/web/root.js';
import { drawsFrom, randomInterview } from '../answers/random-interview.js';
import { fixture, survey } from '../definition/fixtures.js';
import { launchBrowser } from '../support/browser.js';
import * as engine from './parity-engine.js';
import { faultsOfPage, sentPages, today } from './parity-pages.js';

const namesIn = (folder: string) => readdirSync(join(root, folder)).map((file) => file.replace('.json', ''));
const surveys: [string, () => Questionnaire][] = [
  ...namesIn('tests/fixtures/surveys/valid').map((name): [string, () => Questionnaire] => [name, () => fixture(name)]),
  ...namesIn('schemas/surveys').map((name): [string, () => Questionnaire] => {
    const id = name.replace(/\.v1$/, '');
    return [id, () => survey(id)];
  }),
];
const seeds = Array.from({ length: 30 }, (_, seed) => seed);
const pageSeeds = seeds.slice(0, 12);

let browser: Browser;
let page: Page;

/** The engine as browsers get it: bundled, minified and made older as `npm run build` does it. */
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'tests/browser/parity-engine.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'engine',
    platform: 'browser',
    target: ['chrome64', 'safari12'],
    supported: { destructuring: true },
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]!.text });
});
afterAll(() => browser.close());

type Engine = typeof engine;

describe.each(surveys)('%s', (_name, load) => {
  const questionnaire = load();
  const { definition } = questionnaire;

  it('is followed, computed, validated and put in order in the browser as in the server, whatever is answered', async () => {
    const cases = seeds.map((seed) => ({ seed, answers: randomInterview(drawsFrom(seed), questionnaire) }));
    const here = engine.wholeInterviews(definition, cases, today);
    const there = await page.evaluate(
      ([definition, cases, today]) =>
        (globalThis as unknown as { engine: Engine }).engine.wholeInterviews(definition, cases, today),
      [definition, cases, today] as const,
    );
    expect(there).toEqual(here);
  });

  it('has on each page the faults in the browser that the server finds by what is on this page alone', async () => {
    const cases = pageSeeds.flatMap((seed) => sentPages(questionnaire, seed));
    const there = await page.evaluate(
      ([cases, today]) => (globalThis as unknown as { engine: Engine }).engine.pageFaults(cases, today),
      [cases, today] as const,
    );
    expect(there).toEqual(cases.map((sent) => faultsOfPage(questionnaire, sent)));
    expect(cases.length).toBeGreaterThan(pageSeeds.length);
  });
});
