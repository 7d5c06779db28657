import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { passDoor } from '../../src/interview/combined/pass-door.js';
import { partId } from '../../src/interview/combined/part-of.js';
import { settleIdleDrafts } from '../../src/interview/settle-idle.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';
import { everybody, interviewOf, keptOf, surveyIds, usesNothing, walk, type Sender } from './combined-walk.js';

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
const atDoor = (address: string) => address.startsWith('/i/') && !address.endsWith('/next');
const stored = () => site.parts.stores.responses.countOfWave('w1');
const waiting = () => site.parts.stores.responses.waiting();

describe('an interview that is interrupted', () => {
  const lastOfDoor = (address: string) => !address.includes('finance__use');

  /** A door whose last page is saved, and whoever sent it heard nothing more. */
  async function savedDoor(): Promise<string> {
    const walked = await answered({}, lastOfDoor);
    const save = {
      responseId: interviewOf(walked),
      page: 'finance__use',
      revision: 0,
      answers: { fin_used: [4] },
      spent: 1000,
      language: 'zh-CN' as const,
      now: site.parts.now(),
    };
    expect(await site.parts.stores.drafts.savePage(save)).toBe('saved');
    return interviewOf(walked);
  }

  it('goes on by sending the last page of the door once more', async () => {
    const interview = await savedDoor();
    const before = await stored();
    const walked = await walk(resident, `/i/w1/r/${interview}/next`, everybody(site, { fin_used: [4] }));
    expect(walked.addresses[0]).toMatch(/finance__use$/);
    expect(Object.keys(await keptOf(site, interview)).sort()).toHaveLength(3);
    expect(await stored()).toBe(before + 3);
  });

  it('goes on from a door that was passed before anything else was written, and only reads until it is sent', async () => {
    const interview = await savedDoor();
    await site.parts.stores.drafts.pass(interview);
    const before = await stored();
    const shown = await resident.get(`/i/w1/r/${interview}/next`);
    expect(shown.text).toContain('请您评价 2 项服务');
    expect([await stored(), (await site.parts.stores.drafts.find(interview))!.state]).toEqual([before, 'passed']);
    const walked = await walk(resident, `/i/w1/r/${interview}/next`, everybody(site));
    expect(walked.page.text).toContain('已收到您的回答');
    expect(
      Object.values(await keptOf(site, interview))
        .map(({ result }) => result)
        .sort(),
    ).toEqual(['complete', 'complete', 'notServiceUser']);
  });

  it('makes the same of a door however often and however late it is passed again', async () => {
    const interview = await savedDoor();
    const door = (await site.parts.stores.drafts.pass(interview))!;
    await Promise.all([passDoor(site.parts, interview), passDoor(site.parts, interview)]);
    const drafts = await Promise.all(
      surveyIds.map((id) => site.parts.stores.drafts.find(partId(interview, id, site.parts.sha256))),
    );
    const kept = await keptOf(site, interview);
    expect(Object.keys(kept)).toEqual(['finance']);
    expect(drafts.filter(Boolean)).toHaveLength(2);
    // As if the process had died before it closed the door: everything is made once more.
    const again = {
      ...site.parts,
      stores: { ...site.parts.stores, drafts: { ...site.parts.stores.drafts, pass: async () => door } },
    };
    await passDoor(again, interview);
    expect(await keptOf(site, interview)).toEqual(kept);
    expect(
      await Promise.all(surveyIds.map((id) => site.parts.stores.drafts.find(partId(interview, id, site.parts.sha256)))),
    ).toEqual(drafts);
    expect((await waiting()).conflicts).toBe(0);
  });

  it('takes no answer at a door that was passed', async () => {
    const interview = await savedDoor();
    await site.parts.stores.drafts.pass(interview);
    const sent = await resident
      .post(`/i/w1/r/${interview}/p/finance__use`)
      .type('form')
      .send({ fin_used: '1', _revision: '1' });
    expect(sent.headers['location']).toBe(`/i/w1/r/${interview}/next`);
    expect((await site.parts.stores.drafts.find(interview))!.pages['finance__use']!.answers).toEqual({ fin_used: [4] });
  });
});

describe('settling what was left', () => {
  it('counts a door that nobody finished once, and keeps the survey that was answered before breaking off', async () => {
    const door = interviewOf(await answered({}, (address) => !address.includes('transport__use')));
    const half = await answered({}, (address) => atDoor(address) || !address.endsWith('/next') || !isSecond(address));
    const saved = interviewOf(half);
    site.setNow(new Date('2026-11-28T02:00:00Z'));
    await settleIdleDrafts(site.parts);
    await settleIdleDrafts(site.parts);
    site.setNow(begun);
    expect(Object.values(await keptOf(site, door)).map((each) => [each.survey, each.result])).toEqual([
      ['education', 'breakOff'],
    ]);
    const results = Object.values(await keptOf(site, saved));
    expect(results.map(({ result }) => result).sort()).toEqual(['breakOff', 'complete']);
    expect(results.map(({ allocation }) => allocation)).toEqual([0.5, 0.5]);
    const end = await walk(resident, `/i/w1/r/${saved}/next`, {});
    expect(end.page.text).toContain('没有答完');
  });

  it('passes a door that was answered to its end: whoever uses none of the services counts', async () => {
    const walked = await answered(usesNothing, (address) => !address.includes('finance__use'));
    const save = { responseId: interviewOf(walked), page: 'finance__use', revision: 0, spent: 1, now: begun };
    await site.parts.stores.drafts.savePage({ ...save, answers: { fin_used: [4] }, language: 'zh-CN' });
    site.setNow(new Date('2026-11-28T02:00:00Z'));
    await settleIdleDrafts(site.parts);
    site.setNow(begun);
    const kept = Object.values(await keptOf(site, interviewOf(walked)));
    expect(kept.map(({ result }) => result)).toEqual(Array(4).fill('notServiceUser'));
  });
});

let transitions = 0;

/** The second page between parts of the same walk. */
function isSecond(address: string): boolean {
  transitions += address.endsWith('/next') ? 1 : 0;
  return transitions > 1;
}
