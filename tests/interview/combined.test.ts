import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { drawOf } from '../../src/interview/combined/standing.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { testWave } from '../support/wave.js';
import {
  everybody,
  interviewOf,
  keptOf,
  surveyIds,
  usesNothing,
  walk,
  type Sender,
  type Walk,
} from './combined-walk.js';

const begun = new Date('2026-11-20T02:00:00Z');
let site: TestSite;
let resident: Sender;

beforeAll(async () => {
  site = await testSite(begun);
  await site.parts.stores.waves.create(testWave({ combined: { surveysPerPerson: 2 } }));
  resident = request(site.app);
});
afterAll(() => site.close());

const answered = (changes = {}, goesOn?: (address: string) => boolean) =>
  walk(resident, '/i/w1', everybody(site, changes), goesOn);
const pagesOf = ({ addresses }: Walk) => addresses.map((address) => address.replace(/\/r\/[0-9a-f]+\/p\//, ' '));
const stored = () => site.parts.stores.responses.countOfWave('w1');
const waiting = () => site.parts.stores.responses.waiting();

describe('a resident who uses all services', () => {
  let whole: Walk;
  beforeAll(async () => {
    whole = await answered();
  });

  it('answers two of the surveys, drawn by the seed, each with the probability one half', async () => {
    const kept = await keptOf(site, interviewOf(whole));
    const [one, other] = Object.values(kept);
    expect(Object.keys(kept)).toHaveLength(2);
    expect([one, other].map((each) => each!.result)).toEqual(['complete', 'complete']);
    const interview = interviewOf(whole);
    const shared = { interviewId: interview, respondentId: interview, allocation: 0.5, eligible: surveyIds };
    expect(one).toMatchObject(shared);
    expect(other).toMatchObject(shared);
    expect(one!.seed).toBe(other!.seed);
    expect(new Set(drawOf(one!))).toEqual(new Set(Object.keys(kept)));
  });

  it('sees both receipts at the end, and again when coming back to any page', async () => {
    const kept = Object.values(await keptOf(site, interviewOf(whole)));
    kept.forEach(({ receipt }) => expect(whole.page.text).toContain(receipt));
    for (const address of whole.addresses.slice(1)) {
      const again = await walk(resident, address, {});
      expect(again.page.text).toContain(kept[0]!.receipt);
    }
  });

  it('is asked nothing twice, neither who a person is nor the questions that surveys share at their end', async () => {
    const pages = pagesOf(whole);
    expect(new Set(pages).size).toBe(pages.filter((page) => !page.endsWith('/next')).length + 1);
    expect(pages.filter((page) => page.endsWith(' person'))).toHaveLength(1);
    for (const { answers, sex, residence } of Object.values(await keptOf(site, interviewOf(whole)))) {
      expect(answers).toMatchObject({ consent: 1, staff: 2, education: 1, occupation: 1 });
      expect({ sex, residence }).toEqual({ sex: 'male', residence: { district: '330602', foundBy: 'answer' } });
    }
  });

  it('is told how far the whole interview has come, and is only asked to submit on its last page', () => {
    const told = whole.steps.map(({ step, steps }) => [step, steps] as const);
    expect(told[0]).toEqual([1, 40]);
    told.forEach(([step, steps], at) => expect([step <= steps, step > (told[at - 1]?.[0] ?? 0)]).toEqual([true, true]));
    expect(told.at(-1)![0]).toBe(told.at(-1)![1]);
    expect(whole.steps.map(({ submits }) => submits)).toEqual(told.map((_, at) => at === told.length - 1));
  });

  it('leaves no answers at the door once it is passed', async () => {
    const door = await site.parts.stores.drafts.find(interviewOf(whole));
    expect(door).toMatchObject({ state: 'submitted', pages: {} });
  });

  it('changes nothing by sending every page again, in order and backwards', async () => {
    const before = await stored();
    const kept = await keptOf(site, interviewOf(whole));
    for (const { address, body } of [...whole.posts, ...whole.posts.toReversed()]) {
      const answer = await resident.post(address).type('form').send(body);
      expect(answer.status).toBe(303);
    }
    expect(await keptOf(site, interviewOf(whole))).toEqual(kept);
    expect([await stored(), (await waiting()).conflicts]).toEqual([before, 0]);
  });
});

describe('whom a survey does not ask', () => {
  it('is kept for it at once as no user, whom everybody was asked about; the one service used is asked with certainty', async () => {
    const kept = await keptOf(site, interviewOf(await answered({ ...usesNothing, tra_used: 1 })));
    const told = Object.fromEntries(Object.values(kept).map((each) => [each.survey, [each.result, each.allocation]]));
    expect(told).toEqual({
      education: ['notServiceUser', 1],
      transport: ['complete', 1],
      'elderly-care': ['notServiceUser', 1],
      finance: ['notServiceUser', 1],
    });
    expect(Object.values(kept).map(({ eligible }) => eligible)).toEqual(surveyIds.map(() => ['transport']));
    expect(kept['finance']).toMatchObject({ sex: 'male', age: '60+', residence: { district: '330602' } });
  });

  it('ends kindly after the door for somebody who uses none of the services', async () => {
    const walked = await answered(usesNothing);
    const kept = await keptOf(site, interviewOf(walked));
    expect(Object.values(kept).map(({ result }) => result)).toEqual(Array(4).fill('notServiceUser'));
    expect(walked.page.text).toContain('这几项服务您最近没有用过');
    expect(walked.page.text).toContain(kept['education']!.receipt);
  });

  it('never draws the survey whose agency somebody works for, and keeps that person out of its frame', async () => {
    const kept = await keptOf(
      site,
      interviewOf(await answered({ ...usesNothing, tra_used: 1, fin_used: [1], finance__staff: 1 })),
    );
    expect(kept['finance']).toMatchObject({ result: 'outOfPopulation', screening: 'staff', allocation: 1 });
    expect(kept['transport']).toMatchObject({ result: 'complete', eligible: ['transport'] });
  });

  it.each([
    ['declined', { consent: 2 }, '不打扰了', 1],
    ['minor', { age: 1 }, '18周岁及以上', 2],
    ['notResident', { residence: 7 }, '住满6个月', 2],
  ])(
    'is out of the population of all of them: counted once, with the words for it (%s)',
    async (screening, changes, words, pages) => {
      const walked = await answered(changes);
      const kept = await keptOf(site, interviewOf(walked));
      expect(Object.values(kept).map((each) => [each.survey, each.result, each.screening])).toEqual([
        ['education', 'outOfPopulation', screening],
      ]);
      expect(walked.posts).toHaveLength(pages);
      expect(walked.page.text).toContain(words);
      expect(walked.page.text).not.toContain(kept['education']!.receipt);
    },
  );
});

describe('going back', () => {
  it('leads through the door, where an answer may still change', async () => {
    const walked = await answered({}, (address) => !address.includes('finance__use'));
    const { text } = walked.page;
    const back = /href="([^"]+)">上一步/.exec(text)?.[1];
    expect(back).toMatch(/elderly-care__services$/);
    const first = walked.addresses.find((each) => each.includes('education__use'))!;
    const changed = await walk(resident, first, everybody(site, usesNothing));
    const kept = await keptOf(site, interviewOf(changed));
    expect(Object.values(kept).map(({ result }) => result)).toEqual(Array(4).fill('notServiceUser'));
    expect(kept['education']!.answers).not.toHaveProperty('edu_district');
  });

  it('stops at the first page of a survey: what the door asked is not shown there, and not taken', async () => {
    const walked = await answered({}, (address) => !/\/p\/(overall|branch|place|ride)$/.test(address));
    expect(walked.page.text).not.toContain('上一步</a>');
    const here = walked.addresses.at(-1)!;
    const atAbout = here.replace(/\/p\/.*/, '/p/about');
    expect((await resident.get(atAbout)).headers['location']).toBe(here);
    const sent = await resident
      .post(atAbout)
      .type('form')
      .send({ sex: '2', age: '2', residence: '2', months: '1', staff: '2', _revision: '1' });
    expect(sent.headers['location']).toMatch(/\/next$/);
    const id = /\/r\/([0-9a-f]{32})\//.exec(here)![1]!;
    expect((await site.parts.stores.drafts.find(id))!.pages['about']!.answers).toMatchObject({ sex: 1, age: 5 });
    const { action, body } = filled(walked.page.text, everybody(site));
    const { headers } = await resident.post(action).type('form').send(body);
    const second = await resident.get(headers['location']!);
    expect(second.text).toContain(`href="${here}">上一步</a>`);
  });
});

describe('an address', () => {
  it('opens the door of a wave that asks several surveys, and of no other', async () => {
    expect((await resident.get('/i/w1')).status).toBe(200);
    expect((await resident.get('/i/nothing')).status).toBe(404);
    expect((await resident.get(`/i/w1/r/${'0'.repeat(32)}/next`)).status).toBe(404);
    expect((await resident.get('/i/w1/r/x/next')).status).toBe(404);
  });

  it('of a page asked for too early leads to the page that is open, and one of nobody to a new door', async () => {
    const walked = await answered({}, (address) => address.includes('consent') || address === '/i/w1');
    const ahead = await resident.get(walked.addresses.at(-1)!.replace(/about$/, 'finance__use'));
    expect(ahead.headers['location']).toBe(walked.addresses.at(-1));
    expect((await resident.get(`/i/w1/r/${'0'.repeat(32)}/p/about`)).headers['location']).toBe('/i/w1');
  });

  it('is closed before and after the wave', async () => {
    site.setNow(new Date('2026-12-01T00:00:00Z'));
    expect((await resident.get('/i/w1')).status).toBe(404);
    site.setNow(begun);
  });
});
