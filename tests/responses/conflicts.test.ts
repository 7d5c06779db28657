import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conflict, post, recordedOf, reviewDesk, type Desk } from './reviewing.js';
import { freshId, put, submission } from './sending.js';

let desk: Desk;

beforeAll(async () => {
  desk = await reviewDesk();
});
afterAll(() => desk.close());

const stored = async (id: string) => (await desk.site.parts.stores.responses.find(id))!;
const settle = (agent: Desk['chen'], address: string, fields: Record<string, string>) =>
  post(agent, address, address, fields);

describe('a conflict', () => {
  it('is listed with its number in the navigation, and shows both versions in words with what differs', async () => {
    const { id, address } = await conflict(desk);
    const list = await desk.chen.get('/intake?kind=conflicts');
    expect(list.text).toContain(`href="${address}"`);
    expect(list.text).toMatch(/href="\/intake">Review<span class="waiting-number" aria-hidden="true">1</);
    const { text } = await desk.chen.get(address);
    expect(text).toContain((await stored(id)).receipt);
    const differing = text.slice(text.indexOf('Answers that differ'), text.indexOf('<details'));
    expect(differing).toMatch(/<td data-head="Earlier">8<\/td>\s*<td data-head="Later">3<\/td>/);
    expect(differing).not.toContain('Yuecheng');
    expect(text.slice(text.indexOf('<details'))).toContain('Yuecheng');
  });

  it('settled for the earlier version changes nothing, and stays on record with who, when and why', async () => {
    const { id, address } = await conflict(desk);
    const before = await stored(id);
    const done = await settle(desk.chen, address, { decision: 'keep', reason: 'Tablet sent twice' });
    expect([done.status, done.headers['location']]).toEqual([303, address]);
    expect(await stored(id)).toEqual(before);
    const { text } = await desk.wang.get('/intake?kind=conflicts&state=decided');
    expect(text).toContain(`href="${address}"`);
    expect(text).toContain('Decided by chen at 2026-11-20 10:00');
    expect(text).toContain('Reason: Tablet sent twice');
    expect((await desk.wang.get('/intake?kind=conflicts')).text).not.toContain(`href="${address}"`);
    expect(await recordedOf(desk, id)).toEqual(['conflict.settle intent by chen', 'conflict.settle done by chen']);
  });

  it('settled for the later version corrects the response: the receipt stays, both senders get it, and the history keeps the old answers', async () => {
    const { id, address } = await conflict(desk);
    const before = await stored(id);
    await settle(desk.chen, address, { decision: 'take', reason: 'The second visit counts' });
    const after = await stored(id);
    const [change] = after.history!;
    expect(change).toMatchObject({ revision: 1, kind: 'corrected', by: 'chen', reason: 'The second visit counts' });
    expect([change!.before!.answers, change!.before!.contentHash]).toEqual([before.answers, before.contentHash]);
    expect(after.answers).not.toEqual(before.answers);
    for (const rating of [8, 3]) {
      const again = await put(desk.site, id, submission(desk.site, {}, rating));
      expect([again.status, (again.body as { receipt: string }).receipt]).toEqual([200, before.receipt]);
    }
    const { text } = await desk.chen.get(address);
    expect(text).toContain('Later taken');
    expect(text).toMatch(/<td data-head="Earlier">8<\/td>\s*<td data-head="Later">3<\/td>/);
  });

  it('is settled by one of two people at once, and the other is told', async () => {
    for (const round of [1, 2, 3]) {
      const { id, address } = await conflict(desk);
      const answers = await Promise.all([
        settle(desk.chen, address, { decision: 'keep', reason: `first ${round}` }),
        settle(desk.wang, address, { decision: 'take', reason: `second ${round}` }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
      const late = answers.find(({ status }) => status === 409)!;
      expect(late.text).toContain('Somebody settled this conflict first');
      const isTaken = answers[1].status === 303;
      expect((await stored(id)).history ?? []).toHaveLength(isTaken ? 1 : 0);
      expect(late.text).toContain(isTaken ? 'Later taken' : 'Earlier kept');
      expect((await recordedOf(desk, id)).filter((line) => line.includes('failed'))).toHaveLength(1);
    }
  });

  it('sent twice by one person is settled once', async () => {
    const { id, address } = await conflict(desk);
    const fields = { decision: 'take', reason: 'once' };
    const answers = await Promise.all([settle(desk.chen, address, fields), settle(desk.chen, address, fields)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await stored(id)).history).toHaveLength(1);
  });

  it.each([
    [{ decision: 'keep', reason: '' }, 'Please give a reason'],
    [{ decision: 'keep', reason: ' 　 ' }, 'Please give a reason'],
    [{ decision: 'take', reason: 'call 13812345678' }, 'must not hold a telephone'],
    [{ reason: 'because' }, 'Please choose which version stands'],
  ])('is not settled by %j', async (fields, words) => {
    const { id, address } = await conflict(desk);
    const answer = await settle(desk.chen, address, fields);
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
    expect((await desk.chen.get(address)).text).toContain('Which version stands');
    expect(await recordedOf(desk, id)).toEqual([]);
  });

  it('decided for the later version by a server that stopped half way can be finished by anybody', async () => {
    const { id, address } = await conflict(desk);
    const decision = { by: 'chen', at: desk.site.parts.now(), reason: 'stopped here' };
    await desk.site.parts.stores.reviews.conflicts.decide(address.split('/').at(-1)!, 'taken', decision);
    expect((await desk.wang.get(address)).text).toContain('Finish the correction');
    const done = await settle(desk.wang, address, { decision: 'take', reason: 'finishing' });
    expect(done.status).toBe(303);
    expect((await stored(id)).history).toMatchObject([{ by: 'chen', reason: 'stopped here' }]);
    expect((await settle(desk.wang, address, { decision: 'take', reason: 'again' })).status).toBe(409);
    expect((await stored(id)).history).toHaveLength(1);
  });

  it('keeps what was corrected meanwhile in the history, under the version that was taken', async () => {
    const { id, address } = await conflict(desk);
    const page = `/responses/${id}`;
    await post(desk.wang, page, `${page}/exclude`, { ground: 'test', reason: 'meanwhile', revision: '0' });
    await settle(desk.chen, address, { decision: 'take', reason: 'later' });
    const after = await stored(id);
    expect(after.history!.map(({ kind, revision }) => [kind, revision])).toEqual([
      ['excluded', 1],
      ['corrected', 2],
    ]);
    expect(after.exclusion).toMatchObject({ ground: 'test' });
  });

  it('between two surveys can only be settled for the earlier one', async () => {
    const id = freshId();
    await put(desk.site, id, submission(desk.site));
    const response = await stored(id);
    const submitted = { ...response, survey: 'finance', contentHash: 'f'.repeat(64) };
    const kept = { responseId: id, contentHash: submitted.contentHash, receivedAt: desk.site.parts.now(), submitted };
    await desk.site.parts.stores.responses.keepConflict(kept);
    const address = `/intake/conflicts/${id}:${submitted.contentHash}`;
    const answer = await settle(desk.chen, address, { decision: 'take', reason: 'try' });
    expect([answer.status, answer.text.includes('different surveys')]).toEqual([422, true]);
    expect((await settle(desk.chen, address, { decision: 'keep', reason: 'other survey' })).status).toBe(303);
  });

  it('that does not exist is no page', async () => {
    expect((await desk.chen.get('/intake/conflicts/none')).status).toBe(404);
    expect((await settle(desk.chen, '/intake/conflicts/none', { decision: 'keep', reason: 'x' })).status).not.toBe(303);
  });
});
