import type { Mode } from '../definition/types.js';
import type { Frame } from '../measurement/frame.js';
import { percent } from './numbers.js';
import type { Reader } from './reader.js';

/** Interviews with service users of a district by mode, for some surveys together; unweighted. */
function modeCounts(frame: Frame, surveys: readonly string[], district: string): { mode: Mode; n: number }[] {
  const code = frame.districts.indexOf(district);
  const counts = frame.modes.map((mode) => ({ mode, n: 0 }));
  for (const block of frame.surveys) {
    if (!surveys.includes(block.survey)) continue;
    for (let row = block.from; row < block.to; row += 1) {
      const own = frame.columns.user[row] === 1 && frame.columns.service[row] === code;
      const entry = counts[frame.columns.mode[row] ?? -1];
      if (own && entry) entry.n += 1;
    }
  }
  return counts;
}

/** e.g. 电话 60% · 现场 25% · 网络 15%; a mode with no interview is said, not left away. */
export function modeMix(frame: Frame, surveys: readonly string[], district: string, { t }: Reader): string {
  const counts = modeCounts(frame, surveys, district);
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return '';
  return counts
    .map(({ mode, n }) => `${t(`reports.mode.${mode}`)} ${percent(n / total)}`.replaceAll(' ', '\u00A0'))
    .join(' · ');
}
