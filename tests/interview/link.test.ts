import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import request from 'supertest';
import type { Opening } from '../../src/responses/response.js';
import { answered, opened, responseIdIn, sendPage } from '../support/answering.js';
import { testSite, type TestSite } from '../support/app.js';
import { madeLinks } from '../support/links.js';
import { testWave } from '../support/wave.js';

const during = new Date('2026-11-20T02:00:00Z');
let site: TestSite;
let token: string;
let batch: string;

beforeAll(async () => {
  site = await testSite(during);
  await site.parts.stores.waves.create(testWave());
});
beforeEach(async () => {
  const made = await madeLinks(site, 1);
  [token, batch] = [made.tokens[0]!, made.batch.id];
});
afterAll(() => site.close());

const consent = { consent: 1 };
const open = () => opened(site, `/l/${token}`);

describe('a personal link', () => {
  it('is answered to a receipt, as a token of its source, and then leads to the same receipt', async () => {
    const end = await answered(site, await open());
    const [response] = (await all('responses')).filter(({ linkBatch }) => linkBatch === batch);
    expect(response).toMatchObject({ entry: 'token', sampleSource: 'links', result: 'complete', wave: 'w1' });
    expect(response!['tokenHash']).toBe(createHash('sha256').update(token).digest('hex'));
    expect(end.text).toContain(response!['receipt']);
    expect((await open()).text).toContain(response!['receipt']);
  });

  it('is not used up by being opened, however often and by whatever previews it', async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      expect((await request(site.app).get(`/l/${token}`).set('User-Agent', 'MicroMessenger preview')).status).toBe(200);
    }
    expect((await request(site.app).head(`/l/${token}`)).status).toBe(200);
    const id = responseIdIn((await open()).text);
    expect(await site.parts.stores.drafts.find(id)).toBeUndefined();
    expect((await answered(site, await open())).text).toContain('已收到您的回答');
  });

  it('leads a second device to the page where the first one stopped', async () => {
    const first = await answered(site, await open(), 2);
    const second = await request(site.app).get(`/l/${token}`).redirects(5);
    expect(second.text).toContain(`action="${/action="(\/s\/[^"]+)" class="questions"/.exec(first.text)![1]}"`);
    expect((await answered(site, second)).text).toContain('已收到您的回答');
  });

  it('begins one draft where two devices send its first page at once', async () => {
    const pages = await Promise.all([open(), open(), open()]);
    const sent = await Promise.all(pages.map((page) => sendPage(site, page.text, consent)));
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await all('drafts')).filter(({ opening }) => (opening as Opening).linkBatch === batch)).toHaveLength(1);
  });

  it('keeps one response where two devices send its last page at once', async () => {
    const last = await answered(site, await open(), pagesOf() - 1);
    const answers = (satisfied: number) => answered(site, last, 1, { S1: satisfied });
    const ends = await Promise.all([answers(9), answers(9), answers(9)]);
    const kept = (await all('responses')).filter(({ linkBatch }) => linkBatch === batch);
    expect(kept).toHaveLength(1);
    for (const end of ends) expect(end.text).toContain(kept[0]!['receipt']);
  });

  it('takes the small letters, spaces and look-alikes of whoever types it', async () => {
    const typed = token.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await request(site.app).get(`/L/${typed}`)).status).toBe(200);
    expect((await request(site.app).get(`/l/${token.slice(0, 5)}%20${token.slice(5)}`)).status).toBe(200);
  });

  it('says the survey and what it is about to a messenger that previews it, without a script', async () => {
    const page = await request(site.app).get(`/l/${token}`);
    const { title } = site.parts.surveys.latest('transport')!.definition;
    expect(page.text).toContain(`<meta property="og:title" content="${title['zh-CN']}">`);
    expect(page.text).toMatch(/<meta property="og:description" content="[^"\n]{20,120}">/);
    expect(page.headers['cache-control']).toBe('private, no-store');
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  it('is spoken of in the language that is asked for, and stays the same interview', async () => {
    const english = await request(site.app).get(`/l/${token}?lang=en`);
    expect(english.text).toContain('This is your personal link');
    expect(responseIdIn(english.text)).toBe(responseIdIn((await open()).text));
  });
});

describe('a personal link that does not open', () => {
  it('answers alike whether it is too short, wrong by a letter, or nothing at all', async () => {
    const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const address of [wrong, token.slice(0, -1), 'x', '%E4%BD%A0', "';--"]) {
      const page = await request(site.app).get(`/l/${address}`);
      expect([address, page.status]).toEqual([address, 404]);
      expect(page.text).toContain('这个链接打不开');
    }
  });

  it('is refused once it was revoked, in both languages, also to whoever had begun', async () => {
    const about = await answered(site, await open(), 1);
    await site.parts.stores.links.revoke(batch, 1, { at: during, by: 'ana', reason: 'lost' });
    for (const [language, words] of [
      ['zh-CN', '这个链接已停用'],
      ['en', 'This link was withdrawn'],
    ] as const) {
      const page = await request(site.app).get(`/l/${token}?lang=${language}`);
      expect([page.status, page.text.includes(words), page.text.includes('lost')]).toEqual([410, true, false]);
    }
    expect((await sendPage(site, about.text, {})).status).toBe(410);
  });

  it('is refused with its whole batch, but whoever has answered still finds the receipt', async () => {
    const { batch: other, tokens } = await madeLinks(site, 2);
    const end = await answered(site, await opened(site, `/l/${tokens[0]}`));
    await site.parts.stores.links.revoke(other.id, undefined, { at: during, by: 'ana', reason: 'misprint' });
    expect((await request(site.app).get(`/l/${tokens[1]}`)).status).toBe(410);
    const receipt = /[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(end.text)![0];
    expect((await opened(site, `/l/${tokens[0]}`)).text).toContain(receipt);
  });

  it('says from when it opens before the wave, and that it is over afterwards', async () => {
    site.setNow(new Date('2026-10-31T23:59:59Z'));
    const before = await request(site.app).get(`/l/${token}`);
    site.setNow(new Date('2026-12-01T00:00:00Z'));
    const after = await request(site.app).get(`/l/${token}`);
    site.setNow(during);
    expect([before.status, after.status]).toEqual([404, 410]);
    expect(before.text).toContain('从 2026-11-01 08:00（北京时间）起');
    expect(after.text).toContain('已于 2026-12-01 08:00（北京时间）截止');
  });

  it('does not serve another survey, nor let its response in by another door', async () => {
    const id = responseIdIn((await open()).text);
    const address = `/s/finance/r/${id}/p/consent`;
    expect((await request(site.app).post(address).type('form').send(consent)).status).toBe(404);
    expect(await site.parts.stores.drafts.find(id)).toBeUndefined();
    const sent = await request(site.app).put(`/api/responses/${id}`).send(asDevice('open'));
    expect([sent.status, (await site.parts.stores.responses.find(id)) === undefined]).toEqual([403, true]);
    const other = await request(site.app)
      .put(`/api/responses/${'a'.repeat(32)}`)
      .send(asDevice('links'));
    expect(other.status).toBe(403);
  });
});

it('the store refuses a second response of a link, whatever id it has', async () => {
  await answered(site, await open());
  const [kept] = (await all('responses')).filter(({ linkBatch }) => linkBatch === batch);
  const first = (await site.parts.stores.responses.find(String(kept!['_id'])))!;
  const again = { ...first, responseId: 'b'.repeat(32), interviewId: 'b'.repeat(32) };
  expect(await site.parts.stores.responses.insert(again)).toEqual({ stored: false, earlier: first });
  expect(await site.parts.stores.responses.find('b'.repeat(32))).toBeUndefined();
});

it('nothing that is stored holds a token, nor the way to an interview that has not begun', async () => {
  await answered(site, await open(), 2);
  const { tokens } = await madeLinks(site, 3);
  const ids = await Promise.all(tokens.map(async (each) => responseIdIn((await opened(site, `/l/${each}`)).text)));
  const collections = await database().listCollections().toArray();
  expect(collections.length).toBeGreaterThan(5);
  const stored = (await Promise.all(collections.map(({ name }) => all(name))))
    .map((each) => JSON.stringify(each))
    .join();
  expect(stored).toContain(createHash('sha256').update(tokens[0]!).digest('hex'));
  for (const secret of [token, ...tokens, ...ids]) expect(stored.toUpperCase()).not.toContain(secret.toUpperCase());
});

const pagesOf = () => site.parts.surveys.latest('transport')!.definition.pages.length;

const database = () => mongoose.connections.find(({ db }) => db !== undefined)!.db!;

async function all(collection: string): Promise<Record<string, unknown>[]> {
  return database().collection(collection).find({}).toArray();
}

function asDevice(sampleSource: string) {
  const { definition, hash } = site.parts.surveys.latest('transport')!;
  const { id, version } = definition;
  const times = { startedAt: during.toISOString(), endedAt: during.toISOString() };
  const what = { survey: id, version, definitionHash: hash, wave: 'w1', mode: 'online', language: 'zh-CN' };
  return { ...what, ...times, sampleSource, answers: {} };
}
