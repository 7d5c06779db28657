import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestSite } from '../support/app.js';
import { bytesOf, countsOf, fixtureMap, importFile, importSite, problemsOf, shopFile, shopRow } from './support.js';

let site: TestSite;
beforeAll(async () => {
  site = await importSite();
});
afterAll(() => site.close());

describe('a row is rejected with its number, column, value and reason', () => {
  it.each([
    ['a missing answer', { 性别: '' }, '性别 "": Please answer this question'],
    ['no option', { 性别: '其他' }, '性别 "其他": Please choose one of the options'],
    ['a code the file does not explain', { 整洁: '还行' }, '整洁 "还行": Please choose one of the options'],
    ['a mark off the scale', { 总体: '６' }, '总体 "６": Please enter a number from 1 to 5'],
    ['no number', { 次数: '几次' }, '次数 "几次": Please enter a number in figures, for example 12'],
    ['a number out of range', { 次数: '61' }, '次数 "61": Please enter a number from 0 to 60'],
    ['a number too precise', { 次数: '6.5' }, '次数 "6.5": At most 0 decimals'],
    ['a text too long', { 建议: '长'.repeat(41) }, `建议 "${'长'.repeat(41)}": At most 40 characters`],
    [
      'a non-answer the question does not take',
      { 性别: 'dontKnow' },
      '性别 "dontKnow": This question cannot be answered that way',
    ],
    ['answers that disagree', { 次数: '2', 周末: '3' }, '周末 "3": Weekend visits cannot be more than all visits'],
    ['an unreadable time', { 时间: 'noon' }, '时间 "noon": The time cannot be read; write it as 2026-03-05 14:20'],
    [
      'a time before the wave',
      { 时间: '2026-11-01 07:59:59' },
      '时间 "2026-11-01 07:59:59": The interview is earlier than the wave',
    ],
    ['a time in the future', { 时间: '2026-11-20 10:20' }, '时间 "2026-11-20 10:20": The interview lies in the future'],
    [
      'an enumerator that is a phone number',
      { 访问员: '电话 138 0013 8000' },
      '访问员 "***": This looks like a phone or identity number, which is never stored; use the number of the case or the enumerator',
    ],
    ['a name that is too long', { 访问员: 'x'.repeat(81) }, `访问员 "${'x'.repeat(60)}…": At most 80 characters`],
    ['no identity', { 编号: ' ' }, '编号 "": The identity column is empty'],
    [
      "an identity that is a person's number",
      { 编号: '33060219800101123X' },
      '编号 "***": This looks like a phone or identity number, which is never stored; use the number of the case or the enumerator',
    ],
  ])('%s', async (_name, changes, problem) => {
    const imported = importFile(site, bytesOf(shopFile(shopRow(1), shopRow(2, changes), shopRow(3))));
    expect(await problemsOf(imported)).toEqual([`3 ${problem}`]);
    const [stored = 0, already = 0, ...others] = await countsOf(imported);
    expect([stored + already, ...others]).toEqual([2, 0, 1]);
  });

  it('an interview after the wave', async () => {
    site.setNow(new Date('2026-12-20T00:00:00Z'));
    const file = bytesOf(
      shopFile(shopRow(1, { 时间: '2026-12-01 07:59:59' }), shopRow(2, { 时间: '2026-12-01 08:00' })),
    );
    expect(await problemsOf(importFile(site, file, { wave: 'w1' }))).toEqual([
      '3 时间 "2026-12-01 08:00": The interview is later than the wave',
    ]);
    site.setNow(new Date('2026-11-20T02:00:00Z'));
  });

  it('a row with too few or too many cells, but not empty cells too many', async () => {
    const file = bytesOf(shopFile(`${shopRow(1)},,`, `${shopRow(2)},x`, '3,男'));
    expect(await problemsOf(importFile(site, file))).toEqual([
      '3  "": The row has 15 cells, the header 14',
      '4  "": The row has 2 cells, the header 14',
    ]);
  });

  it('everything that is wrong with it at once', async () => {
    const file = bytesOf(shopFile(shopRow(1, { 性别: '?', 总体: '9', 时间: '?' })));
    const imported = importFile(site, file);
    expect((await problemsOf(imported)).map((line) => line.split(' ')[1])).toEqual(['时间', '性别', '总体']);
    expect(await countsOf(imported)).toEqual([0, 0, 0, 1]);
  });
});

describe('an import does not begin', () => {
  const reasons = async (request: Parameters<typeof importFile>[2]) => {
    const imported = await importFile(site, bytesOf(shopFile(shopRow(1))), request);
    return 'faults' in imported ? imported.faults : [];
  };

  it.each([
    ['an unknown survey', { survey: 'nothing' }, 'There is no survey “nothing”'],
    ['a survey that no open wave asks', { survey: 'mobi' }, 'No open wave asks “mobi” now; please name the wave'],
    ['an unknown wave', { wave: 'w9' }, 'There is no wave “w9”'],
    ['a wave that does not ask the survey', { survey: 'mobi', wave: 'w1' }, 'The wave “w1” does not ask “mobi”'],
    [
      'an unknown sample source',
      { sampleSource: 'x' },
      'The wave has no sample source “x”; it has: phone-list, street, links, open',
    ],
    [
      'a source of another mode',
      { map: { ...fixtureMap('shop'), mode: 'online' as const } },
      'The sample source “phone-list” is not of mode online',
    ],
  ])('with %s', async (_name, request, reason) => {
    expect(await reasons(request)).toEqual([reason]);
  });

  it('with several sample sources to choose from', async () => {
    const { sampleSource: _source, ...map } = fixtureMap('shop');
    expect(await reasons({ map })).toEqual(['Please name the sample source, one of: phone-list, street, links, open']);
    expect(await reasons({ map: { ...map, mode: 'onsite' } })).toEqual([]);
  });

  it('with a wave that has not begun', async () => {
    site.setNow(new Date('2026-10-31T00:00:00Z'));
    expect(await reasons({ wave: 'w1' })).toEqual(['The wave “w1” has not begun']);
  });
});
