import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { settleIdleDrafts } from '../../src/interview/settle-idle.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { testWave } from '../support/wave.js';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

async function consentPage(consent: number): Promise<string> {
  const page = await request(site.app).get('/s/transport?lang=en');
  const { action, body } = filled(page.text, { consent });
  await request(site.app).post(action).type('form').send(body).expect(303);
  return action.replace(/\/p\/.*/, '/end');
}

it('somebody who declines is thanked and gets no receipt for answers', async () => {
  const end = await request(site.app).get(`${await consentPage(2)}?lang=en`);
  expect(end.text).toContain('You are welcome to take part another time');
  expect(end.text).not.toContain('class="receipt"');
});

it('somebody who comes back to an interview that was settled unfinished is not told that the answers were sent', async () => {
  const address = await consentPage(1);
  site.setNow(new Date('2026-11-28T02:00:00Z'));
  await settleIdleDrafts(site.parts);
  const end = await request(site.app).get(`${address}?lang=en`);
  expect(end.text).toContain('The questionnaire was not finished');
  expect(end.text).not.toContain('have been submitted');
});
