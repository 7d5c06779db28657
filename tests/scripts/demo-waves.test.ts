import { describe, expect, test } from '@jest/globals';
import { closedSimulation, earlierSimulation, openSimulation } from '../../scripts/demo/waves.js';
import { baselineOf } from '../../src/measurement/baseline.js';
import type { Wave } from '../../src/waves/wave.js';
import { demoSetting } from './demo-setting.js';

const setting = demoSetting();
const dayMs = 86_400_000;
const at = (now: string) => ({ ...setting, now: new Date(now) });

describe('the demo waves', () => {
  test('are the quarter before, and one that began three weeks ago', () => {
    const closed = closedSimulation(at('2026-08-20T04:00:00Z')).wave;
    const open = openSimulation(at('2026-08-20T04:00:00Z')).wave;
    expect([closed.id, closed.opensAt.toISOString(), closed.closesAt.toISOString()]).toEqual([
      'demo-2026q2',
      '2026-03-31T16:00:00.000Z',
      '2026-06-30T16:00:00.000Z',
    ]);
    expect(open.opensAt.toISOString()).toBe('2026-07-29T16:00:00.000Z');
  });

  test('never overlap, whatever the day of the year', () => {
    for (let day = 0; day < 366; day++) {
      const today = { ...setting, now: new Date(Date.UTC(2026, 0, 1, 5) + day * dayMs) };
      const closed = closedSimulation({ ...today, surveys: [] }).wave;
      const open = openSimulation({ ...today, surveys: [] }).wave;
      expect(closed.closesAt.getTime()).toBeLessThanOrEqual(open.opensAt.getTime());
      expect(closed.id).not.toBe(open.id);
      const earlier = earlierSimulation({ ...today, surveys: [] }).wave;
      expect(earlier.closesAt).toEqual(closed.opensAt);
      expect(open.opensAt.getTime()).toBeLessThan(today.now.getTime());
      expect(open.closesAt.getTime() - today.now.getTime()).toBeGreaterThan(60 * dayMs);
    }
  });

  test('follow one another, so that each is compared with the one before it', () => {
    const [earlier, closed, open] = [earlierSimulation, closedSimulation, openSimulation].map(
      (simulation) => simulation(setting).wave,
    ) as [Wave, Wave, Wave];
    expect(earlier.id).toBe('demo-2026q1');
    expect([open, closed, earlier].map((wave) => baselineOf(wave, [open, closed, earlier]).wave?.id)).toEqual([
      closed.id,
      earlier.id,
      undefined,
    ]);
  });

  test('have a true change that is known: one district rose between the closed ones, one fell, the others stayed', () => {
    const [before, now] = [earlierSimulation, closedSimulation].map(
      (simulation) => simulation(setting).wave.truth ?? [],
    );
    const changes = (now ?? []).map(({ index, district }, at) => ({
      district,
      change: index - (before?.[at]?.index ?? 0),
    }));
    const of = (place: number) =>
      changes.filter(({ district }) => district === setting.places.districts[place]).map(({ change }) => change);
    expect(of(2).every((change) => change > 2.5 && change < 4)).toBe(true);
    expect(of(4).every((change) => change < -2.5 && change > -4)).toBe(true);
    // Opinions are of the district of service: whoever comes from elsewhere changes nothing.
    expect([0, 1, 3, 5].flatMap(of).every((change) => Math.abs(change) < 1e-9)).toBe(true);
  });

  test('are marked simulated and carry a truth for every survey and district', () => {
    const { wave } = openSimulation(setting);
    expect(wave.kind).toBe('simulated');
    expect(wave.truth).toHaveLength(24);
  });
});
