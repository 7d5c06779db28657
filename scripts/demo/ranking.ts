import type { Language } from '../../src/definition/types.js';
import { readerOf } from '../../src/reports/reader.js';
import { terminalRanking } from '../../src/reports/terminal-table.js';
import type { Wave } from '../../src/waves/wave.js';
import type { Parts } from '../../src/web/app.js';
import { loadCatalogue, translator } from '../../src/web/locale.js';

/** The district ranking of a wave, ready to be printed. */
export async function rankingText(
  { measured: measure, now }: Pick<Parts, 'measured' | 'now'>,
  wave: Wave,
  language: Language,
): Promise<string> {
  const measured = await measure(wave, now());
  const reader = readerOf(language, translator(loadCatalogue(), language), measured.questionnaires);
  return terminalRanking(measured, 'overall', reader);
}
