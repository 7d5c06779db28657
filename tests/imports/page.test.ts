import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/web/root.js';
import { addAccount, audit, signedIn, visitor, type Agent } from '../accounts/site.js';
import type { TestSite } from '../support/app.js';
import { importSite, shopFile, shopRow } from './support.js';

const map = readFileSync(join(root, 'tests/fixtures/surveys-import/shop.map.json'));
let site: TestSite;
let analyst: Agent;

beforeAll(async () => {
  site = await importSite();
  await addAccount(site, 'anna', 'analyst');
  analyst = await signedIn(site, 'anna');
});
afterAll(() => site.close());

/** Where the form of the page is sent, with its token. */
async function formAddress(agent = analyst): Promise<string> {
  const page = await agent.get('/imports');
  const address = /action="(\/imports\?_csrf=[^"]+)"/.exec(page.text)?.[1];
  if (!address) throw new Error(`formAddress requires the page with the form, not ${page.status}`);
  return address.replaceAll('&amp;', '&');
}

interface Form {
  file?: string | Buffer;
  name?: string;
  map?: string | Buffer;
  fields?: Record<string, string>;
}

async function upload({ file, name = '访问.csv', map: mapFile = map, fields = {} }: Form) {
  let sending = analyst.post(await formAddress());
  for (const [field, value] of Object.entries({ survey: 'shop', wave: '', sampleSource: '', ...fields }))
    sending = sending.field(field, value);
  if (file !== undefined)
    sending = sending.attach('file', Buffer.from(file), { filename: name, contentType: 'text/csv' });
  if (mapFile.length > 0) sending = sending.attach('map', Buffer.from(mapFile), { filename: 'map.json' });
  return sending;
}

/** Looks at the page of a run until it does not come again by itself. */
async function finished(address: string): Promise<string> {
  for (;;) {
    const page = await analyst.get(address);
    if (!page.headers['refresh']) return page.text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const cell = (html: string, label: string) =>
  Number(new RegExp(`${label}</th><td class="number">(\\d+)<`).exec(html)?.[1]);
const counts = (html: string) =>
  ['Rows', 'Stored', 'Already here', 'In conflict', 'Rejected'].map((label) => cell(html, label));

describe('the page of imports', () => {
  it('takes a file in, shows what became of its rows, and lists the run', async () => {
    const file = shopFile(shopRow(1), shopRow(2, { 整洁: '<b>?</b>' }), shopRow(3, { 建议: '=1+1' }));
    const answer = await upload({ file });
    expect(answer.status).toBe(303);
    const address = String(answer.headers['location']);
    expect(address).toMatch(/^\/imports\/[0-9a-f]{16}$/);
    const page = await finished(address);
    expect(counts(page)).toEqual([3, 2, 0, 0, 1]);
    expect(page).toContain('<h1>Import of 访问.csv</h1>');
    expect(page).toContain('&lt;b&gt;?&lt;/b&gt;');
    expect(page).not.toContain('<b>?</b>');
    expect(page).toContain('Please choose one of the options');
    const list = await analyst.get('/imports');
    expect(list.text).toContain(`<a href="${address}">访问.csv</a>`);
    expect((await audit(site)).slice(-2)).toEqual(
      ['import', 'import'].map((action, at) => `${action} ${at ? 'done' : 'intent'} ${address.slice(9)} by anna`),
    );
  });

  it('stores nothing when the same file comes again', async () => {
    const file = shopFile(shopRow(11), shopRow(12));
    await finished(String((await upload({ file })).headers['location']));
    const again = await finished(String((await upload({ file })).headers['location']));
    expect(counts(again)).toEqual([2, 0, 2, 0, 0]);
  });

  it('only checks where that is ticked', async () => {
    const before = await site.parts.stores.responses.countOfWave('w1');
    const page = await finished(
      String((await upload({ file: shopFile(shopRow(21)), fields: { dryRun: '1' } })).headers['location']),
    );
    expect(page).toContain('Checked only: no interview is stored');
    expect(cell(page, 'Could be stored')).toBe(1);
    expect(await site.parts.stores.responses.countOfWave('w1')).toBe(before);
  });

  it('comes again by itself while the import runs, and says so when the server was lost', async () => {
    const runs = site.parts.stores.imports;
    const [done] = await runs.list(1);
    if (!done) throw new Error('no run');
    await runs.create({ ...done, id: 'aaaa', state: 'running', total: 10, updatedAt: site.parts.now() });
    const running = await analyst.get('/imports/aaaa');
    expect(running.headers['refresh']).toBe('2');
    expect(running.text).toContain('<progress max="10"');
    await runs.change('aaaa', { updatedAt: new Date(site.parts.now().getTime() - 121_000) });
    const lost = await analyst.get('/imports/aaaa');
    expect(lost.headers['refresh']).toBeUndefined();
    expect(lost.text).toContain('The import was interrupted');
  });

  it('gives the rows that were not stored as a file that a spreadsheet opens safely', async () => {
    const answer = await upload({
      file: shopFile(shopRow(31, { 整洁: '=HYPERLINK("http://x")' }), shopRow(32, { 次数: '-1', 周末: '' })),
    });
    const address = String(answer.headers['location']);
    await finished(address);
    const file = await analyst.get(`${address}/rejected.csv`);
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toBe(`attachment; filename=import-${address.slice(9)}-rejected.csv`);
    expect(file.text).toBe(
      [
        '\uFEFFRow,Column,Value,Reason',
        `2,整洁,"'=HYPERLINK(""http://x"")",Please choose one of the options`,
        "3,次数,'-1,Please enter a number from 0 to 60",
        '',
      ].join('\r\n'),
    );
    const chinese = await analyst.get(`${address}/rejected.csv?lang=zh-CN`);
    expect(chinese.text).toContain('请从列出的选项里选');
    await analyst.get('/imports?lang=en');
    expect((await audit(site)).at(-1)).toBe(`export done ${address.slice(9)} by anna`);
  });

  it('can be read in Chinese', async () => {
    const page = await analyst.get('/imports?lang=zh-CN');
    expect(page.text).toContain('<h1>导入访问</h1>');
    await analyst.get('/imports?lang=en');
  });
});

describe('the page of imports refuses', () => {
  it.each<[string, Form, string]>([
    ['no file', {}, 'Please choose the CSV file to import'],
    ['an empty file', { file: '' }, 'The file is empty'],
    ['a workbook', { file: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 8]), name: 'a.xlsx' }, 'This is not a text file'],
    ['a map that is no JSON', { file: shopFile(shopRow(1)), map: '{' }, 'The map file is not JSON'],
    [
      'a map with a word it does not know',
      { file: shopFile(shopRow(1)), map: '{"collumns":{}}' },
      'Map file : “collumns” is not known',
    ],
    [
      'a map that is far too large',
      { file: shopFile(shopRow(1)), map: ' '.repeat(300_000) },
      'The map file is too large',
    ],
    ['a file the map does not fit', { file: 'a,b\n1,2\n' }, 'The file has no column “编号”'],
    [
      'a survey without an open wave',
      { file: 'cusa2\n1\n', map: '', fields: { survey: 'mobi' } },
      'No open wave asks “mobi” now',
    ],
  ])('%s, on the form itself', async (_name, form, reason) => {
    const answer = await upload(form);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(reason);
    expect(answer.text).toContain('type="file"');
  });

  it('a file above 20 MB', async () => {
    expect((await upload({ file: Buffer.alloc(21 * 1024 * 1024, 'a') })).status).toBe(413);
  });

  it('files under other names, and bodies that break off', async () => {
    const other = analyst
      .post(await formAddress())
      .field('survey', 'shop')
      .attach('photo', Buffer.from('x'), 'x.png');
    expect((await other).status).toBe(400);
    const broken = analyst
      .post(await formAddress())
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="survey"\r\n\r\nsh');
    expect((await broken).status).toBe(400);
    const noBoundary = analyst
      .post(await formAddress())
      .set('Content-Type', 'multipart/form-data')
      .send('x');
    expect((await noBoundary).status).toBe(400);
  });

  it('fields that the form does not have', async () => {
    expect((await upload({ file: shopFile(shopRow(1)), fields: { survey: '../x' } })).status).toBe(422);
    expect((await upload({ file: shopFile(shopRow(1)), fields: { run: 'x' } })).status).toBe(422);
  });

  it('a form without its token, or with that of somebody else, before reading the file', async () => {
    const before = (await site.parts.stores.imports.list(100)).length;
    const send = (agent: Agent, address: string) =>
      agent
        .post(address)
        .field('survey', 'shop')
        .field('wave', '')
        .field('sampleSource', '')
        .attach('file', Buffer.from(shopFile(shopRow(41))), 'a.csv')
        .attach('map', map, 'map.json');
    expect((await send(analyst, '/imports')).status).toBe(403);
    expect((await send(analyst, '/imports?_csrf=made-up')).status).toBe(403);
    await addAccount(site, 'alan', 'administrator');
    const other = await signedIn(site, 'alan');
    expect((await send(analyst, await formAddress(other))).status).toBe(403);
    expect((await site.parts.stores.imports.list(100)).length).toBe(before);
  });

  it('everybody but analysts and administrators', async () => {
    const [run] = await site.parts.stores.imports.list(1);
    const pages = ['/imports', `/imports/${run?.id}`, `/imports/${run?.id}/rejected.csv`];
    for (const role of ['enumerator', 'supervisor'] as const) {
      await addAccount(site, role, role);
      const agent = await signedIn(site, role);
      for (const page of pages) expect((await agent.get(page)).status).toBe(403);
    }
    for (const page of pages) expect((await visitor(site).get(page)).headers['location']).toMatch(/^\/sign-in/);
  });

  it('runs that there are not', async () => {
    expect((await analyst.get('/imports/nothing')).status).toBe(404);
    expect((await analyst.get('/imports/nothing/rejected.csv')).status).toBe(404);
  });
});
