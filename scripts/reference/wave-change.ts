import { benjaminiHochberg, holm } from '../../src/statistics/testing/adjust-p.js';
import { changeBetween } from '../../src/statistics/estimation/change-between.js';
import type { Changes, Level } from '../../src/statistics/estimation/change-between.js';
import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { twoSidedNormalP } from '../../src/statistics/numbers/normal.js';
import { intervalFactor, twoSidedP } from '../../src/statistics/numbers/student-t.js';
import { columnOfLevels, confidenceOf, levelKeys, lonelyOf, unknownKey } from './asked.js';
import { objectOf, readTable } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { levelOf, twoWaves } from './change-input.js';
import type { TwoWaves } from './change-input.js';
import { domainColumns, domainsOf } from './domains.js';
import { everybody } from './survey-design.js';

/** Whether a case asks for the change between two waves. */
export function asksWaveChange({ input }: Case): boolean {
  return 'wave' in input || ('wave_1' in input && 'wave_2' in input);
}

const options = ['margins', 'statistic', 'lonely', 'lonely_psu', ...levelKeys];

/** Levels of both waves and their difference, overall and by domain, with the covariance of what the waves share. */
export function answerWaveChange(given: Case): Answer | string {
  const { expected, input } = given;
  const unknown =
    unknownKey('expected', expected, ['degf', 'overall', 'by']) ?? unknownKey('options', given.options, options);
  if (unknown) return unknown;
  const { statistic = 'mean' } = objectOf(given.options);
  if (statistic !== 'mean' && statistic !== 'total') return `the statistic ${String(statistic)} is not known here`;
  const table = readTable(given);
  const found = twoWaves(given, table);
  if (typeof found === 'string') return found;
  const setting = { given, found, table, statistic } as const;
  const by = byOf(setting, expected['by'], input['domain']);
  if (typeof by === 'string') return by;
  return { degf: degreesOfFreedom(found.design), overall: figures(setting, [], [])[0], by };
}

interface Setting {
  given: Case;
  found: TwoWaves;
  table: Table;
  statistic: 'mean' | 'total';
}

/** Domains of one column by label, of several columns by name, or as a list whose entries name columns. */
function byOf(setting: Setting, by: unknown, named: unknown): Answer | object[] | string {
  const { table } = setting;
  if (Array.isArray(by)) return listed(setting, by.map(objectOf));
  const asked = objectOf(by);
  const keys = Object.keys(asked);
  if (keys.length === 0) return {};
  if (keys.every((key) => key in table)) {
    const answers = keys.map((key) => [key, byOf(setting, asked[key], key)] as const);
    return Object.fromEntries(answers);
  }
  const column = columnOfLevels(table, keys, typeof named === 'string' ? named.split(/[ ,]/)[0] : undefined);
  if (column === undefined) return `no one column has the domains ${keys.join(', ')}`;
  const rows = figures(setting, [column], keys);
  return Object.fromEntries(keys.map((key, at) => [key, rows[at]]));
}

function listed(setting: Setting, entries: Record<string, unknown>[]): object[] {
  const columns = domainColumns(setting.table, entries);
  const labels = entries.map((entry) => columns.map((column) => String(entry[column])).join('\n'));
  return figures(setting, columns, labels).map((row, at) => ({
    ...row,
    ...Object.fromEntries(columns.map((column) => [column, entries[at]?.[column]])),
  }));
}

/** Figures of the domains with these labels; without any, of all rows. */
function figures(
  { given, found, statistic }: Setting,
  columns: readonly string[],
  labels: readonly string[],
): Answer[] {
  const levels = found.waves.map((wave) => {
    const all = columns.length === 0;
    const domains = all ? everybody(wave.values.length) : domainsOf(wave.table, columns, labels);
    return levelOf(wave, domains, statistic);
  }) as [Level, Level];
  const changes = changeBetween(...levels, found.design, lonelyOf(given));
  const confidence = confidenceOf(given);
  const count = Math.max(1, labels.length);
  const rows = Array.from({ length: count }, (_, d) => figureOf(levels, changes, d, confidence));
  const p = rows.map((row) => row['p_t'] as number);
  const families = { p_holm: holm(p), p_bh: benjaminiHochberg(p) };
  return rows.map((row, at) => ({ ...row, p_holm: families.p_holm[at], p_bh: families.p_bh[at] }));
}

function figureOf([before, after]: [Level, Level], changes: Changes, d: number, confidence: number): Answer {
  const { df } = changes;
  const k = before.estimate.length;
  const [change, se, covariance] = [changes.change, changes.error, changes.between].map(
    (each) => each[d] as number,
  ) as [number, number, number];
  const variance = (at: number): number => changes.levels[at * 2 * k + at] as number;
  const [first, second] = [variance(d), variance(k + d)];
  const half = intervalFactor(confidence, df) * se;
  const p = twoSidedP(change / se, df);
  return {
    level_1: before.estimate[d],
    se_1: Math.sqrt(first),
    level_2: after.estimate[d],
    se_2: Math.sqrt(second),
    covariance,
    covariance_between_waves: covariance,
    correlation: covariance / Math.sqrt(first * second),
    se_if_independent: changes.errorIfIndependent[d],
    change,
    est: change,
    se,
    t: change / se,
    df,
    ci_low: change - half,
    ci_high: change + half,
    p,
    p_t: p,
    p_z: twoSidedNormalP(change / se),
  };
}
