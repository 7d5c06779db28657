import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { HtmlValidate } from 'html-validate';
import { addAccount, audit, signedIn, siteForVisitors, type Agent } from '../accounts/site.js';
import type { Response } from '../../src/responses/response.js';
import type { TestSite } from '../support/app.js';
import { sampleResponses, sampleWave } from './sample-wave.js';

let site: TestSite;
let analyst: Agent;

const wave = sampleWave();
const real = sampleWave({
  id: 'real',
  kind: 'real',
  opensAt: wave.closesAt,
  closesAt: new Date('2027-01-31T16:00:00Z'),
});

/** Of the same surveys, after the first one. */
const next = sampleWave({ id: 'next', opensAt: real.closesAt, closesAt: new Date('2027-02-28T16:00:00Z') });

beforeAll(async () => {
  site = await siteForVisitors();
  await addAccount(site, 'ana', 'analyst');
  await site.parts.stores.waves.create(wave);
  const { truth, ...rest } = real;
  expect(truth).toBeDefined();
  await site.parts.stores.waves.create(rest);
  await site.parts.stores.waves.create(next);
  await site.parts.stores.responses.insertMany(sampleResponses(wave).slice(0, -1));
  await site.parts.stores.responses.insertMany(sampleResponses(next, 33, (d) => 6.4 + 0.3 * d).map(ofNext));
  analyst = await signedIn(site, 'ana');
});

afterAll(() => site.close());

const ofNext = (response: Response): Response => {
  const id = `${response.responseId.slice(0, -4)}next`;
  return { ...response, responseId: id, interviewId: id, receipt: `N${response.receipt}` };
};

/** The newest entries of the audit, once the outcome of an export is among them: it is written after the last byte has left. */
async function exportsInAudit(count: number): Promise<string[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const entries = (await audit(site)).filter((entry) => entry.startsWith('export'));
    if (entries.length >= count) return entries;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return audit(site);
}

const pages = [
  '/waves',
  '/waves/new',
  '/waves/sample',
  '/waves/sample?node=sector:finance',
  '/waves/sample/surveys/education',
  '/waves/sample/recipe?node=overall&district=330602',
  '/waves/sample/recipe?node=item:finance/fin_a1&district=330602',
  '/waves/sample/recipe?node=overall&district=all',
  '/waves/sample/recipe?node=satisfied:finance&district=all',
  '/waves/sample/change',
  '/waves/next',
  '/waves/next/change',
  '/waves/sample/modes',
  '/waves/sample/modes?node=survey:finance',
  '/waves/sample/truth',
];

describe('the pages of a wave', () => {
  it.each(pages.flatMap((path) => ['zh-CN', 'en'].map((language) => [path, language] as const)))(
    'show %s in %s as valid HTML',
    async (path, language) => {
      const page = await analyst.get(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
      // Ticks of one name are what a list of choices is made of.
      const validator = new HtmlValidate({
        extends: ['html-validate:recommended'],
        rules: {
          'form-dup-name': 'off',
          'doctype-style': 'off',
          'long-title': 'off',
          'no-trailing-whitespace': 'off',
          'require-sri': 'off',
        },
      });
      const report = await validator.validateString(page.text);
      expect(
        report.results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)),
      ).toEqual([]);
    },
  );

  it.each(pages.slice(2))('stamp %s as simulated', async (path) => {
    expect((await analyst.get(`${path}${path.includes('?') ? '&' : '?'}lang=en`)).text).toContain(
      '<strong>Simulated data</strong>',
    );
  });

  it('have a new response in the district table at once', async () => {
    const counted = async () =>
      /Responses received<\/dt><dd>(\d+)/.exec((await analyst.get('/waves/sample?lang=en')).text)?.[1];
    expect(await counted()).toBe('359');
    const last = sampleResponses(wave).at(-1);
    if (!last) throw new Error('the sample requires responses');
    const times = { ...last.times, receivedAt: site.parts.now() };
    await site.parts.stores.responses.insert({ ...last, times });
    expect(await counted()).toBe('360');
  });

  it.each([
    '/waves/none',
    '/waves/sample?node=none',
    '/waves/sample?node=item:education/edu_a1',
    '/waves/sample/surveys/transport',
    '/waves/sample/recipe',
    '/waves/sample/recipe?node=overall&district=none',
    '/waves/sample/chart.svg?node=none',
    '/waves/sample/modes?node=none',
    '/waves/none/modes',
    '/waves/none/change',
    '/waves/real/truth',
  ])('do not exist at %s', async (path) => {
    expect((await analyst.get(path)).status).toBe(404);
  });

  it('leave the change out of the table while a wave is asked, and lead to the difference so far', async () => {
    const { text } = await analyst.get('/waves/next?lang=en');
    expect(text).not.toContain('>Change</th>');
    expect(text).toContain('This wave is still asked');
    const change = await analyst.get('/waves/next/change?lang=en');
    expect(change.text).toContain('Compared with Sample wave');
    expect(change.text).toContain('not tested');
  });

  it('count the change from the wave before once it has closed, and say so where there is none', async () => {
    const before = site.parts.now();
    site.setNow(next.closesAt);
    const later = await signedIn(site, 'ana');
    const [{ text }, none] = [await later.get('/waves/next?lang=en'), (await later.get('/waves/sample?lang=en')).text];
    site.setNow(before);
    expect(text).toMatch(/<th scope="col" class="number">Change<\/th>/);
    expect(text).toContain('Changes are since Sample wave;');
    expect(none).not.toContain('>Change</th>');
    expect(none).toContain('No wave of the same surveys and population had closed before this one opened.');
  });

  it('show a real wave that nobody has answered without any number or stamp', async () => {
    const { text, status } = await analyst.get('/waves/real?lang=en');
    expect(status).toBe(200);
    expect(text).toContain('Too few answers');
    expect(text).toContain('There are no interviews to count yet.');
    expect(text).not.toContain('Simulated data');
  });
});

describe('the chart', () => {
  it('is an image of the node asked for', async () => {
    const answer = await analyst.get('/waves/sample/chart.svg?node=survey:finance&lang=en');
    expect(answer.headers['content-type']).toContain('image/svg+xml');
    expect(String(answer.body)).toContain('financial services');
  });
});

describe('the files', () => {
  it('are in the audit before and after, with the data they were made from', async () => {
    const csv = await analyst.get('/waves/sample/ranking.csv?node=sector:education&lang=en');
    expect(csv.headers['content-disposition']).toContain('sample-simulated-ranking-sector-education.csv');
    expect(csv.text.codePointAt(0)).toBe(0xfeff);
    expect(await exportsInAudit(2)).toEqual(['export intent sample by ana', 'export done sample by ana']);
    const [entry] = await site.parts.stores.audit.list({ limit: 1 });
    expect(entry?.details).toMatchObject({
      file: 'sample-simulated-ranking-sector-education.csv',
      revision: expect.stringMatching(/^360-/),
    });
  });

  it('come as a whole archive', async () => {
    const zip = await analyst
      .get('/waves/sample/archive.zip')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(Object.keys(unzipSync(zip.body as Buffer))).toEqual(
      expect.arrayContaining(['README.txt', 'microdata.csv', 'estimates.csv', 'recompute.R']),
    );
    expect((await exportsInAudit(4)).slice(-2)).toEqual(['export intent sample by ana', 'export done sample by ana']);
  });
});
