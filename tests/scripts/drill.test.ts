import { describe, expect, it } from '@jest/globals';
import { killDrill } from '../../scripts/drill/kill.js';

describe('a server that is killed with -9 amid submissions', () => {
  it('keeps every acknowledged response exactly once, whole, and in every index', async () => {
    const report = await killDrill({ rounds: 2, senders: 8, longest: 800, port: 3917, say: () => undefined });
    expect(report).toMatchObject({ lost: 0, broken: 0, indexesApart: [], wrong: [] });
    expect(report.acknowledged).toBeGreaterThan(10);
    expect(report.stored).toBeGreaterThanOrEqual(report.acknowledged);
    expect(report.repeats).toBeGreaterThan(0);
  }, 60_000);
});
