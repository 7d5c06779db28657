import type { Reader } from '../reports/reader.js';
import type { Way } from './field-rates.js';

/** A way of reaching people in words, e.g. `Online (personal links)`. */
export function wayLabel({ mode, entry }: Pick<Way, 'mode' | 'entry'>, { t }: Pick<Reader, 't'>): string {
  return t('fieldwork.rates.way', { mode: t(`reports.mode.${mode}`), entry: t(`fieldwork.rates.entry.${entry}`) });
}
