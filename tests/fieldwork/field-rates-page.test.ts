import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { addAccount, audit, send, signedIn, type Agent } from '../accounts/site.js';
import { everybody, surveyIds, walk } from '../interview/combined-walk.js';
import { answered, opened } from '../support/answering.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { madeLinks } from '../support/links.js';
import { testWave } from '../support/wave.js';

let site: TestSite;
let li: Agent;
let chen: Agent;
let count = 0;
const noUser = { tra_used: 2 };

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
  await addAccount(site, 'li', 'enumerator');
  await addAccount(site, 'chen', 'supervisor');
  [li, chen] = [await signedIn(site, 'li'), await signedIn(site, 'chen')];
});
afterAll(() => site.close());

async function begin(source: string, place: string, choice = 'w1:transport'): Promise<string> {
  count += 1;
  const responseId = count.toString(16).padStart(32, 'c');
  await send(li, '/interviews', '/interviews', { responseId, choice, source, place });
  return responseId;
}

/** Asks on until the interview has ended or `last` has been sent. */
async function ask(id: string, changes = {}, last?: string): Promise<void> {
  const answers = { ...answerEverything(site.parts.surveys.latest('transport')!), ...changes };
  let address = `/interviews/${id}/p/consent`;
  while (!address.endsWith('/end')) {
    const { action, body } = filled((await li.get(address)).text, answers);
    const sent = await li.post(action).type('form').send(body);
    if (last && address.endsWith(`/${last}`)) return;
    address = sent.headers['location'] as string;
  }
}

const record = (id: string, outcome: string, more = {}) =>
  send(li, `/interviews/${id}/p/consent`, `/interviews/${id}/outcome`, { outcome, confirmed: 'yes', ...more });

/** The cells of a table of the page, row by row, without what is small. */
function rowsOf(html: string, id: string): string[][] {
  const table = new RegExp(`<table id="${id}">[\\s\\S]*?</table>`).exec(html)?.[0] ?? '';
  return [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) =>
      cell!
        .replaceAll(/<small>[\s\S]*?<\/small>/g, '')
        .replaceAll(/<[^>]+>/g, '')
        .trim(),
    ),
  );
}

const page = async (agent = chen, wave = 'w1') => (await agent.get(`/waves/${wave}/field-rates?lang=en`)).text;

describe('the page of field rates', () => {
  it('says that nothing has happened yet', async () => {
    const html = await page();
    expect(html).toContain('Nobody has been called, visited or sent a link in this wave yet.');
    expect(html).not.toContain('<table');
  });

  it('counts what enumerators did by phone and on site, each case once', async () => {
    // By phone: a complete interview after two calls without an answer, a refusal, a break-off behind the screening, an agreed time.
    for (const outcome of ['3.13', '3.12']) await record(await begin('phone-list', 'P-1'), outcome);
    await ask(await begin('phone-list', 'P-1'));
    await record(await begin('phone-list', 'P-2'), '2.11');
    const left = await begin('phone-list', 'P-3');
    await ask(left, { residence: 2 }, 'overall');
    await record(left, '2.12');
    const agreed = { date: '2026-11-25', time: '10:30' };
    await record(await begin('phone-list', 'P-4'), 'appointment', agreed);
    await record(await begin('phone-list', 'P-5'), '3.13');
    await ask(await begin('phone-list', 'P-6'), { age: 1 });
    // On site: one who does not use the service, which is a whole interview, and one refusal.
    await ask(await begin('street', 'Gate 2'), noUser);
    await record(await begin('street', 'Gate 2'), '2.11');

    const html = await page();
    const [head, ...ends] = rowsOf(html, 'rates-ends');
    expect(head).toEqual(['Ended as', 'Phone (list)', 'On site (approached)']);
    expect(Object.fromEntries(ends.map(([name, ...cells]) => [name, cells.join(' ')]))).toEqual({
      'Complete (I)': '1 1',
      'Partial (P)': '0 0',
      'Refused or broken off (R)': '2 1',
      'Not reached (NC)': '0 0',
      'Other, no interview (O)': '0 0',
      'Nobody answered (UH)': '1 0',
      'Not known if eligible (UO)': '0 0',
      'Not eligible (NE)': '1 0',
      'All cases': '5 2',
      'Still to come': '1 0',
    });
    const rates = Object.fromEntries(rowsOf(html, 'rates-main').map(([name, ...cells]) => [name, cells.join(' ')]));
    // e = 3 / 4; RR3 = 1 / (3 + 3/4); on site there is no list to respond from.
    expect(rates).toMatchObject({
      'Response rate RR1': '25.0% —',
      'Response rate RR3': '26.7% —',
      'Cooperation rate COOP1': '33.3% 50.0%',
      'Refusal rate REF1': '50.0% —',
      'Contact rate CON1': '75.0% —',
      'e: unknown cases taken as eligible': '75.0% —',
    });
    expect(html).toContain('there is no list of whom to ask, so there is no response rate');
  });

  it('shows districts with a row for cases that never told theirs', async () => {
    const rows = rowsOf(await page(), 'rates-districts-phone-case');
    expect(rows.at(-2)).toEqual(['District not known', '2', '0', '0', '1', '0', '0', '1', '0', '0', '—', '—', '—']);
    expect(rows.at(-1)?.slice(0, 4)).toEqual(['All', '5', '1', '0']);
    const cells = rows.slice(1, -2).map(([, cases]) => Number(cases));
    expect(cells.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(rows[1]?.join(' ')).toMatch(/≤\s\d/);
  });

  it('counts personal links from those made to those answered, and open links without a rate', async () => {
    const { tokens } = await madeLinks(site, 8);
    await answered(site, await opened(site, `/l/${tokens[0]!}`), 40, noUser);
    await answered(site, await opened(site, `/l/${tokens[1]!}`), 2);
    await answered(site, await opened(site, '/s/transport'), 40, noUser);
    const { batch } = await madeLinks(site, 3);
    await site.parts.stores.links.revoke(batch.id, undefined, { at: site.parts.now(), by: 'chen', reason: 'x' });

    const html = await page();
    const facts = [...html.matchAll(/<dt>([^<]+)<\/dt><dd>(\d+)/g)].map(([, name, value]) => `${name} ${value}`);
    expect(facts).toEqual([
      'Made 11',
      'Begun 2',
      'Answered to the end 1',
      'Under way 1',
      'Never begun 6',
      'Taken back before use 3',
    ]);
    const [head, first] = rowsOf(html, 'rates-main');
    expect(head).toEqual([
      'Rate',
      'Phone (list)',
      'On site (approached)',
      'Online (personal links)',
      'All with a list',
    ]);
    expect(first).toEqual(['Response rate RR1', '25.0%', '—', '14.3%', '18.2%']);
    expect(html).toContain('Online (open link): 1 came in. Nobody knows how many people saw the link');
  });

  it('gives a file of everything in full precision, and notes that in the audit', async () => {
    const file = await chen.get('/waves/w1/field-rates/rates.csv?lang=en');
    expect(file.headers['content-disposition']).toContain('w1-field-rates.csv');
    const lines = parse<Record<string, string>>(file.text, { columns: true, bom: true });
    const line = (facts: Record<string, string>) =>
      lines.find((each) => Object.entries(facts).every(([name, value]) => each[name] === value));
    expect(Number(line({ mode: 'phone', district: 'all' })?.['RR3'])).toBeCloseTo(1 / 3.75, 14);
    expect(line({ mode: 'phone', district: 'unknown' })).toMatchObject({ cases: '2', R: '1', UH: '1', RR1: '' });
    expect(line({ mode: 'phone', district: '330602' })).toMatchObject({ I: '1', at_most: '1', REF1: '' });
    expect(line({ mode: 'online', entry: 'open', district: 'all' })).toMatchObject({ I: '1', RR1: '' });
    expect(await audit(site)).toEqual(expect.arrayContaining(['export done w1 by chen']));
  });

  it('is in Chinese too, and not for enumerators', async () => {
    const html = (await chen.get('/waves/w1/field-rates?lang=zh-CN')).text;
    expect(html).toContain('应答率 RR1');
    expect((await li.get('/waves/w1/field-rates')).status).toBe(403);
    expect((await chen.get('/waves/none/field-rates')).status).toBe(404);
    expect((await chen.get('/waves/w1?lang=en')).text).toContain('href="/waves/w1/field-rates"');
  });
});

describe('field rates of a wave that asks several surveys in one interview', () => {
  it('count an interview once', async () => {
    site.setNow(new Date('2027-01-10T02:00:00Z'));
    const [opensAt, closesAt] = [new Date('2027-01-01T00:00:00Z'), new Date('2027-02-01T00:00:00Z')];
    await site.parts.stores.waves.create(testWave({ id: 'w2', opensAt, closesAt, combined: { surveysPerPerson: 2 } }));
    li.set('Accept-Language', 'zh-CN');
    const id = await begin('phone-list', 'Q-1', `w2:@${surveyIds.map((each) => `${each}:1`).join('+')}`);
    await walk(li, `/interviews/${id}/p/consent`, everybody(site));
    expect(await site.parts.stores.responses.countOfWave('w2')).toBe(2);
    const ends = rowsOf(await page(chen, 'w2'), 'rates-ends');
    expect(ends.find(([name]) => name === 'Complete (I)')).toEqual(['Complete (I)', '1']);
    expect(ends.find(([name]) => name === 'All cases')).toEqual(['All cases', '1']);
  });
});
