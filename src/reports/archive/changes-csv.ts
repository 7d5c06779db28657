import type { NodeChange, WaveChange } from '../../measurement/wave-change.js';
import type { Measured } from '../../waves/measured.js';
import { csvFile, type CsvValue } from '../csv.js';

const head = [
  'data_kind',
  'node',
  'district',
  'earlier_wave',
  'earlier',
  'later',
  'change',
  'se',
  'ci_low',
  'ci_high',
  'earlier_se',
  'later_se',
  'covariance',
  'df',
  't',
  'p',
  'p_holm',
  'verdict',
  'reasons',
];

/** Every change since the earlier wave with what it is made of, unrounded. */
export function changesCsv({ wave }: Measured, change: WaveChange): string {
  const rows = change.changes.map((each): CsvValue[] => [
    wave.kind,
    each.node,
    each.district,
    change.earlier,
    each.earlier,
    each.later,
    ...valuesOf(each, change.design.df),
    each.reasons.map(({ code }) => code).join(' '),
  ]);
  return csvFile(head, rows);
}

/** Before a wave has closed nothing is tested: there are no p values. */
function valuesOf({ change }: NodeChange, df: number): CsvValue[] {
  if (!change) return Array.from({ length: 12 }, () => undefined);
  const { estimate, error, earlierSe, laterSe, covariance, t, p, adjusted, verdict } = change;
  const tested = verdict === 'open' ? [undefined, undefined] : [p, adjusted];
  return [estimate, error.se, error.low, error.high, earlierSe, laterSe, covariance, df, t, ...tested, verdict];
}
