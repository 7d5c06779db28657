import { describe, expect, test } from '@jest/globals';
import { simulatedResponses, type Simulation } from '../../scripts/demo/responses.js';
import { closedSimulation, openSimulation } from '../../scripts/demo/waves.js';
import { validateAnswers } from '../../src/answers/validate.js';
import { isMissing } from '../../src/definition/answer-of.js';
import type { Response } from '../../src/responses/response.js';
import { demoSetting } from './demo-setting.js';

const setting = demoSetting();
const closed = closedSimulation(setting);
const open = openSimulation(setting);
const closedResponses = [...simulatedResponses(closed)];
const openResponses = [...simulatedResponses(open)];

/** A small part of a simulation: every twentieth interview. */
function part(simulation: Simulation): Simulation {
  return { ...simulation, work: simulation.work.filter((_, place) => place % 20 === 0) };
}

function count<T>(list: readonly T[], key: (each: T) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const each of list) {
    const name = key(each);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const ofResidents = (responses: readonly Response[]) =>
  responses.filter(({ entry, result }) => entry !== 'open' && result !== 'outOfPopulation');

/** Service users in the frame with at least one valid item, by survey and service district. */
function users(responses: readonly Response[]): Record<string, number> {
  const items = new Map(setting.surveys.map(({ definition, indexItems }) => [definition.id, indexItems]));
  const inFrame = ofResidents(responses).filter(({ result }) => result === 'complete' || result === 'partial');
  const rated = inFrame.filter(({ survey, answers }) =>
    items.get(survey)?.some((id) => answers[id] !== undefined && !isMissing(answers[id])),
  );
  return count(rated, ({ survey, service }) => `${survey} ${service?.district}`);
}

describe('the demo interviews', () => {
  test('are the same for the same seed', () => {
    const again = [...simulatedResponses(part(closedSimulation(demoSetting())))];
    expect(again).toEqual([...simulatedResponses(part(closed))]);
  });

  test('are others for another seed', () => {
    const other = [...simulatedResponses(part(closedSimulation(demoSetting({ seed: 8 }))))];
    const known = new Set(closedResponses.map(({ responseId }) => responseId));
    expect(other.some(({ responseId }) => known.has(responseId))).toBe(false);
    expect(other.map(({ answers }) => answers)).not.toEqual(
      [...simulatedResponses(part(closed))].map(({ answers }) => answers),
    );
  });

  test('have each an id of their own', () => {
    const all = [...closedResponses, ...openResponses];
    expect(new Set(all.map(({ responseId }) => responseId)).size).toBe(all.length);
    expect(all.every(({ responseId }) => /^[0-9a-f]{32}$/.test(responseId))).toBe(true);
  });

  test('break no rule of their survey when they are finished', () => {
    const byId = new Map(setting.surveys.map((survey) => [survey.definition.id, survey]));
    const finished = closedResponses.filter(({ result }) => result !== 'breakOff' && result !== 'partial');
    const broken = finished.flatMap(({ survey, answers }) => {
      const { faults, soft } = validateAnswers(byId.get(survey)!, answers);
      return [...faults, ...soft];
    });
    expect(broken).toEqual([]);
  });

  test('end in every way an interview can end', () => {
    for (const survey of setting.surveys) {
      const own = closedResponses.filter((response) => response.survey === survey.definition.id);
      const results = count(own, ({ result }) => result);
      expect(Object.keys(results).sort()).toEqual([
        'breakOff',
        'complete',
        'notServiceUser',
        'outOfPopulation',
        'partial',
      ]);
    }
  });

  test('leave some items without an opinion, and some people say in words what should improve', () => {
    const answers = closedResponses.flatMap((response) => Object.values(response.answers));
    const stated = new Set(answers.flatMap((answer) => (isMissing(answer) ? [answer.missing] : [])));
    expect(stated).toEqual(new Set(['dontKnow', 'notUsed', 'refused']));
    expect(answers.filter((answer) => typeof answer === 'string').length).toBeGreaterThan(100);
  });
});

describe('the demo fieldwork', () => {
  test('holds 1,200 interviews with residents a survey in the closed wave', () => {
    expect(count(ofResidents(closedResponses), ({ survey }) => survey)).toEqual({
      education: 1200,
      transport: 1200,
      'elderly-care': 1200,
      finance: 1200,
    });
  });

  test('has the same mode shares in every district', () => {
    const byPlace = count(
      ofResidents(closedResponses),
      ({ survey, mode, residence }) => `${survey} ${residence?.district} ${mode}`,
    );
    for (const district of closed.wave.districts) {
      const shares = ['phone', 'onsite', 'online'].map((mode) => byPlace[`education ${district} ${mode}`]);
      expect(shares).toEqual([120, 50, 30]);
    }
  });

  test('reaches fewer older people by phone and fewest online', () => {
    const older = (mode: string) => {
      const reached = ofResidents(closedResponses).filter((response) => response.mode === mode);
      return reached.filter(({ age }) => age === '60+').length / reached.length;
    };
    expect(older('phone')).toBeLessThan(older('onsite') - 0.03);
    expect(older('online')).toBeLessThan(older('phone') - 0.03);
  });

  test('finds at least 100 users of every service in every district of the closed wave', () => {
    const found = users(closedResponses);
    expect(Object.keys(found)).toHaveLength(24);
    expect(Math.min(...Object.values(found))).toBeGreaterThanOrEqual(100);
  });

  test('is below the floor in one district and survey of the open wave, and nowhere else', () => {
    const low = Object.entries(users(openResponses)).filter(([, n]) => n < 100);
    expect(low.map(([place]) => place)).toEqual(['elderly-care 330624']);
    expect(low[0]![1]).toBeGreaterThanOrEqual(30);
  });

  test('keeps every interview inside its wave and in the past', () => {
    for (const [{ wave }, responses] of [
      [closed, closedResponses],
      [open, openResponses],
    ] as const) {
      const early = responses.filter(({ times }) => times.startedAt < wave.opensAt);
      const late = responses.filter(({ times }) => times.receivedAt >= wave.closesAt || times.receivedAt > setting.now);
      const turned = responses.filter(
        ({ times }) => times.endedAt < times.startedAt || times.receivedAt < times.endedAt,
      );
      expect([early.length, late.length, turned.length]).toEqual([0, 0, 0]);
    }
  });

  test('lets each of twelve interviewers phone for several surveys on one day, one call after the other', () => {
    const calls = closedResponses.filter(({ mode }) => mode === 'phone');
    expect(new Set(calls.map(({ enumerator }) => enumerator)).size).toBe(12);
    const days = new Map<string, Response[]>();
    for (const call of calls) {
      const day = `${call.enumerator} ${call.localDate}`;
      days.set(day, [...(days.get(day) ?? []), call]);
    }
    const several = [...days.values()].filter((day) => new Set(day.map(({ survey }) => survey)).size > 1);
    expect(several.length).toBeGreaterThan(0.9 * days.size);
    const overlapping = [...days.values()].filter((day) => {
      const inOrder = day.map(({ times }) => times).sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
      return inOrder.some(({ startedAt }, place) => place > 0 && startedAt < inOrder[place - 1]!.endedAt);
    });
    expect(overlapping).toEqual([]);
  });

  test('works eight sites a district, each within one stratum', () => {
    const sites = count(
      closedResponses.filter(({ mode }) => mode === 'onsite'),
      ({ stratum, site }) => `${stratum}/${site}`,
    );
    expect(Object.keys(sites)).toHaveLength(48);
    expect(Object.keys(sites).every((name) => /^(\d{6})\/\1-0[1-8]$/.test(name))).toBe(true);
  });

  test('keeps people who came through the open link apart by their entry', () => {
    const open = closedResponses.filter(({ entry }) => entry === 'open');
    expect(open.length).toBe(4 * 48);
    expect(new Set(open.map(({ mode, sampleSource }) => `${mode} ${sampleSource}`))).toEqual(
      new Set(['online open-link']),
    );
  });
});
