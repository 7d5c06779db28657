import { describe, expect, it } from '@jest/globals';
import type { Response } from '../../src/responses/response.js';
import { follow, nothingFollowed } from '../../src/waves/followed.js';
import { measuredWaves } from '../../src/waves/measured.js';
import { revisionOf } from '../../src/waves/revision.js';
import { realSurveys, sampleResponses, sampleWave, sha256 } from '../reports/sample-wave.js';

const wave = sampleWave();
const start = new Date('2026-11-20T02:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + 1000 * seconds);

function received(response: Response, at: Date): Response {
  return { ...response, times: { ...response.times, receivedAt: at } };
}

const [first, second, third] = sampleResponses(wave) as [Response, Response, Response];

/** A source whose rows can be added to; it notes from when it was asked. */
function sourceOf(rows: Response[]) {
  const asked: (Date | undefined)[] = [];
  return {
    rows,
    asked,
    async *ofWave(_wave: string, since?: Date): AsyncGenerator<Response> {
      asked.push(since);
      yield* rows
        .filter(({ times }) => !since || times.receivedAt >= since)
        .toSorted((a, b) => a.times.receivedAt.getTime() - b.times.receivedAt.getTime());
    },
    countOfWave: async () => rows.length,
  };
}

describe('following the responses of a wave', () => {
  it('looks back ten seconds, so that a write which became visible late is taken, and takes nothing twice', async () => {
    const source = sourceOf([received(first, start)]);
    const followed = nothingFollowed();
    await follow(followed, wave.id, source, { now: start, sha256 });
    source.rows.push(received(second, later(-9)));
    expect(await follow(followed, wave.id, source, { now: later(1), sha256 })).toBe(true);
    expect(await follow(followed, wave.id, source, { now: later(2), sha256 })).toBe(false);
    expect(followed.responses.size).toBe(2);
    expect(source.asked).toEqual([undefined, later(-10), later(-10)]);
  });

  it('finds rows with a much earlier time of receipt by counting, within ten minutes', async () => {
    const source = sourceOf([received(first, start)]);
    const followed = nothingFollowed();
    await follow(followed, wave.id, source, { now: start, sha256 });
    source.rows.push(received(second, later(-3600)));
    expect(await follow(followed, wave.id, source, { now: later(599), sha256 })).toBe(false);
    expect(await follow(followed, wave.id, source, { now: later(600), sha256 })).toBe(true);
    expect(followed.responses.size).toBe(2);
  });

  it('comes to one revision in every process, whatever the order in which rows came', async () => {
    const rows = [received(first, start), received(second, later(1)), received(third, later(2))];
    const whole = nothingFollowed();
    await follow(whole, wave.id, sourceOf(rows), { now: start, sha256 });
    const source = sourceOf([received(third, later(2))]);
    const piecewise = nothingFollowed();
    await follow(piecewise, wave.id, source, { now: start, sha256 });
    source.rows.push(received(second, later(1)), received(first, start));
    await follow(piecewise, wave.id, source, { now: later(3), sha256 });
    expect(revisionOf(piecewise)).toEqual(revisionOf(whole));
    expect(revisionOf(whole)).toMatchObject({ responses: 3, latest: '2026-11-20T02:00:02.000Z' });
  });

  it('takes what changed after it was received, however long ago that was, and a change that became visible late', async () => {
    const old = received(first, start);
    const rows = [old, received(second, later(3600))];
    const source = {
      ...sourceOf(rows),
      async *ofWave(_wave: string, since?: Date, changedSince?: Date): AsyncGenerator<Response> {
        yield* rows.filter(({ times }) => !since || times.receivedAt >= since);
        yield* rows.filter(({ changedAt }) => changedSince && changedAt && changedAt >= changedSince);
      },
    };
    const followed = nothingFollowed();
    await follow(followed, wave.id, source, { now: later(3600), sha256 });
    expect(await follow(followed, wave.id, source, { now: later(3601), sha256 })).toBe(false);
    const exclusion = { by: 'chief', at: later(3610), reason: 'test call', ground: 'test' as const };
    rows[1] = { ...rows[1]!, exclusion, revision: 1, changedAt: later(3610) };
    expect(await follow(followed, wave.id, source, { now: later(3611), sha256 })).toBe(true);
    rows[0] = { ...old, exclusion, revision: 1, changedAt: later(3601) };
    expect(await follow(followed, wave.id, source, { now: later(3612), sha256 })).toBe(true);
    expect([...followed.responses.values()].filter(({ exclusion }) => exclusion)).toHaveLength(2);
    expect(await follow(followed, wave.id, source, { now: later(3613), sha256 })).toBe(false);
  });

  it('comes to another revision when an answer differs or a response is excluded', async () => {
    const revision = async (row: Response) => {
      const followed = nothingFollowed();
      await follow(followed, wave.id, sourceOf([row]), { now: start, sha256 });
      return revisionOf(followed).id;
    };
    const row = received(first, start);
    const exclusion = { by: 'chief', at: start, reason: 'test call', ground: 'test' as const };
    const revisions = [
      await revision(row),
      await revision({ ...row, contentHash: 'other' }),
      await revision({ ...row, exclusion }),
    ];
    expect(new Set(revisions).size).toBe(3);
  });
});

describe('measuring a wave', () => {
  it('measures again only when something changed', async () => {
    const source = sourceOf([received(first, start)]);
    const measure = measuredWaves({ responses: source, surveys: realSurveys(), sha256 });
    const before = await measure(wave, start);
    expect(await measure(wave, later(1))).toBe(before);
    source.rows.push(received(second, later(2)));
    const after = await measure(wave, later(3));
    expect(after.measurement.frame.rows).toBe(2);
    expect(after.revision.id).not.toBe(before.revision.id);
  });

  it('answers calls at the same time from one reading after another, each with what had come', async () => {
    const source = sourceOf([received(first, start), received(second, later(1))]);
    const measure = measuredWaves({ responses: source, surveys: realSurveys(), sha256 });
    const [one, other] = await Promise.all([measure(wave, later(2)), measure(wave, later(2))]);
    expect(one).toBe(other);
    expect(one.responses).toHaveLength(2);
  });

  it('goes on after the database failed once', async () => {
    const source = sourceOf([received(first, start)]);
    let down = true;
    const flaky = {
      ...source,
      async *ofWave(id: string, since?: Date) {
        if (down) throw new Error('no database');
        yield* source.ofWave(id, since);
      },
    };
    const measure = measuredWaves({ responses: flaky, surveys: realSurveys(), sha256 });
    await expect(measure(wave, start)).rejects.toThrow('no database');
    down = false;
    expect((await measure(wave, start)).responses).toHaveLength(1);
  });

  it('measures a wave that nobody has answered yet', async () => {
    const measure = measuredWaves({ responses: sourceOf([]), surveys: realSurveys(), sha256 });
    const { measurement, revision } = await measure(wave, start);
    expect(measurement.scores.every(({ figure }) => figure.status === 'notShown')).toBe(true);
    expect(revision).toMatchObject({ responses: 0, latest: '', id: '0-000000000000' });
  });
});
