import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { loadConfig } from '../../src/config.js';
import { testSite, type TestSite } from '../support/app.js';
import { testWave } from '../support/wave.js';
import { freshId, put, submission, type Answered } from './sending.js';

let site: TestSite;

beforeAll(async () => {
  site = await testSite(undefined, { config: loadConfig({ LOG_LEVEL: 'silent', INTAKE_PER_MINUTE: '1000000' }) });
  await site.parts.stores.waves.create(testWave());
});
afterAll(() => site.close());

const promised = [200, 201, 202, 400, 401, 403, 404, 409, 413, 422, 429];

/** Whether what was answered is what is kept: a receipt stands for a response, an acknowledgement for an item to review, a refusal for neither. */
async function isTrue(id: string, { status, body }: Answered): Promise<boolean> {
  const { responses, reviews } = site.parts.stores;
  const response = await responses.find(id);
  const filter = { state: 'waiting', survey: '', mode: '', fault: '' } as const;
  const [item] = await reviews.submissions.list(filter, { at: site.parts.now(), id: `${id}-g` }, 1);
  const isAside = item?.responseId === id;
  if (status === 200 || status === 201) return response !== undefined && response.receipt === body.receipt;
  return response === undefined && isAside === (status === 202);
}

async function holds(body: string): Promise<void> {
  const id = freshId();
  const answer: Answered = await put(site, id, body);
  expect(promised).toContain(answer.status);
  expect(await isTrue(id, answer)).toBe(true);
}

/** Values as devices, and people who are none, might send them. */
const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -2, max: 12 }) },
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('NaN', '1e999', '__proto__', '\uD800', '2026-02-30', ''),
  fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 5 }),
  fc.constantFrom({ missing: 'refused' }, { missing: 'dontKnow' }, { missing: 'notUsed' }, { missing: 'x' }),
  fc.jsonValue(),
);

describe('PUT /api/responses/:response', () => {
  it('answers any JSON with what was promised, and keeps what it acknowledges', async () => {
    await fc.assert(fc.asyncProperty(fc.json(), holds), { numRuns: 60 });
  });

  it('does so for a submission with any facts put in', async () => {
    const facts = fc.dictionary(
      fc.constantFrom(...Object.keys(submission(site)), 'sentAt', 'site', 'case', '__proto__', 'more'),
      value,
      { maxKeys: 2 },
    );
    await fc.assert(
      fc.asyncProperty(facts, (changes) => holds(JSON.stringify({ ...submission(site), ...changes }))),
      { numRuns: 100 },
    );
  });

  it('does so for a submission with any answers put in', async () => {
    const ids = Object.keys(submission(site).answers);
    const answers = fc.dictionary(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ids) }, fc.string()), value, {
      maxKeys: 4,
    });
    await fc.assert(
      fc.asyncProperty(answers, (changes) => {
        const sent = submission(site);
        return holds(JSON.stringify({ ...sent, answers: { ...sent.answers, ...changes } }));
      }),
      { numRuns: 150 },
    );
  });

  it('does so for a submission at any moments', async () => {
    const moment = fc.oneof(
      fc
        .date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
        .map((date) => date.toISOString()),
      fc.constantFrom(
        '2016-12-31T23:59:60Z',
        '2026-11-20T01:50:00+14:00',
        '2026-11-20t01:50:00z',
        '2026-11-20 01:50:00Z',
      ),
    );
    const times = fc.record({ startedAt: moment, endedAt: moment, sentAt: moment }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(times, (changes) => holds(JSON.stringify({ ...submission(site), ...changes }))),
      { numRuns: 80 },
    );
  });
});
