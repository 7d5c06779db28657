import { describe, expect, it } from '@jest/globals';
import { openTable, type Table } from '../../src/responses/imports/load.js';
import { momentOf } from '../../src/responses/imports/moment.js';
import { readCell } from '../../src/responses/imports/cell.js';
import { bytesOf, fixtureSurvey } from './support.js';

async function tableOf(...parts: (string | Uint8Array)[]): Promise<Table> {
  const opened = await openTable(bytesOf(...parts));
  if ('faults' in opened) throw new Error(JSON.stringify(opened.faults));
  return opened.table;
}

async function rowsOf(table: Table) {
  const rows = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
}

async function codesOf(...parts: (string | Uint8Array)[]): Promise<string[]> {
  const opened = await openTable(bytesOf(...parts));
  return 'faults' in opened ? opened.faults.map(({ code }) => code) : [];
}

// "编号,住址" and "1,越城区" in GB18030, as Chinese Excel writes them.
const gb18030 = Uint8Array.from([
  0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xd7, 0xa1, 0xd6, 0xb7, 0x0d, 0x0a, 0x31, 0x2c, 0xd4, 0xbd, 0xb3, 0xc7, 0xc7, 0xf8,
  0x0d, 0x0a,
]);

describe('a table', () => {
  it('is read from GB18030 as from UTF-8, even where a chunk ends within a letter', async () => {
    const rows = [{ row: 2, cells: ['1', '越城区'] }];
    expect((await tableOf(gb18030)).encoding).toBe('gb18030');
    const table = await tableOf(gb18030.slice(0, 14), gb18030.slice(14));
    expect(table.header).toEqual(['编号', '住址']);
    expect(await rowsOf(table)).toEqual(rows);
    const utf8 = await tableOf('编号,住址\r\n1,越城区\r\n');
    expect(utf8.encoding).toBe('utf-8');
    expect(await rowsOf(utf8)).toEqual(rows);
  });

  it('does not take the byte order mark for part of the first name', async () => {
    expect((await tableOf('\uFEFF"编号",住址\n1,2\n')).header).toEqual(['编号', '住址']);
    const utf16 = new Uint8Array(Buffer.from('\uFEFF编号\t住址\n1\t2\n', 'utf16le'));
    const table = await tableOf(utf16);
    expect(table.header).toEqual(['编号', '住址']);
    expect(await rowsOf(table)).toEqual([{ row: 2, cells: ['1', '2'] }]);
  });

  it('finds its separator outside quotes', async () => {
    expect((await tableOf('a,b,c\n')).separator).toBe(',');
    expect((await tableOf('"a,b,c,d";e\n')).separator).toBe(';');
    expect((await tableOf('a\tb, c\td\n')).separator).toBe('\t');
  });

  it('keeps line breaks and separators within quotes, and numbers rows as a spreadsheet does', async () => {
    const table = await tableOf('a,b\n1,"first\nsecond, ""third"""\n\n3,x\r\n4,y');
    expect(await rowsOf(table)).toEqual([
      { row: 2, cells: ['1', 'first\nsecond, "third"'] },
      { row: 3, cells: [''] },
      { row: 4, cells: ['3', 'x'] },
      { row: 5, cells: ['4', 'y'] },
    ]);
  });

  it('can be read again from the start', async () => {
    const table = await tableOf('a\n1\n');
    expect(await rowsOf(table)).toEqual(await rowsOf(table));
  });

  it.each([
    ['an empty file', ['']],
    ['a byte order mark and nothing else', ['\uFEFF']],
  ])('refuses %s as empty', async (_name, parts) => {
    expect(await codesOf(...parts)).toEqual(['file.empty']);
  });

  it('refuses a workbook, a picture and other bytes that are no text', async () => {
    expect(await codesOf(Uint8Array.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0]))).toEqual(['file.notText']);
    expect(await codesOf(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0x80]))).toEqual(['file.notText']);
  });

  it('refuses ten thousand columns and a first row without names', async () => {
    expect(await codesOf(`${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n`)).toEqual([
      'file.tooManyColumns',
    ]);
    expect(await codesOf(',,,\n1,2,3,4\n')).toEqual(['file.noHeader']);
  });

  it('names the row of a quote that is never closed, and ends there', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `${at},x`).join('\n');
    const rows = await rowsOf(await tableOf('a,b\n', many, '\n3,"open\n5,6\n'));
    expect(rows.at(-1)).toEqual({ row: 30_002, fault: { code: 'file.badQuote', path: '', params: { row: 30_002 } } });
    expect(await codesOf('a,"b\n1,2\n')).toEqual(['file.badQuote']);
  });

  it('does not read on for ever after a quote that is never closed', async () => {
    const many = Array.from({ length: 30_000 }, (_, at) => `${at},x`).join('\n');
    const open = `\n1,"${'x'.repeat(1_100_000)}`;
    expect((await rowsOf(await tableOf('a,b\n', many, open, open))).at(-1)).toMatchObject({
      row: 30_002,
      fault: { code: 'file.rowTooLong' },
    });
  });
});

describe('momentOf', () => {
  it.each([
    ['2026-11-05 14:20', '2026-11-05T06:20:00.000Z'],
    ['2026-11-05 14:20:33', '2026-11-05T06:20:33.000Z'],
    ['2026/11/5 9:05', '2026-11-05T01:05:00.000Z'],
    ['２０２６年１１月５日', '2026-11-04T16:00:00.000Z'],
    ['2026年11月5日 9时05分', '2026-11-05T01:05:00.000Z'],
    ['2026-11-05T14:20:00Z', '2026-11-05T14:20:00.000Z'],
    ['2026-11-05T14:20:00.123+02:00', '2026-11-05T12:20:00.000Z'],
  ])('reads %s, in China where nothing else is said', (text, instant) => {
    expect(momentOf(text)?.toISOString()).toBe(instant);
  });

  it.each(['', '2026-02-30', '2026-13-01', '2026-11-05 24:00', '2026-11-05 10:60', '45966', '5/11/2026', 'yesterday'])(
    'does not guess at "%s"',
    (text) => {
      expect(momentOf(text)).toBeUndefined();
    },
  );
});

describe('readCell', () => {
  const shop = fixtureSurvey('shop');
  const read = (id: string, text: string, codes = {}) => readCell(shop, { id, ...codes }, text);

  it('takes codes, in full-width digits too, and whole numbers written with a decimal', () => {
    expect(read('sex', '2')).toBe(2);
    expect(read('clean', '５')).toBe(5);
    expect(read('clean', ' 4.0 ')).toBe(4);
    expect(read('visits', '１２')).toBe(12);
  });

  it('takes the label of an option, a scale or a consent in either language, and the district it stands for', () => {
    expect(read('sex', '女')).toBe(2);
    expect(read('sex', 'FEMALE')).toBe(2);
    expect(read('age', '18~59岁')).toBe(2);
    expect(read('overall', '非常满意')).toBe(5);
    expect(read('overall', 'very dissatisfied')).toBe(1);
    expect(read('consent', '愿意')).toBe(1);
    expect(read('residence', '330603')).toBe(2);
  });

  it('takes several codes or labels, and one label that has a separator in it', () => {
    expect(read('bought', '1;3')).toEqual([1, 3]);
    expect(read('bought', '蔬菜、水果')).toEqual([1, 3]);
    expect(read('bought', '1 2')).toEqual([1, 2]);
    expect(read('bought', '鱼、肉')).toEqual([2]);
    expect(read('bought', 'Fish, meat')).toEqual([2]);
  });

  it('puts the codes of the file before its own, and tells an empty cell from a stated non-answer', () => {
    expect(read('clean', '1', { values: { 1: 5 } })).toBe(5);
    expect(read('clean', '99', { missing: { 99: 'refused' } })).toEqual({ missing: 'refused' });
    expect(read('clean', '')).toBeUndefined();
    expect(read('clean', '', { missing: { '': 'notUsed' } })).toEqual({ missing: 'notUsed' });
    expect(read('clean', 'dontKnow')).toEqual({ missing: 'dontKnow' });
    expect(read('clean', 'missing:dontKnow')).toEqual({ missing: 'dontKnow' });
  });

  it('leaves what it cannot read as written, and never looks into what objects inherit', () => {
    expect(read('clean', 'great')).toBe('great');
    expect(read('visits', 'six')).toBe('six');
    expect(read('clean', 'constructor', { values: {}, missing: {} })).toBe('constructor');
    expect(read('remark', '７ stars\r\nof ten')).toBe('７ stars\nof ten');
  });
});
