import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { resumeCode } from '../../src/interview/resume-code.js';
import { siteForVisitors } from '../accounts/site.js';
import { answered, opened, responseIdIn } from '../support/answering.js';
import type { TestSite } from '../support/app.js';
import { madeLinks } from '../support/links.js';
import { testWave } from '../support/wave.js';

const during = new Date('2026-11-20T02:00:00Z');
let site: TestSite;
let half: request.Response;
let code: string;
let visitors = 0;

beforeAll(async () => {
  site = await siteForVisitors();
  await site.parts.stores.waves.create(testWave());
});
beforeEach(async () => {
  visitors += 1;
  half = await answered(site, await opened(site, '/s/transport'), 2);
  code = codeOn(half);
});
afterAll(() => site.close());

const codeOn = ({ text }: request.Response) => /<strong>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})<\/strong>/.exec(text)![1]!;
const actionOf = ({ text }: request.Response) => /action="(\/s\/[^"]+)" class="questions"/.exec(text)![1]!;
const wrongCode = '0000-0000-0000';

/** Enters a code at an address of the network of one's own, unless another is named; without a cookie, as some phones do. */
function enter(written: string, network = visitors) {
  const sent = request(site.app).post('/resume').set('X-Forwarded-For', `10.1.0.${network}`).type('form');
  return sent.send({ code: written });
}

describe('the code of an interview', () => {
  it('stands on its pages once it has begun, and not before', async () => {
    const first = await opened(site, '/s/transport');
    expect(first.text).not.toContain('class="resume-code"');
    expect(first.text).toContain('href="/resume"');
    expect(half.text).toContain('class="resume-code"');
    expect(codeOn(half)).toBe(resumeCode(site.parts.hmac, responseIdIn(half.text)));
  });

  it('leads another device to the page that is open, and goes on doing so', async () => {
    const led = await enter(code);
    expect(led.status).toBe(303);
    const there = await opened(site, led.headers['location'] as string);
    expect(actionOf(there)).toBe(actionOf(half));
    await answered(site, there, 1);
    const again = await opened(site, (await enter(code)).headers['location'] as string);
    expect(actionOf(again)).not.toBe(actionOf(half));
  });

  it.each([
    ['small letters', (given: string) => given.toLowerCase()],
    ['spaces for dashes', (given: string) => ` ${given.replaceAll('-', ' ')} `],
    ['no dashes', (given: string) => given.replaceAll('-', '')],
    [
      'full-width signs',
      (given: string) => given.replaceAll(/[!-~]/g, (sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0)),
    ],
    ['long dashes', (given: string) => given.replaceAll('-', '——')],
    ['letters for digits', (given: string) => given.replaceAll('0', 'O').replaceAll('1', 'l')],
  ])('is understood with %s', async (_how, write) => {
    expect((await enter(write(code))).headers['location']).toContain(responseIdIn(half.text));
  });

  it('leads to the receipt once the interview was sent in', async () => {
    const end = await answered(site, half);
    const led = await opened(site, (await enter(code)).headers['location'] as string);
    expect(led.text).toContain(/[0-9A-Z]{4}(-[0-9A-Z]{4}){2}/.exec(end.text)![0]);
  });

  it('works for the interview of a personal link, until that is revoked', async () => {
    const { batch, tokens } = await madeLinks(site, 1);
    const begun = await answered(site, await opened(site, `/l/${tokens[0]}`), 1);
    expect((await enter(codeOn(begun))).headers['location']).toContain(responseIdIn(begun.text));
    await site.parts.stores.links.revoke(batch.id, 1, { at: during, by: 'ana', reason: 'lost' });
    expect((await enter(codeOn(begun))).status).toBe(410);
  });

  it('is kept in the store neither as it is written nor as a plain digest', async () => {
    const stored = JSON.stringify(await site.parts.stores.drafts.find(responseIdIn(half.text)));
    const plain = code.replaceAll('-', '');
    for (const each of [code, plain, site.parts.sha256(code), site.parts.sha256(plain)])
      expect(stored).not.toContain(each);
  });

  it('does not open an interview by phone', async () => {
    const { parts } = site;
    const draft = (await parts.stores.drafts.find(responseIdIn(half.text)))!;
    const opening = { ...draft.opening, responseId: 'c'.repeat(32), mode: 'phone' as const, entry: 'case' as const };
    await parts.stores.drafts.begin(opening);
    expect((await enter(resumeCode(parts.hmac, opening.responseId))).status).toBe(422);
  });
});

describe('a wrong code', () => {
  it('is answered alike whether it is unknown or can be no code, and is kept in the field', async () => {
    const [unknown, none] = [await enter(wrongCode), await enter('ABCD')];
    const words = (page: request.Response, written: string) => page.text.replaceAll(written, '');
    expect([unknown.status, none.status]).toEqual([422, 422]);
    expect(words(unknown, wrongCode)).toBe(words(none, 'ABCD'));
    expect(unknown.text).toContain(`value="${wrongCode}"`);
  });

  it('may be tried ten times in a quarter of an hour; others are served meanwhile', async () => {
    for (let turn = 0; turn < 10; turn += 1) expect((await enter(wrongCode)).status).toBe(422);
    const refused = await enter(wrongCode);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain('请十五分钟后再试');
    expect((await enter(code)).status).toBe(429);
    expect((await enter(code, 250)).status).toBe(303);
  });

  it('is not counted with right ones', async () => {
    for (let turn = 0; turn < 15; turn += 1) expect((await enter(code)).status).toBe(303);
    expect((await enter(wrongCode)).status).toBe(422);
  });
});
