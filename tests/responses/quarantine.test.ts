import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import type { Agent } from '../accounts/site.js';
import { addAccount, signedIn, tokenOn } from '../accounts/site.js';
import { testWave } from '../support/wave.js';
import { post, quarantined, recordedOf, reviewDesk, type Desk } from './reviewing.js';
import { freshId, put, submission } from './sending.js';

let desk: Desk;

beforeAll(async () => {
  desk = await reviewDesk();
});
afterAll(() => desk.close());

const find = (id: string) => desk.site.parts.stores.responses.find(id);
const release = (agent: Agent, address: string, fields: Record<string, string>) =>
  post(agent, address, `${address}/release`, fields);
const reject = (agent: Agent, address: string, fields: Record<string, string>) =>
  post(agent, address, `${address}/reject`, fields);

const outside = { startedAt: '2026-10-31T00:00:00Z', endedAt: '2026-10-31T00:10:00Z' };
const everything = () => answerEverything(desk.site.parts.surveys.latest('transport')!);

describe('a quarantined submission', () => {
  it('is listed with its faults in words, and filtered by survey, mode and fault', async () => {
    const { address } = await quarantined(desk, outside);
    const list = (query: string) => desk.chen.get(`/intake?kind=submissions${query}`);
    const { text } = await list('');
    expect(text).toContain(`href="${address}"`);
    expect(text).toContain('It began outside the wave');
    for (const query of ['&survey=transport', '&mode=online', '&fault=submission.outsideWave'])
      expect((await list(query)).text).toContain(`href="${address}"`);
    for (const query of ['&survey=finance', '&mode=phone', '&fault=submission.late', '&state=decided'])
      expect((await list(query)).text).not.toContain(`href="${address}"`);
    expect((await list('&survey=finance')).text).toContain('Nothing fits the filter.');
  });

  it('outside the wave is let in by a person, flagged, with the receipt that its device then gets', async () => {
    const { id, address } = await quarantined(desk, outside);
    expect((await desk.chen.get(address)).text).toContain('You answer for these circumstances');
    const done = await release(desk.chen, address, { reason: 'Asked a day early by agreement' });
    expect([done.status, done.headers['location']]).toEqual([303, address]);
    const response = await find(id);
    expect(response).toMatchObject({
      result: 'complete',
      qualityFlags: ['released'],
      history: [{ revision: 0, kind: 'released', by: 'chen', reason: 'Asked a day early by agreement' }],
    });
    const again = await put(desk.site, id, submission(desk.site, outside));
    expect([again.status, (again.body as { receipt: string }).receipt]).toEqual([200, response!.receipt]);
    expect(await recordedOf(desk, id)).toEqual([
      'quarantine.release intent by chen',
      'quarantine.release done by chen',
    ]);
    const text = (await desk.wang.get(`/responses/${id}`)).text;
    expect(text).toContain('Let in after quarantine');
    expect(text).toContain('Released by a person');
  });

  it.each([
    ['late', { wave: 'w0', startedAt: '2026-05-10T01:00:00Z', endedAt: '2026-05-10T01:05:00Z' }],
    ['of another definition', { definitionHash: '0'.repeat(64) }],
    ['from the future', { startedAt: '2026-11-22T01:00:00Z', endedAt: '2026-11-22T01:05:00Z' }],
    ['that ends before it begins', { endedAt: '2026-11-20T01:00:00Z' }],
    ['with a time that cannot be read', { startedAt: '2016-12-31T23:59:60Z', endedAt: '2016-12-31T23:59:60Z' }],
  ])('%s can be let in', async (_, changes) => {
    const { waves } = desk.site.parts.stores;
    const [opensAt, closesAt] = [new Date('2026-05-01T00:00:00Z'), new Date('2026-06-01T00:00:00Z')];
    if (!(await waves.find('w0'))) await waves.create(testWave({ id: 'w0', opensAt, closesAt }));
    const { id, address } = await quarantined(desk, changes);
    expect((await release(desk.chen, address, { reason: 'checked by telephone' })).status).toBe(303);
    const response = (await find(id))!;
    expect(Number.isNaN(response.times.startedAt.getTime() + response.times.endedAt.getTime())).toBe(false);
    expect(response.localDate).toMatch(/^2026-/);
  });

  it.each([
    ['an unknown version', { version: 9 }],
    ['an unknown wave', { wave: 'w9' }],
  ])('of %s can only be refused', async (_, changes) => {
    const { id, address } = await quarantined(desk, changes);
    expect((await desk.chen.get(address)).text).toContain('It cannot be let in:');
    const tried = await release(desk.chen, address, { reason: 'try', leaveOut: 'yes' });
    expect([tried.status, await find(id)]).toEqual([422, undefined]);
    expect((await reject(desk.chen, address, { reason: 'test device' })).status).toBe(303);
  });

  it('of an unknown source is let in from one that a person names; a personal link is none that anybody may claim', async () => {
    const { id, address } = await quarantined(desk, { sampleSource: 'nowhere' });
    for (const source of ['', 'links', 'phone-list', 'nowhere'])
      expect((await release(desk.chen, address, { reason: 'try', source })).status).toBe(422);
    expect((await release(desk.chen, address, { reason: 'old poster', source: 'open' })).status).toBe(303);
    expect(await find(id)).toMatchObject({ sampleSource: 'open', entry: 'open' });
  });

  it('keeps the enumerator who sent it', async () => {
    await addAccount(desk.site, 'li', 'enumerator');
    const li = await signedIn(desk.site, 'li');
    const token = await tokenOn(li, '/account');
    const id = freshId();
    const sent = submission(desk.site, { mode: 'onsite', sampleSource: 'nowhere', site: 'market' });
    const answer = await li.put(`/api/responses/${id}`).set('X-CSRF-Token', token).type('json').send(sent);
    expect(answer.status).toBe(202);
    const [item] = await desk.site.parts.stores.reviews.submissions.list(
      { state: 'waiting', survey: '', mode: 'onsite', fault: '' },
      undefined,
      1,
    );
    await release(desk.chen, `/intake/quarantine/${item!.id}`, { reason: 'source renamed', source: 'street' });
    expect(await find(id)).toMatchObject({ enumerator: 'li', site: 'market', mode: 'onsite', entry: 'intercept' });
  });

  it('with faulty answers is let in only without them, after they were named; the result follows from what is left', async () => {
    const answers = { ...everything(), sex: 7 };
    const { id, address } = await quarantined(desk, { answers });
    const { text } = await desk.chen.get(address);
    expect(text).toContain('Leave the faulty answers out (1, listed above)');
    expect(text).toContain('left out on release');
    const tried = await release(desk.chen, address, { reason: 'as it is' });
    expect([tried.status, await find(id)]).toEqual([422, undefined]);
    expect((await release(desk.chen, address, { reason: 'sex unknown', leaveOut: 'yes' })).status).toBe(303);
    const response = (await find(id))!;
    expect(response.answers['sex']).toBeUndefined();
    expect(response.sex).toBeUndefined();
    expect(response.history).toMatchObject([{ kind: 'released', leftOut: ['sex'] }]);
    const { submissions } = desk.site.parts.stores.reviews;
    const item = await submissions.find(address.split('/').at(-1)!);
    expect((JSON.parse(item!.submission) as { answers: object }).answers).toEqual(answers);
  });

  it('that answers little is let in as a break-off, and half of it as partial', async () => {
    const { indexItems } = desk.site.parts.surveys.latest('transport')!;
    const share = async (kept: number) => {
      const gone = new Set(indexItems.slice(Math.ceil(indexItems.length * kept)));
      const answers = Object.fromEntries(Object.entries(everything()).filter(([id]) => !gone.has(id)));
      const { id, address } = await quarantined(desk, { answers });
      await release(desk.chen, address, { reason: 'battery died', leaveOut: 'yes' });
      return (await find(id))?.result;
    };
    expect([await share(0.1), await share(0.6), await share(0.85)]).toEqual(['breakOff', 'partial', 'complete']);
  });

  it('is let in once by two people at once, and the other is told', async () => {
    for (const rounds of [1, 2, 3]) {
      const { id, address } = await quarantined(desk, { ...outside, site: `round ${rounds}` });
      const answers = await Promise.all([
        release(desk.chen, address, { reason: 'first' }),
        release(desk.wang, address, { reason: 'second' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
      expect(answers.find(({ status }) => status === 409)!.text).toContain(
        'Somebody decided about these answers first',
      );
      const by = answers[0].status === 303 ? 'chen' : 'wang';
      expect((await find(id))!.history).toMatchObject([{ by }]);
      expect((await release(desk.chen, address, { reason: 'a third time' })).status).toBe(409);
      expect((await find(id))!.history).toHaveLength(1);
    }
  });

  it('is either let in or refused by two people at once', async () => {
    const { id, address } = await quarantined(desk, outside);
    const [let_, refused] = await Promise.all([
      release(desk.chen, address, { reason: 'in' }),
      reject(desk.wang, address, { reason: 'out' }),
    ]);
    expect([let_.status, refused.status].sort()).toEqual([303, 409]);
    expect((await find(id)) !== undefined).toBe(let_.status === 303);
  });

  it('that is refused stays on record, is acknowledged again when it is sent again, and is no response', async () => {
    const { id, address } = await quarantined(desk, outside);
    const before = await desk.site.parts.stores.responses.waiting();
    expect((await reject(desk.chen, address, { reason: '' })).status).toBe(422);
    expect((await reject(desk.chen, address, { reason: 'training day' })).status).toBe(303);
    expect((await put(desk.site, id, submission(desk.site, outside))).status).toBe(202);
    expect((await desk.site.parts.stores.responses.waiting()).quarantined).toBe(before.quarantined - 1);
    expect(await find(id)).toBeUndefined();
    expect((await release(desk.wang, address, { reason: 'after all' })).status).toBe(409);
    expect((await desk.wang.get(address)).text).toContain('Reason: training day');
    expect(await recordedOf(desk, id)).toContain('quarantine.reject done by chen');
  });

  it('of a response that is kept already adds nothing when it is the same, and is a conflict when it is not', async () => {
    const id = freshId();
    await put(desk.site, id, submission(desk.site));
    const before = await find(id);
    const waiting = () => desk.site.parts.stores.responses.waiting();
    const other = await quarantined(desk, { ...outside, answers: everything(), language: 'en' }, id);
    const { conflicts } = await waiting();
    await release(desk.chen, other.address, { reason: 'same person' });
    expect([await find(id), (await waiting()).conflicts]).toEqual([before, conflicts + 1]);
  });

  it('decided by a server that stopped half way can be finished by anybody', async () => {
    const { id, address } = await quarantined(desk, outside);
    const decision = { by: 'chen', at: desk.site.parts.now(), reason: 'stopped here', leaveOut: false };
    const { submissions } = desk.site.parts.stores.reviews;
    await submissions.decide(address.split('/').at(-1)!, 'released', decision);
    expect((await desk.wang.get(address)).text).toContain('not there yet');
    expect((await release(desk.wang, address, { reason: 'finishing' })).status).toBe(303);
    expect((await find(id))!.history).toMatchObject([{ by: 'chen', reason: 'stopped here' }]);
  });

  it('forgets the address it came from as soon as it is decided', async () => {
    const { address } = await quarantined(desk, outside);
    const { submissions } = desk.site.parts.stores.reviews;
    const id = address.split('/').at(-1)!;
    expect(await submissions.find(id)).toHaveProperty('sender');
    await reject(desk.chen, address, { reason: 'nonsense' });
    expect(await submissions.find(id)).not.toHaveProperty('sender');
  });
});

describe('the list', () => {
  it('shows every item once, page by page, newest first', async () => {
    const own = await reviewDesk();
    expect((await own.chen.get('/intake')).text).toContain('Nothing is waiting.');
    const sent: string[] = [];
    for (let at = 0; at < 60; at += 1) {
      own.site.setNow(new Date(Date.UTC(2026, 10, 20, 2, 0, Math.floor(at / 4))));
      sent.push((await quarantined(own, outside)).address);
    }
    const seen: string[] = [];
    let page: string | undefined = '/intake';
    while (page) {
      const { text } = await own.chen.get(page);
      seen.push(...[...text.matchAll(/<h2><a href="([^"]+)"/g)].map(([, href]) => href!));
      page = /<a class="button secondary" href="([^"]+after=[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    await own.close();
    expect(seen).toHaveLength(60);
    expect([...seen].sort()).toEqual([...sent].sort());
    expect(seen.indexOf(sent[59]!)).toBeLessThan(4);
  }, 60_000);

  it('finds a response by its receipt however it is typed, and by its id', async () => {
    const id = freshId();
    const { receipt } = (await put(desk.site, id, submission(desk.site))).body as { receipt: string };
    for (const typed of [receipt, receipt.toLowerCase(), receipt.replaceAll('-', ' '), ` ${id} `]) {
      const answer = await desk.chen.get(`/intake?find=${encodeURIComponent(typed)}`);
      expect([answer.status, answer.headers['location']]).toEqual([303, `/responses/${id}`]);
    }
    const none = await desk.chen.get('/intake?find=<b>x</b>');
    expect([none.status, none.text.includes('&lt;b&gt;x&lt;/b&gt;')]).toEqual([200, true]);
  });

  it.each([
    'after=0-',
    'after=x',
    'after=99999999999999999999-a',
    'survey[]=1',
    'state=%00',
    'mode=fax',
    'fault=$where',
  ])('bears %s in its address', async (query) => {
    expect((await desk.chen.get(`/intake?${query}`)).status).toBe(200);
  });
});
