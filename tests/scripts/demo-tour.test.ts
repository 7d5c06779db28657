import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { addressLines } from '../../scripts/demo/addresses.js';
import { openTour, tourSurvey, tourWaveId } from '../../scripts/demo/tour.js';
import { closedSimulation, openSimulation } from '../../scripts/demo/waves.js';
import type { Answers, Question } from '../../src/definition/types.js';
import { loadPlaceFacts } from '../../src/waves/load.js';
import { askable, newWave } from '../../src/waves/new-wave.js';
import { addAccount, signedIn, type Agent } from '../accounts/site.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { demoSetting } from './demo-setting.js';

const places = loadPlaceFacts();
let site: TestSite;
let analyst: Agent;

beforeAll(async () => {
  site = await testSite();
  await openTour(site.parts, places);
  await addAccount(site, 'chen', 'analyst');
  analyst = await signedIn(site, 'chen');
});
afterAll(() => site.close());

const definition = () => site.parts.surveys.latest(tourSurvey)!.definition;
const questions = (): Question[] => definition().pages.flatMap((page) => page.questions);

const answers: Answers = {
  consent: 1,
  sex: 2,
  age: 2,
  residence: 3,
  visited: 1,
  day: '2026-11-01',
  company: [2, 3],
  people: 4,
  minutes: 25,
  overall: 5,
  green: 4,
  clean: 5,
  toilets: 2,
  play: 3,
  reason: 3,
  wish: [3, 1, 5],
  because: '树少，厕所旧。',
  again: 9,
};

/** The tour as a browser without scripts takes it; every page as it is shown. */
async function take(given: Answers): Promise<string[]> {
  const pages = [(await request(site.app).get(`/s/${tourSurvey}`)).text];
  while (pages.at(-1)!.includes('class="questions"') && pages.length < 20) {
    const { action, body } = filled(pages.at(-1)!, given);
    const sent = await request(site.app).post(action).type('form').send(body);
    pages.push(sent.headers['location'] ? (await request(site.app).get(sent.headers['location'])).text : sent.text);
    if (sent.status >= 400) break;
  }
  return pages;
}

describe('the tour', () => {
  test('shows every type of question and every feature of the language', () => {
    const types = new Set(questions().map(({ type }) => type));
    const all = 'consent date multiple note number ordering rating rating-group single text';
    expect([...types].sort()).toEqual(all.split(' '));
    const written = JSON.stringify(definition());
    for (const feature of '"phone" "onsite" "hint" "note" "when" "exclusive" "fixed" "missing" "optional" "hard" "soft" "shuffle" "rotate" "today" "computed" {{'.split(
      ' ',
    ))
      expect([feature, written.includes(feature)]).toEqual([feature, true]);
  });

  test('is marked as a demonstration in its title and its first words, in both languages', () => {
    const { title, intro, status } = definition();
    expect(status).toBe('draft');
    expect([title['zh-CN'], title.en]).toEqual([expect.stringContaining('演示'), expect.stringContaining('demo')]);
    expect(JSON.stringify(intro)).toMatch(/演示.*demonstration/);
  });

  test('can be asked by no real wave', () => {
    expect(askable(site.parts.surveys).map(({ id }) => id)).not.toContain(tourSurvey);
    const form = { id: 'real', titleZh: '真', titleEn: 'Real', opensOn: '2026-12-01', closesOn: '2026-12-31' };
    const made = newWave({ ...form, surveys: [tourSurvey], sources: ['open'] }, site.parts.surveys, places);
    expect(made).toEqual({ faults: expect.arrayContaining([expect.objectContaining({ code: 'wave.noSurvey' })]) });
  });

  test('is taken from the first page to the receipt, says earlier answers and what was worked out of them', async () => {
    const pages = await take(answers);
    // Six pages, one of them again with the question that a low score brings up, and the receipt.
    expect(pages).toHaveLength(8);
    expect(pages[3]).toContain('2026年11月1日');
    expect(pages[6]).toContain('大家（4人）合起来花了200分钟；那次是19天以前的事');
    expect(pages[6]).toContain('您把“改善厕所、多种树、别的方面”排在前面');
    const receipt = /<strong>([0-9A-Z-]+)<\/strong>/.exec(pages.at(-1)!)?.[1] ?? '';
    const response = await site.parts.stores.responses.byReceipt(receipt);
    expect(response).toMatchObject({ result: 'complete', simulated: true });
  });

  test('keeps whoever went alone from bringing others: a hard check', async () => {
    const pages = await take({ ...answers, company: [5], people: 4 });
    expect(pages.at(-1)).toContain('人数应当是1');
  });

  test('ends kindly for whoever never went to a park', async () => {
    expect((await take({ ...answers, visited: 2 })).at(-1)).toContain('没有用过服务的人不做评价');
  });
});

describe('the wave of the tour', () => {
  test("is open, simulated, made once, and in nobody's way", async () => {
    await openTour(site.parts, places);
    const waves = await site.parts.stores.waves.list();
    expect(waves.map(({ id, kind }) => [id, kind])).toEqual([[tourWaveId, 'simulated']]);
    const setting = demoSetting({ now: site.parts.now() });
    for (const { wave } of [closedSimulation({ ...setting, surveys: [] }), openSimulation({ ...setting, surveys: [] })])
      expect(wave.id).not.toBe(tourWaveId);
    expect(openSimulation(setting).wave.surveys.map(({ id }) => id)).not.toContain(tourSurvey);
  });

  test('has its pages and files like any other, with next to nobody in it', async () => {
    const base = `/waves/${tourWaveId}`;
    const pages = [
      '',
      `/surveys/${tourSurvey}`,
      '/recipe?node=overall&district=330602',
      '/chart.svg',
      '/quotas',
      '/links',
      '/ranking.csv',
      '/archive.zip',
    ];
    for (const page of pages) expect([page, (await analyst.get(base + page)).status]).toEqual([page, 200]);
  });

  test('is told on the start page as what it is, and in the addresses that the demo prints', async () => {
    const start = await request(site.app).get('/').set('Accept-Language', 'zh-CN');
    expect(start.text).toMatch(
      /href="\/s\/tour">巡览：每一种题型（演示）<\/a><span class="fine">只是演示，不是正式调查/,
    );
    const lines = addressLines({ address: 'http://a', surveys: [], tour: tourSurvey, closedWave: undefined });
    expect(lines.join('\n')).toMatch(/Tour of question types +http:\/\/a\/s\/tour/);
  });
});
