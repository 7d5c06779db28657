import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAccount, signedIn, siteForVisitors, type Agent } from '../accounts/site.js';
import type { TestSite } from '../support/app.js';

let site: TestSite;
let analyst: Agent;

beforeAll(async () => {
  site = await siteForVisitors();
  await addAccount(site, 'ana', 'analyst');
  await addAccount(site, 'eve', 'enumerator');
  analyst = await signedIn(site, 'ana');
});

afterAll(() => site.close());

describe('the plan of a sample', () => {
  it('is a table with a line a size and a chart, from the usual values at first', async () => {
    const { status, text } = await analyst.get('/plan');
    expect(status).toBe(200);
    expect(text.match(/<tr/g)).toHaveLength(10);
    expect(text.match(/<svg/g)).toHaveLength(2);
    expect(text).toContain('Below 100: not ranked');
    expect((await analyst.get('/waves')).text).toContain('href="/plan"');
  });

  it('follows what is filled in, so that its address can be kept', async () => {
    const { text } = await analyst.get('/plan?districts=2&difference=4&ranked=sector&lang=zh-CN');
    expect(text).toContain('结果（一个行业的指数）');
    expect(text).toContain('真实相差 4 分的两个区县');
    expect(text).toContain(
      'name="districts" type="text" inputmode="decimal" autocomplete="off" maxlength="12" value="2"',
    );
  });

  it('says what is wrong and keeps what was filled in', async () => {
    const { status, text } = await analyst.get('/plan?lang=en&districts=%3Cb%3E&phone=90');
    expect(status).toBe(422);
    expect(text).toContain('value="&lt;b&gt;"');
    expect(text).toContain('Give a whole number from 2 to 30.');
    expect(text).not.toContain('<svg');
  });

  it('gives no number of people that no sample could reach', async () => {
    const { text } = await analyst.get('/plan?lang=en&difference=0.1');
    expect(text).toContain('more than 10,000 service users would be needed');
    expect(text).not.toContain('are needed in each district and survey');
  });

  it('is not for enumerators', async () => {
    const enumerator = await signedIn(site, 'eve');
    expect((await enumerator.get('/plan')).status).toBe(403);
  });
});
