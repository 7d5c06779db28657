import { textFor } from '../../definition/text.js';
import type { Surveys } from '../../definition/surveys.js';
import type { Language } from '../../definition/types.js';
import type { Wave } from '../../waves/wave.js';

/** What the form for an import holds (schemas/http/import.json); '' where nothing is chosen. */
export interface ImportInput {
  survey: string;
  wave: string;
  sampleSource: string;
  dryRun?: '1';
}

export interface Choice {
  value: string;
  label: string;
}

export const emptyInput: ImportInput = { survey: '', wave: '', sampleSource: '' };

/** What can be chosen on the form: surveys of any wave, the waves that have begun, their sample sources. */
export function formChoices(
  surveys: Surveys,
  waves: Wave[],
  language: Language,
  now: Date,
): Record<keyof Omit<ImportInput, 'dryRun'>, Choice[]> {
  const begun = waves.filter(({ opensAt }) => opensAt <= now);
  const ids = [...new Set(begun.flatMap((wave) => wave.surveys.map(({ id }) => id)))];
  const sources = new Map(begun.flatMap((wave) => wave.sampleSources.map((source) => [source.id, source])));
  return {
    survey: ids.flatMap((value) => {
      const latest = surveys.latest(value);
      return latest ? [{ value, label: textFor(latest.definition.title, language) }] : [];
    }),
    wave: begun.map(({ id, title }) => ({ value: id, label: textFor(title, language) })),
    sampleSource: [...sources.values()].map(({ id, label }) => ({
      value: id,
      label: `${textFor(label, language)} (${id})`,
    })),
  };
}
