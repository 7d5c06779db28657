import { describe, expect, test } from '@jest/globals';
import { closedSimulation, openSimulation } from '../../scripts/demo/waves.js';
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
      expect(open.opensAt.getTime()).toBeLessThan(today.now.getTime());
      expect(open.closesAt.getTime() - today.now.getTime()).toBeGreaterThan(60 * dayMs);
    }
  });

  test('are marked simulated and carry a truth for every survey and district', () => {
    const { wave } = openSimulation(setting);
    expect(wave.kind).toBe('simulated');
    expect(wave.truth).toHaveLength(24);
  });
});
