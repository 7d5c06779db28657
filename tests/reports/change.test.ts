import { beforeAll, describe, expect, it } from '@jest/globals';
import { baselineOf } from '../../src/measurement/baseline.js';
import { changeOf } from '../../src/measurement/change.js';
import { changePage, type ChangePage } from '../../src/reports/change-page.js';
import { districtTable } from '../../src/reports/district-table.js';
import type { Since } from '../../src/reports/since.js';
import type { Table } from '../../src/reports/table.js';
import { wavePage } from '../../src/reports/wave-page.js';
import type { Measured } from '../../src/waves/measured.js';
import type { Wave } from '../../src/waves/wave.js';
import { measuredSample, readerIn, sampleResponses, sampleWave } from './sample-wave.js';

const before = sampleWave({
  id: 'before',
  title: { 'zh-CN': '上季', en: 'Last quarter' },
  opensAt: new Date('2026-07-31T16:00:00Z'),
  closesAt: new Date('2026-08-31T16:00:00Z'),
  truth: (sampleWave().truth ?? []).map((each) => ({ ...each, index: each.index - 1.5 })),
});
const now = sampleWave();

let earlier: Measured;
let later: Measured;
let since: Since;
let page: ChangePage;

const sinceOf = (measured: Measured, finished = true): Since => {
  const change = changeOf(earlier, measured, finished);
  return { baseline: baselineOf(measured.wave, [before]), earlier, change };
};

beforeAll(async () => {
  earlier = await measuredSample(
    before,
    sampleResponses(before, 63, (d) => (d === 2 ? 5 : d === 3 ? 8.4 : 7)),
  );
  later = await measuredSample(
    now,
    sampleResponses(now, 60, () => 7),
  );
  since = sinceOf(later);
  page = changePage(later, since, readerIn('en', later));
});

const row = ({ rows }: Table, head: string): string[] => {
  const found = rows.find((each) => each.head.text === head);
  if (!found) throw new Error(`row requires ${head}`);
  return found.cells.map(({ text }) => text);
};

const compared = (of: ChangePage) => {
  if (!of.compared) throw new Error('compared requires an earlier wave');
  return of.compared;
};

describe('the page of changes', () => {
  it('marks what rose and fell, and calls the rest steady', () => {
    const { overall } = compared(page);
    expect(row(overall, 'Shangyu')[2]).toMatch(/^▲ \+\d/);
    expect(row(overall, 'Zhuji')[2]).toMatch(/^▼ −\d/);
    expect(row(overall, 'Yuecheng')[2]).toMatch(/^Steady [+−]?\d/);
    const cells = overall.rows.map(({ cells: [first, second, change] }) => [first, second, change]);
    for (const [first, second, change] of cells) {
      const shown = Number(change?.text.replace('−', '-').replaceAll(/[^\d.+-]/g, ''));
      expect(shown).toBeCloseTo(Number(second?.text) - Number(first?.text), 1);
      expect(change?.small).toMatch(/ – /);
    }
  });

  it('says what the index of either wave rests on: interval and n, and for the city the interval', () => {
    const { rows } = compared(page).overall;
    const levels = rows.map(({ cells }) => cells.slice(0, 2).map(({ small }) => small));
    for (const small of levels.slice(0, -1).flat()) expect(small).toMatch(/^\d\d\.\d\d – \d\d\.\d\d · n \d+$/);
    for (const small of levels.at(-1) ?? []) expect(small).toMatch(/^\d\d\.\d\d – \d\d\.\d\d$/);
  });

  it('shows districts x sectors, with the city last, and how many tests were adjusted together', () => {
    const { parts, partsTests } = compared(page);
    expect(parts.head).toHaveLength(3);
    expect(parts.rows).toHaveLength(7);
    expect(parts.rows.at(-1)?.kind).toBe('total');
    expect(partsTests).toBe(
      'overall index (districts) 6, overall index (city) 1, sectors (districts) 12, sectors (city) 2',
    );
  });

  it('prints what every change can be computed from again', () => {
    const { steps } = compared(page);
    expect(steps.rows).toHaveLength(21);
    for (const { cells } of steps.rows) {
      const [earlierSe, laterSe, covariance, change, se, t] = cells
        .slice(1)
        .map(({ text }) => Number(text.replace('−', '-')));
      const variance = (earlierSe as number) ** 2 + (laterSe as number) ** 2 - 2 * (covariance as number);
      expect(Math.sqrt(variance)).toBeCloseTo(se as number, 2);
      expect(Math.abs((change as number) / (se as number) - (t as number))).toBeLessThan(
        0.01 * Math.abs(t as number) + 0.01,
      );
    }
  });

  it('names the earlier wave, its data, and the sampling units of both', () => {
    const facts = new Map(compared(page).facts.map(({ label, value, note }) => [label, { value, note }]));
    expect(facts.get('Compared with')?.value).toBe('Last quarter (before)');
    expect(facts.get('Data of the earlier wave')?.value).toBe(earlier.revision.id);
    expect(facts.get('Sampling units of both waves')?.note).toMatch(/^[1-9]\d* of them are in both/);
    expect(facts.get('Degrees of freedom')?.value).toBe(String(since.change?.design.df));
  });

  it('sets the true change of simulated waves beside what was measured', () => {
    const { steps } = compared(page);
    expect(steps.head.at(-1)?.text).toBe('True change (simulated)');
    expect(row(steps, 'Yuecheng').at(-1)).toBe('+1.50');
    expect(row(steps, 'Whole city').at(-1)).toBe('+1.50');
  });

  it('tests nothing while the wave is still asked, and says so', () => {
    const open = compared(changePage(later, sinceOf(later, false), readerIn('zh-CN', later)));
    expect(open.open).toBe(true);
    expect(row(open.overall, '上虞区')[2]).toMatch(/^\+\d/);
    expect(JSON.stringify([open.overall, open.parts])).not.toMatch(/[▲▼]|持平/);
  });

  it('says why there is nothing to compare', async () => {
    const wave: Wave = { ...before, boundaryVersion: '2010' };
    const refused = changePage(later, { baseline: baselineOf(now, [wave]) }, readerIn('zh-CN', later));
    expect(refused).not.toHaveProperty('compared');
    expect(refused.sentences).toEqual([`不能与上季相比：行政区划版本不同（2010 → ${now.boundaryVersion}）。`]);
    const first = changePage(later, { baseline: baselineOf(now, []) }, readerIn('zh-CN', later));
    expect(first.sentences).toEqual(['没有可比的上一期。在本期开始之前，没有同样调查、同样对象、已经结束的调查期。']);
  });

  it('leaves a district without enough answers in one of the waves without a change', async () => {
    const some = sampleResponses(now, 60, () => 7).filter(({ service, receipt }) => {
      return service?.district !== '330602' || receipt.startsWith('0');
    });
    const thin = await measuredSample(now, some);
    const { overall } = compared(changePage(thin, sinceOf(thin), readerIn('zh-CN', thin)));
    expect(row(overall, '越城区').slice(2)).toEqual(['—', '—', '本期样本不足，不排名。']);
    expect(row(overall, '全市').at(-1)).toBe('两期中有一期没有全市指数。');
  });
});

describe('the district table', () => {
  it('has a column of changes that opens their page, with an earlier wave alone', () => {
    const { districts, changeNote } = wavePage(later, 'overall', readerIn('en', later), since);
    const at = districts.head.findIndex(({ text }) => text === 'Change') - 1;
    const cells = districts.rows.map(({ cells: all }) => all[at]);
    expect(cells.filter((cell) => cell?.text.startsWith('▲'))).toHaveLength(1);
    expect(cells.every((cell) => cell?.href === '/waves/sample/change')).toBe(true);
    expect(changeNote).toContain('Last quarter');
    expect(districtTable(later, 'overall', readerIn('en', later)).head.map(({ text }) => text)).not.toContain('Change');
  });
});
