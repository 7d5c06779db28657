import { doorId } from '../definition/door/door-id.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Surveys } from '../definition/surveys.js';
import type { SampleSource, Wave } from '../waves/wave.js';

export interface Offer {
  wave: Wave;
  questionnaire: Questionnaire;
  /** Phone and on-site sources. */
  sources: SampleSource[];
}

/**
 * What an enumerator may ask now: surveys of open waves that have a phone or on-site source. Where one interview asks several surveys it is
 * the door to them: chance chooses the surveys, not whoever asks.
 */
export function offersOf(waves: readonly Wave[], surveys: Surveys, now: Date): Offer[] {
  const open = waves.filter((wave) => wave.opensAt <= now && now < wave.closesAt);
  return open.flatMap((wave) =>
    (wave.combined ? [{ id: doorId(wave.surveys), version: 1 }] : wave.surveys).flatMap(({ id, version }) => {
      const questionnaire = surveys.get(id, version);
      const sources = wave.sampleSources.filter(({ mode }) => mode !== 'online');
      return questionnaire && sources.length > 0 ? [{ wave, questionnaire, sources }] : [];
    }),
  );
}
