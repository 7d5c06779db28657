import { beforeAll, describe, expect, it } from '@jest/globals';
import { districtTable } from '../../src/reports/district-table.js';
import { intervalChart } from '../../src/reports/interval-chart.js';
import { rankingCsv } from '../../src/reports/ranking-csv.js';
import { rankTable } from '../../src/reports/rank-table.js';
import { displayWidth, terminalRanking } from '../../src/reports/terminal-table.js';
import type { Table } from '../../src/reports/table.js';
import { rankingOf } from '../../src/reports/tree.js';
import { truthPage } from '../../src/reports/truth.js';
import { wavePage } from '../../src/reports/wave-page.js';
import { surveyPage } from '../../src/reports/survey-tables.js';
import type { Measured } from '../../src/waves/measured.js';
import { expectGolden } from './golden.js';
import { measuredSample, readerIn, sampleResponses, sampleWave } from './sample-wave.js';

let measured: Measured;
let thin: Measured;

beforeAll(async () => {
  measured = await measuredSample();
  const wave = sampleWave({ method: { ...sampleWave().method, floors: { ranked: 20, shown: 10 } } });
  const without = sampleResponses(wave).filter(
    ({ survey, residence, receipt }) =>
      survey !== 'education' || residence?.district !== '330602' || Number.parseInt(receipt.slice(0, 2), 16) < 110,
  );
  thin = await measuredSample(wave, without);
});

/** Tables as lines of text: cells by `|`, smaller lines and marks behind them, headings of groups on lines of their own. */
function lines({ head, rows }: Table): string[] {
  const cellText = ({ text, small, tags = [] }: Table['rows'][number]['cells'][number]) =>
    [text, small, ...tags.map((tag) => `[${tag.text}]`)].filter((part) => part).join(' ');
  const rowLines = (row: Table['rows'][number]) => [
    ...(row.group ? [`# ${row.group}`] : []),
    [row.head, ...row.cells].map(cellText).join(' | '),
  ];
  return [head.map(({ text }) => text).join(' | '), ...rows.flatMap(rowLines)];
}

describe('the district table', () => {
  it('shows rank with set, index, interval, n, effective n, modes, band and marks', () => {
    expectGolden(
      'districts.zh-CN.txt',
      lines(districtTable(measured, 'overall', readerIn('zh-CN', measured))).join('\n'),
    );
    expectGolden('districts.en.txt', lines(districtTable(measured, 'overall', readerIn('en', measured))).join('\n'));
  });

  it('has the satisfied share only where one survey makes the index', () => {
    const heads = (node: string) =>
      districtTable(measured, node, readerIn('en', measured)).head.map(({ text }) => text);
    expect(heads('survey:finance')).toContain('Satisfied share');
    expect(heads('overall')).not.toContain('Satisfied share');
  });

  it('puts a district with too few answers last, without a rank and with the reason', () => {
    const table = districtTable(thin, 'survey:education', readerIn('zh-CN', thin));
    const last = lines(table).at(-1);
    expect(last).toContain('越城区 | 不排名 | ');
    expect(last).toContain('少于参加排名所需的 20');
    expect(table.rows.slice(0, -1).every(({ cells }) => /^第\d名/.test(cells[0]?.text ?? ''))).toBe(true);
  });

  it('opens a recipe from every index', () => {
    const { rows } = districtTable(thin, 'overall', readerIn('en', thin));
    const addresses = rows.map(({ cells }) => cells[1]?.href);
    expect(new Set(addresses).size).toBe(6);
    expect(addresses.every((href) => href?.startsWith('/waves/sample/recipe?node=overall&district=33'))).toBe(true);
  });
});

describe('the tiers', () => {
  let close: Measured;

  beforeAll(async () => {
    const wave = sampleWave();
    close = await measuredSample(
      wave,
      sampleResponses(wave, 30, (d) => (d === 0 ? 5 : 7 + 0.05 * d)),
    );
  });

  it('stand over their districts, each named with its first, or with its only one', () => {
    const { rows } = districtTable(close, 'overall', readerIn('zh-CN', close));
    const tiers = rankingOf(close.measurement, 'overall')?.rows.map(({ tier }) => tier) ?? [];
    expect(tiers).toEqual([1, 1, 1, 1, 1, 2]);
    expect(rows.map(({ group }) => group)).toEqual([
      `第1档：与本档首位（${rows[0]?.head.text}）差异不显著`,
      ...[1, 2, 3, 4].map(() => undefined),
      `第2档：只有${rows[5]?.head.text}`,
    ]);
  });

  it('end before the districts that are not ranked', () => {
    const { rows } = districtTable(thin, 'survey:education', readerIn('en', thin));
    expect(rows.at(-1)?.group).toBe('Not ranked: too few answers');
  });

  it('come with both rank sets of each district: for all at once, then for it alone', () => {
    const { measurement } = close;
    const sets = { set: { best: 1, worst: 4 }, marginal: { best: 2, worst: 2 } };
    const rankings = measurement.rankings.map((each) => ({
      ...each,
      rows: each.rows.map((row) => ({ ...row, ...sets })),
    }));
    const { rows } = rankTable(
      { ...close, measurement: { ...measurement, rankings } },
      'overall',
      readerIn('en', close),
    );
    expect(rows.map(({ cells }) => cells.slice(1).map(({ text }) => text))).toEqual(
      [1, 2, 3, 4, 5, 6].map((rank) => [String(rank), '1–4', '2', rank < 6 ? '1' : '2']),
    );
  });
});

describe('the city', () => {
  it('has no official score while a district is insufficient, and says which', () => {
    const { city } = wavePage(thin, 'overall', readerIn('zh-CN', thin));
    const [official, pooled] = city?.rows ?? [];
    expect(official?.cells[0]?.text).toBe('暂无');
    expect(official?.cells.at(-1)?.text).toContain('越城区样本不足');
    expect(pooled?.cells[0]?.text).toMatch(/^\d\d\.\d\d$/);
  });

  it('has both values under their own names where all districts suffice', () => {
    const { city } = wavePage(measured, 'overall', readerIn('en', measured));
    expect(city?.rows.map(({ head }) => head.text)).toEqual(['City score', 'Pooled value of users']);
    expect(city?.rows[0]?.cells[0]?.text).not.toBe(city?.rows[1]?.cells[0]?.text);
  });
});

describe('the pages', () => {
  it('stand the open link apart with its own n, in no figure of the frame', () => {
    const { outside, leftOut } = wavePage(measured, 'overall', readerIn('en', measured));
    expect(outside.rows).toHaveLength(12);
    expect(lines(leftOut).at(-1)).toContain('Open link or code at a site | 72');
  });

  it('give every margin with its source, and name the fallback', () => {
    const [panel] = wavePage(measured, 'overall', readerIn('en', measured)).weighting;
    const cells = lines(panel?.cells ?? { id: '', caption: '', head: [], rows: [] });
    expect(cells).toHaveLength(1 + 6 * 4);
    expect(cells.filter((line) => line.includes('[Borrowed margins]'))).toHaveLength(16);
    expect(cells.every((line, i) => i === 0 || line.includes('2020-11-01'))).toBe(true);
  });

  it('break a survey down to dimensions and items', () => {
    const page = surveyPage(measured, 'education', readerIn('en', measured));
    expectGolden('dimensions.en.txt', lines(page.dimensions).join('\n'));
    expect(page.items.map(({ rows }) => rows.length)).toEqual([4, 4, 4, 3, 4]);
  });
});

describe('the files for people and programs', () => {
  it('are the same ranking in CSV, with published and unrounded values', () => {
    expectGolden('ranking.zh-CN.csv', rankingCsv(measured, 'overall', readerIn('zh-CN', measured)));
    expect(
      rankingCsv(measured, 'overall', readerIn('en', measured)).startsWith('\uFEFFDistrict,Rank (rank set),'),
    ).toBe(true);
  });

  it('make formulas harmless', () => {
    const wave = sampleWave({ id: '=cmd' });
    const csv = rankingCsv({ ...measured, wave }, 'overall', readerIn('en', measured));
    expect(csv).toContain(",'=cmd,");
    expect(csv).not.toContain(',=cmd');
  });

  it('are drawn as a chart without any style, and without unescaped words', () => {
    expectGolden('chart.zh-CN.svg', intervalChart(measured, 'overall', readerIn('zh-CN', measured)));
    expectGolden('chart-narrow.zh-CN.svg', intervalChart(measured, 'overall', readerIn('zh-CN', measured), 'narrow'));
    const reader = { ...readerIn('en', measured), district: () => '<b>&"' };
    const chart = intervalChart(thin, 'survey:education', reader);
    expect(chart).not.toMatch(/style=|<style|<b>/);
    expect(chart).not.toMatch(/font-size="1[0-3]/);
    expect(chart).toContain('&lt;b&gt;&amp;&quot;');
  });
});

describe('the terminal table', () => {
  it('aligns Chinese and Latin characters', () => {
    const text = terminalRanking(measured, 'overall', readerIn('zh-CN', measured));
    expectGolden('terminal.zh-CN.txt', text);
    const rows = text.split('\n').filter((line) => /县|市|区/.test(line) && /\d\d\.\d\d/.test(line));
    const ends = rows.map((line) => displayWidth(line.slice(0, line.search(/\d\d\.\d\d/))));
    expect(new Set(ends).size).toBe(1);
  });

  it.each([
    ['abc', 3],
    ['越城区', 6],
    ['第1名（1–4）', 12],
  ])('counts the cells of %s', (text, cells) => {
    expect(displayWidth(text)).toBe(cells);
  });
});

describe('the truth of a simulation', () => {
  it('is compared with every estimate and counted', () => {
    const { tables, summary } = truthPage(measured, readerIn('en', measured));
    expect(tables.map(({ caption }) => caption)).toHaveLength(3);
    const overall = lines(tables[0] as Table);
    expect(overall).toContainEqual(expect.stringMatching(/^Yuecheng \| 70\.00 \| 5\d\.\d\d .* \| Outside$/));
    const inside = tables.flatMap(lines).filter((line) => line.endsWith('| Inside')).length;
    expect(summary).toContain(`${inside} of 18 intervals`);
  });
});
