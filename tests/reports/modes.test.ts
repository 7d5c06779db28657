import { beforeAll, describe, expect, it } from '@jest/globals';
import { compareModes, type ModeComparison } from '../../src/measurement/mode-comparison.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import { modesPage, type ModesPage } from '../../src/reports/modes-page.js';
import { remembered } from '../../src/reports/remembered.js';
import type { Table } from '../../src/reports/table.js';
import type { Response } from '../../src/responses/response.js';
import type { Measured } from '../../src/waves/measured.js';
import { measuredSample, readerIn, sampleResponses, sampleWave } from './sample-wave.js';

let measured: Measured;
let comparison: ModeComparison;
let page: ModesPage;
let gap: ModesPage;

const compared = ({ frame, wave, measurement }: Measured, node = 'overall') =>
  compareModes(frame, wave, measurement, node);

/** One site alone has no error. */
const atFourSites = (response: Response): Response =>
  response.site ? { ...response, site: `${response.site} ${Number.parseInt(response.receipt, 16) % 4}` } : response;

beforeAll(async () => {
  const wave = sampleWave();
  const responses = sampleResponses(wave, 90).map(atFourSites);
  measured = await measuredSample(wave, responses);
  comparison = compared(measured);
  page = modesPage(measured, comparison, readerIn('en', measured));
  const some = responses.filter(({ mode, service }) => mode !== 'onsite' || service?.district !== '330602');
  const without = await measuredSample(wave, some);
  gap = modesPage(without, compared(without), readerIn('zh-CN', without));
});

const texts = ({ rows }: Table): string[][] =>
  rows.map(({ head, cells }) => [head.text, ...cells.map(({ text }) => text)]);
const numbers = (cells: readonly string[]): number[] => cells.map(Number).filter((each) => !Number.isNaN(each));

describe('the page of the modes', () => {
  it('gives each mode its score with interval and n, beside the published index', () => {
    expect(page.scores.head.map(({ text }) => text)).toEqual([
      'District',
      'Published index',
      'Phone',
      'On site',
      'Online',
    ]);
    const [first] = page.scores.rows;
    expect(first?.cells[0]?.text).toBe(scoreOf(measured.measurement, 'overall', '330602').figure.estimate?.toFixed(2));
    expect(first?.cells[1]?.small).toMatch(/^\d\d\.\d\d – \d\d\.\d\d · n 42$/);
    expect(page.scores.rows.at(-1)?.head.text).toBe('Pooled value of users');
  });

  it('sets the shares of each district against the target that is held', () => {
    const { rows } = page.shares;
    expect(rows.map(({ head }) => head.text).slice(-2)).toEqual(['Whole city', 'Target mix, held']);
    const [district, target] = [rows[0], rows.at(-1)].map((row) =>
      row?.cells.map(({ text }) => Number.parseFloat(text)),
    );
    expect(target?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 1);
    const away = Number(rows[0]?.cells[0]?.small?.replace('−', '-').replace(' from target', ''));
    expect(away).toBeCloseTo((district?.[0] as number) - (target?.[0] as number), 1);
  });

  it('prints what a held score can be made from again: shares, scores and their covariance', () => {
    const [phone, onsite, online, total] = texts(page.recipe).slice(0, 4) as [string[], string[], string[], string[]];
    const parts = [phone, onsite, online];
    const shares = parts.map((row) => Number.parseFloat(row[2] as string) / 100);
    const held = parts.reduce((sum, row, m) => sum + (shares[m] as number) * Number(row[3]), 0);
    expect(held).toBeCloseTo(Number(total[4]), 1);
    const covariance = parts.map((row) => numbers(row.slice(5)));
    const variance = shares.reduce(
      (sum, a, m) => sum + shares.reduce((row, b, n) => row + a * b * (covariance[m]?.[n] as number), 0),
      0,
    );
    expect(Math.sqrt(variance)).toBeCloseTo(Number(/[\d.]+$/.exec(total[5] as string)?.[0]), 2);
    expect(page.held.rows.find(({ head }) => head.text === phone[0])?.cells[1]?.text).toBe(Number(total[4]).toFixed(2));
  });

  it('sorts by the rank at the held mix and shows the published rank beside it', () => {
    const ranks = page.held.rows.map(({ cells }) => cells.map(({ text }) => text));
    expect(ranks.map(([held]) => held?.[0])).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(ranks.every(([held, , , published]) => [held, published].every((rank) => /^\d \(\d/.test(rank ?? '')))).toBe(
      true,
    );
  });

  it('says where a mode is empty, fills nothing in, and leaves that district without a held rank', () => {
    const last = gap.held.rows.at(-1);
    expect(last?.head.text).toBe('越城区');
    expect(last?.cells.map(({ text }) => text)).toEqual([
      '不排名',
      '—',
      '—',
      expect.stringMatching(/^第6名/),
      expect.stringMatching(/^\d\d\.\d\d$/),
      '—',
      '现场：没有人用这种方式回答，不作填补，固定占比后的指数不给出。',
    ]);
    expect(gap.scores.rows[0]?.cells[2]).toMatchObject({ text: '无人回答', small: 'n 0' });
    expect(gap.covariance.rows).toHaveLength(5);
  });
});

describe('what is remembered of a wave', () => {
  it('is made once a name for as long as the wave is measured the same', async () => {
    const made: string[] = [];
    const page1 = remembered((_, node) => made.push(node));
    page1(measured, 'overall');
    page1(measured, 'overall');
    page1(measured, 'sector:finance');
    page1({ ...measured }, 'overall');
    expect(made).toEqual(['overall', 'sector:finance', 'overall']);
  });
});
