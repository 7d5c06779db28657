import type { Baseline } from '../measurement/baseline.js';
import type { NodeChange, WaveChange } from '../measurement/wave-change.js';
import type { Measured } from '../waves/measured.js';
import { reasonText } from './marks.js';
import { noNumber, signed } from './numbers.js';
import type { Reader } from './reader.js';
import { numeric, type Cell } from './table.js';

/** How a wave differs from the last comparable one; without such a wave only the reasons. */
export interface Since {
  baseline: Baseline;
  earlier?: Measured;
  change?: WaveChange;
}

/** What the tables of changes are made from. */
export interface ChangeContext {
  measured: Measured;
  earlier: Measured;
  change: WaveChange;
  reader: Reader;
}

export function changeIn({ changes }: WaveChange, node: string, district: string): NodeChange | undefined {
  return changes.find((each) => each.node === node && each.district === district);
}

/** e.g. ▲ +2.43 with its interval below; where there is none, a dash and why. */
export function changeCell(found: NodeChange | undefined, reader: Reader, href?: string): Cell {
  const link = href === undefined ? {} : { href };
  if (!found?.change) {
    const [reason] = found?.reasons ?? [];
    return numeric(noNumber, { ...link, ...(reason ? { small: shortReason(reason.code, reader) } : {}) });
  }
  const { estimate, error, verdict } = found.change;
  const text = reader.t(`reports.change.${verdict}`, { value: signed(estimate) });
  return numeric(text, { small: `${signed(error.low)} – ${signed(error.high)}`, ...link });
}

/** In a table a word has to do. */
function shortReason(code: string, { t }: Reader): string {
  return t(
    code.startsWith('change.insufficient') || code === 'change.noCityScore'
      ? 'reports.insufficient'
      : 'reports.change.break',
  );
}

/** Why there is no earlier wave to compare with, or which later ones were passed over. */
export function baselineSentences({ baseline }: Since, reader: Reader): string[] {
  const { t, text } = reader;
  const words = (reasons: Baseline['reasons']) => reasons.map((fault) => reasonText(fault, reader)).join(' ');
  const passed = baseline.passedOver.map(({ wave, reasons }) =>
    t('reports.change.passedOver', { wave: text(wave.title), reasons: words(reasons) }),
  );
  const none = t('reports.change.none', { reasons: words(baseline.reasons) });
  return baseline.wave || baseline.passedOver.length > 0 ? passed : [none];
}

export function changeAddress(wave: string): string {
  return `/waves/${encodeURIComponent(wave)}/change`;
}

/** What stands below a table with changes: the earlier wave, or why there is none. */
export function changeNote(since: Since, reader: Reader): string {
  const { earlier, change } = since;
  const { t, text } = reader;
  if (!earlier || !change) return [...baselineSentences(since, reader)].join(' ') || t('reports.change.broken');
  return t('reports.change.note', { wave: text(earlier.wave.title) });
}
