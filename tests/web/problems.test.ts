import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { assetAddress } from '../../src/web/assets.js';
import { createApp } from '../../src/web/app.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

async function asset(address: string): Promise<string> {
  const { body } = await request(site.app).get(address).responseType('arraybuffer');
  return String(body);
}

/** The built files that a text names, each once. */
async function assetsIn(pattern: RegExp, text: string): Promise<string[]> {
  const names = new Set([...text.matchAll(pattern)].map(([, name]) => name!));
  return Promise.all([...names].map((name) => asset(`/assets/${name}`)));
}

const weight = (contents: string[]) => contents.reduce((sum, content) => sum + gzipSync(content).length, 0);

describe('a refusal', () => {
  it('is a page in the reader’s language for people', async () => {
    const chinese = await request(site.app).get('/nowhere').set('accept', 'text/html');
    expect(chinese.status).toBe(404);
    expect(chinese.text).toContain('没有这个页面');
    const english = await request(site.app).get('/nowhere').set('accept', 'text/html').set('accept-language', 'en');
    expect(english.text).toContain('No such page');
  });

  it('is JSON with its code for programs', async () => {
    const answer = await request(site.app).get('/nowhere').set('accept', 'application/json');
    expect(answer.body).toMatchObject({ problem: 'page.notFound' });
  });

  it('never shows what went wrong inside', async () => {
    const broken = createApp({
      ...site.parts,
      randomHex: () => {
        throw new Error('secret of the house');
      },
    });
    const answer = await request(broken).get('/s/transport').set('accept', 'text/html');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret of the house');
    expect(answer.text).toContain('系统出错了');
  });
});

describe('every answer', () => {
  it('allows nothing inline and nothing from elsewhere, and sends no referrer', async () => {
    const { headers } = await request(site.app).get('/s/transport');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-powered-by']).toBeUndefined();
  });
});

describe('the start page', () => {
  it('shows where each of the three users begins, and the surveys that are open', async () => {
    const page = await request(site.app).get('/');
    for (const address of ['/s/education', '/s/transport', '/s/elderly-care', '/s/finance', '/interviews', '/waves']) {
      expect(page.text).toContain(`href="${address}"`);
    }
  });

  it('says so when nothing is open', async () => {
    site.setNow(new Date('2027-01-01T00:00:00Z'));
    const page = await request(site.app).get('/');
    site.setNow(new Date('2026-11-20T02:00:00Z'));
    expect(page.text).toContain('现在没有正在进行的调查');
  });

  it('leads to a first page of at most 30 kB compressed, styles and scripts included', async () => {
    const page = await request(site.app).get('/s/education');
    const first = await assetsIn(/(?:href|src)="\/assets\/([^"]+)"/g, page.text);
    const shared = await assetsIn(/"\.\/([\w-]+\.js)"/g, first.join('\n'));
    expect([first.length, shared.length]).toEqual([2, 1]);
    expect(weight([page.text, ...first, ...shared])).toBeLessThan(30_000);
  });

  it('has scripts for residents and interviewers of at most 15 kB compressed, all together', async () => {
    const entries = await Promise.all(['form.js', 'keys.js'].map((name) => asset(assetAddress()(name))));
    const shared = await assetsIn(/"\.\/([\w-]+\.js)"/g, entries.join('\n'));
    expect(shared).toHaveLength(1);
    expect(weight([...entries, ...shared])).toBeLessThan(15_000);
  });
});
