import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestSite } from '../support/app.js';
import { audit } from '../accounts/site.js';
import {
  bytesOf,
  countsOf,
  fixtureMap,
  fixtureWave,
  importFile,
  importSite,
  problemsOf,
  sentence,
  shopFile,
  shopHeader,
  shopRow,
  storedIn,
} from './support.js';

let site: TestSite;
beforeEach(async () => {
  site = await importSite();
});
afterEach(() => site.close());

const { identity: _identity, ...withoutIdentity } = fixtureMap('shop');
const several = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => shopRow(from + at));

describe('an import', () => {
  it('keeps an interview as the intake keeps every other one, with its run and row', async () => {
    const imported = await importFile(
      site,
      bytesOf(shopFile(shopRow(1, { 建议: '好, 真的' }), shopRow(2, { 性别: '女', 价格: '' }))),
    );
    if ('faults' in imported) throw new Error(imported.faults.join());
    const [first, second] = await storedIn(site);
    expect(first).toMatchObject({
      survey: 'shop',
      version: 1,
      wave: 'w1',
      mode: 'phone',
      entry: 'case',
      sampleSource: 'phone-list',
      language: 'zh-CN',
      enumerator: 'p07',
      answers: {
        consent: 1,
        sex: 1,
        age: 2,
        residence: 1,
        used: 1,
        overall: 4,
        clean: 5,
        price: 3,
        bought: [1, 3],
        visits: 6,
        weekends: 2,
        remark: '好, 真的',
      },
      result: 'complete',
      residence: { district: '330602', foundBy: 'answer' },
      service: { district: '330602', foundBy: 'residence' },
      sex: 'male',
      age: '18-59',
      localDate: '2026-11-05',
      imported: { run: imported.run.id, row: 2 },
      simulated: false,
    });
    expect(first?.times.startedAt).toEqual(new Date('2026-11-05T06:20:00Z'));
    expect(first?.receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(second?.answers).toMatchObject({ sex: 2, price: { missing: 'notUsed' } });
  });

  it('keeps people who were screened out or did not use the service, without answers to what they were not asked', async () => {
    await importFile(site, bytesOf(shopFile(shopRow(1, { 去过: '没去过' }), shopRow(2, { 年龄: '1' }))));
    const [notUser, young] = await storedIn(site);
    expect(notUser).toMatchObject({ result: 'notServiceUser', screening: 'notUsed' });
    expect(Object.keys(notUser?.answers ?? {})).toEqual(['consent', 'sex', 'age', 'residence', 'used']);
    expect(young?.result).toBe('outOfPopulation');
  });

  it('stores nothing the second time', async () => {
    const file = bytesOf(shopFile(...several(1, 1200)));
    expect(await countsOf(importFile(site, file))).toEqual([1200, 0, 0, 0]);
    expect(await countsOf(importFile(site, file))).toEqual([0, 1200, 0, 0]);
    expect(await site.parts.stores.responses.countOfWave('w1')).toBe(1200);
  });

  it('stores of an overlapping file only what is new, whatever the order, encoding or columns', async () => {
    await importFile(site, bytesOf(shopFile(...several(1, 6))));
    const columns = (line: string) => line.split(',').reverse().concat('x').join(';');
    const other = [shopHeader, ...several(4, 9).reverse()].map(columns).join('\r\n');
    expect(await countsOf(importFile(site, bytesOf(`\uFEFF${other.replaceAll('1;3', '1 3')}`)))).toEqual([3, 3, 0, 0]);
  });

  it('never overwrites: a changed row is a conflict, listed and kept aside', async () => {
    await importFile(site, bytesOf(shopFile(shopRow(1), shopRow(2))));
    const changed = bytesOf(shopFile(shopRow(1), shopRow(2, { 整洁: '差' })));
    const problems = await problemsOf(importFile(site, changed));
    expect(problems).toEqual([
      '3  "": The same interview is here already with other content; this row is kept aside for a person to compare',
    ]);
    expect((await storedIn(site)).map(({ answers }) => answers['clean'])).toEqual([5, 5]);
    expect(await site.parts.stores.responses.waiting()).toEqual({ conflicts: 1, quarantined: 0 });
    expect(await countsOf(importFile(site, changed))).toEqual([0, 1, 1, 0]);
    expect(await site.parts.stores.responses.waiting()).toEqual({ conflicts: 1, quarantined: 0 });
  });

  it('takes the same identity within one file once', async () => {
    const file = bytesOf(shopFile(shopRow(1), shopRow(1), shopRow(1, { 总体: '1' })));
    expect(await countsOf(importFile(site, file, { dryRun: true }))).toEqual([1, 1, 1, 0]);
    expect(await countsOf(importFile(site, file))).toEqual([1, 1, 1, 0]);
  });

  it('keeps equal rows apart where no columns identify them, and still stores nothing the second time', async () => {
    const row = shopRow(1);
    const file = bytesOf(shopFile(row, row, shopRow(2, { 总体: '1' }), row));
    expect(await countsOf(importFile(site, file, { map: withoutIdentity }))).toEqual([4, 0, 0, 0]);
    expect(await countsOf(importFile(site, file, { map: withoutIdentity }))).toEqual([0, 4, 0, 0]);
    const longer = bytesOf(shopFile(row, row, row, row, shopRow(2, { 总体: '1' })));
    expect(await countsOf(importFile(site, longer, { map: withoutIdentity }))).toEqual([1, 4, 0, 0]);
  });

  it('stores each row once when the same file is imported several times at the same moment', async () => {
    const file = bytesOf(shopFile(...several(1, 700)));
    const outcomes = await Promise.all([1, 2, 3].map(() => countsOf(importFile(site, file))));
    expect(await site.parts.stores.responses.countOfWave('w1')).toBe(700);
    const sums = outcomes.reduce((sum, counts) => sum.map((value, at) => value + (counts[at] ?? 0)));
    expect(sums).toEqual([700, 1400, 0, 0]);
  });

  it('checks without storing anything', async () => {
    await importFile(site, bytesOf(shopFile(shopRow(1))));
    const file = bytesOf(shopFile(shopRow(1), shopRow(2), shopRow(3, { 整洁: '?' })));
    expect(await countsOf(importFile(site, file, { dryRun: true }))).toEqual([1, 1, 0, 1]);
    expect(await site.parts.stores.responses.countOfWave('w1')).toBe(1);
  });

  it('goes on where an import broke off, without doubling', async () => {
    const { responses } = site.parts.stores;
    let batches = 0;
    const failing = {
      ...responses,
      insertMany: (batch: Parameters<typeof responses.insertMany>[0]) =>
        ++batches > 1 ? Promise.reject(new Error('disk full')) : responses.insertMany(batch),
    };
    const broken = { ...site, parts: { ...site.parts, stores: { ...site.parts.stores, responses: failing } } };
    const file = bytesOf(shopFile(...several(1, 700)));
    await expect(importFile(broken, file)).rejects.toThrow('disk full');
    const [run] = await site.parts.stores.imports.list(1);
    expect(run).toMatchObject({ state: 'failed', total: 700, counts: { stored: 500 } });
    expect(run?.faults.map(sentence)).toEqual([
      'Something went wrong on the server and the import stopped. Import the same file again: rows already stored are not doubled',
    ]);
    expect(await countsOf(importFile(site, file))).toEqual([200, 500, 0, 0]);
  });

  it('stores nothing of a file that breaks off half-way', async () => {
    const file = bytesOf(`${shopFile(...several(1, 900))}901,"男\n`);
    expect(await importFile(site, file)).toEqual({
      faults: ['From row 902 on a quotation mark is unbalanced and the file cannot be read. Nothing was stored'],
    });
    expect(await site.parts.stores.responses.countOfWave('w1')).toBe(0);
  });

  it('writes its intent and its outcome into the audit', async () => {
    const imported = await importFile(site, bytesOf(shopFile(shopRow(1), shopRow(2, { 整洁: '?' }))));
    if ('faults' in imported) throw new Error(imported.faults.join());
    const { id } = imported.run;
    expect(await audit(site)).toEqual([`import intent ${id} by system`, `import done ${id} by system`]);
    const [last] = await site.parts.stores.audit.list({ limit: 1 });
    expect(last?.details).toEqual({ stored: 1, already: 0, conflicts: 0, rejected: 1 });
  });

  it('passes blank rows over, and wants at least one that is not', async () => {
    expect(await countsOf(importFile(site, bytesOf(shopFile(shopRow(1), '', ',,,', shopRow(2)))))).toEqual([
      2, 0, 0, 0,
    ]);
    expect(await importFile(site, bytesOf(shopFile('', ',,')))).toEqual({
      faults: ['There is no row below the column names'],
    });
  });

  it('stamps what goes into a simulated wave as simulated', async () => {
    await site.parts.stores.waves.create(
      fixtureWave({ id: 'w0', kind: 'simulated', opensAt: new Date('2026-10-01Z'), closesAt: new Date('2026-11-01Z') }),
    );
    await importFile(site, bytesOf(shopFile(shopRow(1, { 时间: '2026-10-05' }))), { wave: 'w0' });
    expect((await storedIn(site, 'w0')).map(({ simulated }) => simulated)).toEqual([true]);
  });

  it('dates every interview at the opening of the wave where no column tells when it was', async () => {
    const { startedAt: _startedAt, ...map } = fixtureMap('shop');
    const imported = await importFile(site, bytesOf(shopFile(shopRow(1))), { map });
    if ('faults' in imported) throw new Error(imported.faults.join());
    expect((await storedIn(site))[0]?.times.startedAt).toEqual(new Date('2026-11-01T00:00:00Z'));
    expect(imported.run.notes.map(({ code }) => code)).toEqual(['note.noStartTime', 'note.unusedColumns']);
  });

  it('takes stratum, base weight, site and case from their columns', async () => {
    const file = `编号,层,权,点,样本\n1,urban,2.5,market 3,C-17\n2,urban,0,market 3,13800138000\n`;
    const constants = { consent: 1, sex: 1, age: 2, residence: 'Keqiao', used: 2 };
    const map = {
      identity: ['编号'],
      stratum: '层',
      baseWeight: '权',
      site: '点',
      case: '样本',
      sampleSource: 'street',
      columns: { 编号: 'remark' },
      constants,
    };
    const imported = importFile(site, bytesOf(file), { map });
    expect(await problemsOf(imported)).toEqual([
      '3 权 "0": The base weight must be a number above 0',
      '3 样本 "***": This looks like a phone or identity number, which is never stored; use the number of the case or the enumerator',
    ]);
    expect((await storedIn(site))[0]).toMatchObject({
      stratum: 'urban',
      baseWeight: 2.5,
      site: 'market 3',
      case: 'C-17',
      mode: 'onsite',
      residence: { district: '330603' },
    });
  });
});
