import { describe, expect, test } from '@jest/globals';
import { simulatedAttempts } from '../../scripts/demo/attempts.js';
import { linkBatches } from '../../scripts/demo/links.js';
import { simulatedResponses, type Simulation } from '../../scripts/demo/responses.js';
import { closedSimulation } from '../../scripts/demo/waves.js';
import { fieldCases } from '../../src/fieldwork/field-case.js';
import { fieldRates } from '../../src/fieldwork/field-rates.js';
import { sha256 } from '../../src/web/digest.js';
import { demoSetting } from './demo-setting.js';

const hmac = (text: string) => sha256(`secret ${text}`);
const whole = closedSimulation({ ...demoSetting(), hmac });
const simulation: Simulation = { ...whole, work: whole.work.filter((_, place) => place % 10 === 0) };
const responses = [...simulatedResponses(simulation)];
const attempts = responses.flatMap((response) => simulatedAttempts(response, simulation.seed));

describe('the attempts of the demo', () => {
  test('are the same for the same seed, each with an id of its own', () => {
    expect(responses.flatMap((response) => simulatedAttempts(response, simulation.seed))).toEqual(attempts);
    expect(new Set(attempts.map(({ attemptId }) => attemptId)).size).toBe(attempts.length);
  });

  test('hold every interview by phone or on site once, and none online', () => {
    const ids = new Set(attempts.map(({ responseId }) => responseId));
    const held = responses.filter(({ mode, responseId }) => (mode === 'online') === ids.has(responseId));
    expect(held).toEqual([]);
  });

  test('give rates as such surveys have them', () => {
    const cases = fieldCases({ attempts, responses }, simulation.wave, new Date('2026-10-01T00:00:00Z'));
    const [phone, onsite] = fieldRates(cases, { untouched: 0, underWay: 0 }, simulation.wave.districts).ways;
    expect(phone).toMatchObject({ mode: 'phone', reach: 'listed', unrecorded: 0 });
    expect(phone?.rates.RR1).toBeGreaterThan(0.25);
    expect(phone?.rates.RR3).toBeLessThan(0.5);
    expect(onsite?.rates.COOP1).toBeGreaterThan(0.5);
    expect(onsite?.rates.COOP1).toBeLessThan(0.8);
  });
});

test('interviews by personal link come from links that were made, four for each', () => {
  const made = new Map(linkBatches(simulation).flatMap(({ made }) => made.map((link) => [link.tokenHash, link])));
  const byLink = responses.filter(({ entry }) => entry === 'token');
  expect(made.size).toBe(4 * byLink.length);
  const strange = byLink.filter(({ tokenHash, linkBatch, responseId }) => {
    const link = made.get(tokenHash ?? '');
    return link?.batch !== linkBatch || link?.responseHash !== sha256(responseId);
  });
  expect(strange).toEqual([]);
});
