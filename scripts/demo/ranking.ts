import type { Language } from '../../src/definition/types.js';
import { readerOf } from '../../src/reports/reader.js';
import { terminalRanking } from '../../src/reports/terminal-table.js';
import { measuredWaves } from '../../src/waves/measured.js';
import type { Wave } from '../../src/waves/wave.js';
import type { Parts } from '../../src/web/app.js';
import { loadCatalogue, translator } from '../../src/web/locale.js';

/** The district ranking of a wave, ready to be printed. */
export async function rankingText(
  { stores, surveys, sha256, now }: Parts,
  wave: Wave,
  language: Language,
): Promise<string> {
  const measure = measuredWaves({ responses: stores.responses, surveys, sha256 });
  const measured = await measure(wave, now());
  const reader = readerOf(language, translator(loadCatalogue(), language), measured.questionnaires);
  return terminalRanking(measured, 'overall', reader);
}
