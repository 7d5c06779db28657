import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { testSite, type TestSite } from '../support/app.js';
import { filled } from '../support/form.js';
import { testWave } from '../support/wave.js';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
  const tour = { id: 'tour', version: site.parts.surveys.latest('tour')!.definition.version };
  await site.parts.stores.waves.create(testWave({ surveys: [tour], kind: 'simulated' }));
});
afterAll(() => site.close());

it('asks for a question that an answer on its own page makes relevant, instead of calling it unanswered', async () => {
  const visitor = request.agent(site.app).set('Accept', 'text/html').set('Accept-Language', 'en');
  const answers = { ...answerEverything(site.parts.surveys.latest('tour')!, 4), age: 2, overall: 3 };
  let page = await visitor.get('/s/tour');
  while (!page.text.includes('name="overall"')) {
    const { action, body } = filled(page.text, answers);
    const sent = await visitor
      .post(action)
      .type('form')
      .send({ ...body, _confirmed: 'yes' });
    expect(sent.status).toBe(303);
    page = await visitor.get(sent.headers['location'] as string);
  }
  expect(page.text).not.toContain('name="reason"');
  const first = filled(page.text, answers);
  const again = await visitor.post(first.action).type('form').send(first.body);
  expect(again.status).toBe(200);
  expect(again.text).toContain('please answer this too');
  expect(again.text).not.toContain('error-summary');
  const second = filled(again.text, answers);
  expect(second.body['overall']).toBe('3');
  const unanswered = await visitor
    .post(second.action)
    .type('form')
    .send({ ...second.body, reason: '' });
  expect(unanswered.status).toBe(422);
  const sent = await visitor
    .post(second.action)
    .type('form')
    .send({ ...second.body, reason: '1' });
  expect(sent.status).toBe(303);
});
