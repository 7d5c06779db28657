import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAccount, audit, send, signedIn, siteForVisitors, type Agent } from '../accounts/site.js';
import { sampleWave } from '../reports/sample-wave.js';
import type { TestSite } from '../support/app.js';

let site: TestSite;
let analyst: Agent;

const fields = {
  id: 'spring',
  titleZh: '春季调查',
  titleEn: 'Spring',
  opensOn: '2027-03-01',
  closesOn: '2027-03-31',
  surveys: 'education',
  sources: 'phone-list',
};
const create = (agent: Agent, changes: Partial<typeof fields> = {}) =>
  send(agent, '/waves/new', '/waves', { ...fields, ...changes });

beforeAll(async () => {
  site = await siteForVisitors();
  await addAccount(site, 'ana', 'analyst');
  await addAccount(site, 'sue', 'supervisor');
  analyst = await signedIn(site, 'ana');
});

afterAll(() => site.close());

describe('the form of a new wave', () => {
  it('creates a wave, says so in the audit, and leads to its page', async () => {
    const answer = await create(analyst);
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/waves/spring');
    expect(await site.parts.stores.waves.find('spring')).toMatchObject({
      kind: 'real',
      modes: ['phone'],
      graceDays: 7,
    });
    expect((await audit(site)).slice(-2)).toEqual([
      'wave.create intent spring by ana',
      'wave.create done spring by ana',
    ]);
    expect((await analyst.get('/waves/spring')).status).toBe(200);
  });

  it('says everything that is wrong and keeps what was filled in', async () => {
    const answer = await create(analyst, { id: 'NO', titleEn: '', closesOn: '2027-02-01', surveys: 'transport' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#titleEn"');
    expect(answer.text).toContain('The last day cannot be before the first.');
    expect(answer.text).toContain('value="春季调查"');
    expect(answer.text).toMatch(/value="transport" checked/);
    expect(answer.text).not.toMatch(/value="education" checked/);
  });

  it('refuses a year that was mistyped', async () => {
    const answer = await create(analyst, { id: 'mistyped', opensOn: '2026-10-01', closesOn: '9999-12-31' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#closesOn"');
  });

  it('refuses a wave that asks a survey of another at the same time, and names that one', async () => {
    const answer = await create(analyst, { id: 'second', opensOn: '2027-03-31', closesOn: '2027-04-30' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The wave &#34;Spring&#34; asks one of these questionnaires at the same time.');
    expect(await site.parts.stores.waves.find('second')).toBeUndefined();
  });

  it('refuses an identifier that is taken', async () => {
    const answer = await create(analyst, { opensOn: '2028-03-01', closesOn: '2028-03-31' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The identifier spring is taken');
  });

  it('is closed to supervisors, who may read', async () => {
    const supervisor = await signedIn(site, 'sue');
    expect((await supervisor.get('/waves/new')).status).toBe(403);
    expect((await supervisor.get('/waves')).text).not.toContain('href="/waves/new"');
    expect((await supervisor.get('/waves/spring')).text).not.toContain('archive.zip');
  });
});

describe('the list of waves', () => {
  it('says the state of each in Beijing time and stamps what is simulated', async () => {
    await site.parts.stores.waves.create(sampleWave());
    const { text } = await analyst.get('/waves');
    const [, sample] = /<a href="\/waves\/sample">Sample wave<\/a>([\s\S]+?)<\/tr>/.exec(text) ?? [];
    expect(sample).toContain('Simulated data');
    expect(sample).toContain('Open');
    expect(sample).toContain('2026-11-01 00:00');
    const [, spring] = /<a href="\/waves\/spring">Spring<\/a>([\s\S]+?)<\/tr>/.exec(text) ?? [];
    expect(spring).toContain('Planned');
    expect(spring).not.toContain('Simulated data');
  });
});
