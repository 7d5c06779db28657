import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { loadConfig } from '../../src/config.js';
import { hmacUnder } from '../../src/web/digest.js';
import { createApp } from '../../src/web/app.js';
import { addAccount, audit, send, signedIn, siteForVisitors, tokenOn, type Agent } from '../accounts/site.js';
import { answered, opened } from '../support/answering.js';
import type { TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';

const page = '/waves/w1/links';
let site: TestSite;
let analyst: Agent;
let form: Record<string, string>;

beforeAll(async () => {
  site = await siteForVisitors();
  await site.parts.stores.waves.create(testWave());
  for (const role of ['analyst', 'supervisor', 'enumerator'] as const) await addAccount(site, role, role);
  analyst = await signedIn(site, 'analyst');
});
beforeEach(() => {
  form = { batch: site.parts.randomHex(8), survey: 'transport', source: 'links', number: '3', labels: '' };
});
afterAll(() => site.close());

/** Sends the form as a browser does: many labels come as multipart. */
async function make(changes: Record<string, string> = {}, agent = analyst) {
  const token = await tokenOn(agent, '/account');
  const sent = agent.post(`${page}?_csrf=${encodeURIComponent(token)}`);
  for (const [name, value] of Object.entries({ ...form, ...changes })) sent.field(name, value);
  return sent;
}

async function made(changes: Record<string, string> = {}): Promise<string> {
  const answer = await make(changes);
  expect([answer.status, answer.text]).toEqual([303, expect.anything()]);
  return answer.headers['location'] as string;
}

async function listOf(batch: string): Promise<{ text: string; rows: string[][] }> {
  const { text } = await analyst.get(`${batch}/links.csv`);
  return { text, rows: parse(text, { bom: true }).slice(1) };
}

/** The address of a link as this site answers it. */
const here = (address: string) => new URL(address).pathname;

describe('a batch of links', () => {
  it('is made with its numbers and labels, told in the audit, and each of its addresses opens', async () => {
    const batch = await made({ number: '', labels: '越城-001\r\n\r\n=越城-002\r\n 柯桥-001 \r\n' });
    const { text, rows } = await listOf(batch);
    expect(text.charCodeAt(0)).toBe(0xfe_ff);
    expect(rows.map(([number, label, , state]) => [number, label, state])).toEqual([
      ['1', '越城-001', 'not begun'],
      ['2', "'=越城-002", 'not begun'],
      ['3', '柯桥-001', 'not begun'],
    ]);
    for (const [, , address] of rows) {
      expect(address).toMatch(new RegExp(`^${site.parts.config.baseUrl}/l/[0-9A-Z]{26}$`));
      expect((await request(site.app).get(here(address!))).status).toBe(200);
    }
    const facts = (await audit(site)).filter((fact) => fact.includes(form['batch']!));
    expect(facts).toEqual([
      `links.make intent ${form['batch']} by analyst`,
      `links.make done ${form['batch']} by analyst`,
      `export intent ${form['batch']} by analyst`,
      `export done ${form['batch']} by analyst`,
    ]);
  });

  it('is made once where the form is sent twice, at once or later', async () => {
    const [one, two] = await Promise.all([make(), make()]);
    const later = await make();
    expect([one.status, two.status, later.status]).toEqual([303, 303, 303]);
    expect(await site.parts.stores.links.made(form['batch']!)).toBe(3);
    expect(later.headers['location']).toBe(one.headers['location']);
  });

  it('is not made from a form that was sent before and says something else now, until it is sent again', async () => {
    await made();
    const changed = await make({ number: '5' });
    expect(changed.status).toBe(409);
    expect(changed.text).toContain('This form was sent before');
    const fresh = /name="batch" value="([0-9a-f]{16})"/.exec(changed.text)![1]!;
    await made({ number: '5', batch: fresh });
    expect([await site.parts.stores.links.made(form['batch']!), await site.parts.stores.links.made(fresh)]).toEqual([
      3, 5,
    ]);
  });

  it('is completed by the same form where it was interrupted', async () => {
    const { links } = site.parts.stores;
    const { survey, source } = form as { survey: string; source: string };
    const facts = { wave: 'w1', survey, source, count: 3, createdAt: site.parts.now(), createdBy: 'analyst' };
    await links.makeBatch({ id: form['batch']!, ...facts });
    expect((await analyst.get(page)).text).toContain('(of 3)');
    await made();
    expect(await links.made(form['batch']!)).toBe(3);
  });

  it('gives the same addresses whenever it is exported', async () => {
    const batch = await made();
    expect((await listOf(batch)).text).toBe((await listOf(batch)).text);
  });

  it('is not exported with wrong addresses where the secret of the site has changed; links given out still work', async () => {
    const batch = await made();
    const address = here((await listOf(batch)).rows[0]![2]!);
    const changed = createApp({ ...site.parts, hmac: hmacUnder('another secret') });
    const agent = request.agent(changed).set('X-Forwarded-For', '10.9.9.9').set('Accept', 'text/html');
    await send(agent, '/sign-in', '/sign-in', { name: 'analyst', password: 'correct horse battery', next: '' });
    for (const file of ['links.csv', 'sheet']) expect((await agent.get(`${batch}/${file}`)).status).toBe(409);
    expect((await request(changed).get(address)).status).toBe(200);
  });

  it('counts who has begun, who has answered and what was revoked, and says so link by link', async () => {
    const batch = await made({ number: '4' });
    const addresses = (await listOf(batch)).rows.map(([, , address]) => here(address!));
    await answered(site, await opened(site, addresses[0]!));
    await answered(site, await opened(site, addresses[1]!), 1);
    await revoke(batch, { what: 'one', number: '3', reason: 'returned by post' });
    expect((await listOf(batch)).rows.map(([, , , state]) => state)).toEqual([
      'sent in',
      'not finished',
      'revoked',
      'not begun',
    ]);
    const { text } = await analyst.get(batch);
    expect([...text.matchAll(/<dd>(\d+)<\/dd>/g)].map(([, count]) => count)).toEqual(['4', '2', '1', '1']);
    expect(text).toContain('returned by post');
  });
});

describe('the form of a batch', () => {
  it.each([
    [{ number: '0' }, 'from 1 to 20,000'],
    [{ number: '20001' }, 'from 1 to 20,000'],
    [{ number: 'many' }, 'from 1 to 20,000'],
    [{ number: '2', labels: 'a\nb\nc' }, 'there are 3 labels'],
    [{ number: '', labels: 'a\n13812345678' }, 'Label 2 looks like a phone number'],
    [{ number: '', labels: '330602198001011234' }, 'Label 1 looks like an identity number'],
    [{ number: '', labels: 'x'.repeat(41) }, 'Label 1 is too long'],
    [{ survey: 'nothing' }, 'Choose a survey'],
    [{ source: 'open' }, 'Choose a source'],
  ])('refuses %j with its reason, makes nothing and keeps what was filled in', async (changes, reason) => {
    const answer = await make(changes);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(reason);
    expect(await site.parts.stores.links.batch(form['batch']!)).toBeUndefined();
    expect(answer.text).toContain(`value="${'number' in changes ? changes.number : '3'}"`);
  });

  it('never repeats a number that it refuses outside the field it was typed into', async () => {
    const { text } = await make({ number: '', labels: '13812345678' });
    expect(text.match(/13812345678/g)).toHaveLength(1);
  });

  it('takes 20,000 labels', async () => {
    const labels = Array.from({ length: 20_000 }, (_, at) => `越城区城南街道-${String(at).padStart(5, '0')}`);
    const batch = await made({ number: '', labels: labels.join('\r\n') });
    const { rows } = await listOf(batch);
    expect(rows.map(([, label]) => label)).toEqual(labels);
    expect(new Set(rows.map(([, , address]) => address)).size).toBe(20_000);
  }, 60_000);

  it('is not offered where the wave is over or has no source of links', async () => {
    const past = { opensAt: new Date('2025-01-01T00:00:00Z'), closesAt: new Date('2025-02-01T00:00:00Z') };
    const sampleSources = testWave().sampleSources.filter(({ entry }) => entry !== 'token');
    await site.parts.stores.waves.create(testWave({ ...past, id: 'past' }));
    const later = { opensAt: new Date('2027-01-01T00:00:00Z'), closesAt: new Date('2027-02-01T00:00:00Z') };
    await site.parts.stores.waves.create(testWave({ ...later, id: 'open-only', sampleSources }));
    for (const wave of ['past', 'open-only'])
      expect((await analyst.get(`/waves/${wave}/links`)).text).not.toContain('name="labels"');
    expect((await analyst.get('/waves/none/links')).status).toBe(404);
  });
});

const revoke = (batch: string, fields: Record<string, string>) => send(analyst, batch, `${batch}/revoke`, fields);

describe('revoking', () => {
  it('needs a reason without personal data and a number of the batch', async () => {
    const batch = await made();
    for (const fields of [
      { what: 'one', number: '1', reason: ' ' },
      { what: 'one', number: '4', reason: 'lost' },
      { what: 'one', number: '', reason: 'lost' },
      { what: 'batch', number: '', reason: '' },
      { what: 'one', number: '1', reason: 'call 13812345678' },
    ])
      expect([fields, (await revoke(batch, fields)).status]).toEqual([fields, 422]);
    expect((await analyst.get(`${batch}/revoke`)).headers['location']).toBe(batch);
    expect(await site.parts.stores.links.revokedSingly(form['batch']!)).toEqual([]);
  });

  it('of a batch closes every link, leaves no code on its labels, and keeps the first reason', async () => {
    const batch = await made();
    const { rows } = await listOf(batch);
    await revoke(batch, { what: 'batch', number: '', reason: 'misprint' });
    await revoke(batch, { what: 'batch', number: '', reason: 'another' });
    for (const [, , address] of rows) expect((await request(site.app).get(here(address!))).status).toBe(410);
    expect((await site.parts.stores.links.batch(form['batch']!))?.revoked).toMatchObject({
      by: 'analyst',
      reason: 'misprint',
    });
    expect((await analyst.get(`${batch}/sheet`)).text).not.toContain('<svg');
    expect((await listOf(batch)).rows.map(([, , , state]) => state)).toEqual(['revoked', 'revoked', 'revoked']);
  });

  it('of one link leaves the others open', async () => {
    const batch = await made();
    const { rows } = await listOf(batch);
    await revoke(batch, { what: 'one', number: '２', reason: 'lost' });
    const statuses = rows.map(async ([, , address]) => (await request(site.app).get(here(address!))).status);
    expect(await Promise.all(statuses)).toEqual([200, 410, 200]);
  });
});

describe('the sheet of labels', () => {
  it('has every link of its part once, 24 a page, with the address of the list', async () => {
    const batch = await made({ number: '260' });
    const { rows } = await listOf(batch);
    const [first, second] = [await analyst.get(`${batch}/sheet`), await analyst.get(`${batch}/sheet?page=2`)];
    const labels = [first, second].flatMap(({ text }) => [...text.matchAll(/class="label-address">([\s\S]*?)<\/p>/g)]);
    const typed = labels.map(([, address]) => `http://${address!.replaceAll(/<\/?span>|\s/g, '')}`);
    expect(typed).toEqual(rows.map(([, , address]) => address));
    expect(first.text.match(/class="labels"/g)).toHaveLength(10);
    expect(second.text.match(/class="labels"/g)).toHaveLength(1);
    expect(second.text.match(/<svg/g)).toHaveLength(20);
    for (const none of ['0', '3', 'x', '1&page=2'])
      expect((await analyst.get(`${batch}/sheet?page=${none}`)).status).toBe(404);
  });

  it('is stamped where the wave is simulated', async () => {
    const later = { opensAt: new Date('2028-01-01T00:00:00Z'), closesAt: new Date('2028-02-01T00:00:00Z') };
    await site.parts.stores.waves.create(testWave({ ...later, id: 'sim', kind: 'simulated' }));
    const id = site.parts.randomHex(8);
    const facts = { wave: 'sim', survey: 'finance', source: 'links', count: 1, createdBy: 'analyst' };
    await site.parts.stores.links.makeBatch({ id, ...facts, createdAt: site.parts.now() });
    const file = await analyst.get(`/waves/sim/links/${id}/links.csv`);
    expect(file.headers['content-disposition']).toContain('sim-simulated-finance-links');
    expect((await analyst.get(`/waves/w1/links/${id}`)).status).toBe(404);
  });
});

it('supervisors may make and export links, enumerators may not, and only the wave page of who may leads there', async () => {
  const [supervisor, enumerator] = [await signedIn(site, 'supervisor'), await signedIn(site, 'enumerator')];
  expect((await make({}, supervisor)).status).toBe(303);
  expect((await enumerator.get(page)).status).toBe(403);
  expect((await supervisor.get('/waves/w1')).text).toContain(`href="${page}"`);
});

it('warns that links cannot be opened elsewhere where the address is that of this machine', async () => {
  expect((await analyst.get(page)).text).toContain('Set BASE_URL');
  const config = { ...loadConfig({ TRUST_PROXY: '1', LOG_LEVEL: 'silent', BASE_URL: 'http://survey.example.cn' }) };
  const agent = request
    .agent(createApp({ ...site.parts, config }))
    .set('X-Forwarded-For', '10.9.9.8')
    .set('Accept', 'text/html');
  await send(agent, '/sign-in', '/sign-in', { name: 'analyst', password: 'correct horse battery', next: '' });
  expect((await agent.get(page)).text).not.toContain('BASE_URL');
});
