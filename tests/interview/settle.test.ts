import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { openingOf } from '../../src/responses/opening.js';
import { settleIdleDrafts } from '../../src/interview/settle-idle.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';

let site: TestSite;
const begun = new Date('2026-11-20T02:00:00Z');

beforeAll(async () => {
  site = await testSite(begun);
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

/** A draft in which the first pages are answered, down to the given number of index items. */
async function draft(id: string, items: number): Promise<void> {
  const questionnaire = site.parts.surveys.latest('transport')!;
  const wave = testWave();
  const source = wave.sampleSources.find(({ entry }) => entry === 'open')!;
  await site.parts.stores.drafts.begin(
    openingOf({ responseId: id, questionnaire, wave, source, language: 'zh-CN', now: begun }),
  );
  const everything = answerEverything(questionnaire);
  const left = new Set(questionnaire.indexItems.slice(items));
  for (const page of questionnaire.definition.pages) {
    const ids = [...questionnaire.answerables.values()]
      .filter((each) => each.page.id === page.id)
      .map((each) => each.id);
    const answers = Object.fromEntries(
      Object.entries(everything).filter(([key]) => ids.includes(key) && !left.has(key)),
    );
    const save = {
      responseId: id,
      page: page.id,
      revision: 0,
      answers,
      spent: 1000,
      language: 'zh-CN' as const,
      now: begun,
    };
    if (Object.keys(answers).length > 0) await site.parts.stores.drafts.savePage(save);
  }
}

it('a draft idle for a week is settled by how far it came, and not a day before', async () => {
  await draft('1'.repeat(32), 3);
  await draft('2'.repeat(32), 9);
  site.setNow(new Date('2026-11-27T01:00:00Z'));
  expect(await settleIdleDrafts(site.parts)).toBe(0);
  site.setNow(new Date('2026-11-27T03:00:00Z'));
  expect(await settleIdleDrafts(site.parts)).toBe(2);
  expect(await site.parts.stores.responses.find('1'.repeat(32))).toMatchObject({ result: 'breakOff' });
  expect(await site.parts.stores.responses.find('2'.repeat(32))).toMatchObject({ result: 'partial' });
  expect(await settleIdleDrafts(site.parts)).toBe(0);
});

it('a draft is settled when its wave ends, and takes no more pages', async () => {
  await draft('3'.repeat(32), 2);
  site.setNow(new Date('2026-12-01T00:00:00Z'));
  expect(await settleIdleDrafts(site.parts)).toBe(1);
  const late = {
    responseId: '3'.repeat(32),
    page: 'a',
    revision: 0,
    answers: {},
    spent: 0,
    language: 'zh-CN' as const,
    now: begun,
  };
  expect(await site.parts.stores.drafts.savePage(late)).toBe('submitted');
});
