import type { Questionnaire } from '../definition/questionnaire.js';
import type { Language } from '../definition/types.js';
import type { Opening } from './response.js';
import type { SampleSource, Wave } from '../waves/wave.js';

export interface Beginning {
  responseId: string;
  questionnaire: Questionnaire;
  wave: Wave;
  source: SampleSource;
  language: Language;
  now: Date;
  enumerator?: string;
  site?: string;
  case?: string;
  link?: { tokenHash: string; batch: string };
}

/** What is fixed when an interview starts: its wave, version, mode, entry and source. One interview asks one survey. */
export function openingOf(beginning: Beginning): Opening {
  const { responseId, questionnaire, wave, source } = beginning;
  return {
    responseId,
    interviewId: responseId,
    respondentId: responseId,
    survey: questionnaire.definition.id,
    version: questionnaire.definition.version,
    definitionHash: questionnaire.hash,
    wave: wave.id,
    mode: source.mode,
    entry: source.entry,
    sampleSource: source.id,
    stratum: '',
    language: beginning.language,
    seed: Number.parseInt(responseId.replaceAll('-', '').slice(0, 8), 16),
    baseWeight: 1,
    allocation: 1,
    simulated: wave.kind === 'simulated',
    startedAt: beginning.now,
    ...(beginning.enumerator ? { enumerator: beginning.enumerator } : {}),
    ...(beginning.site ? { site: beginning.site } : {}),
    ...(beginning.case ? { case: beginning.case } : {}),
    ...(beginning.link ? { tokenHash: beginning.link.tokenHash, linkBatch: beginning.link.batch } : {}),
  };
}
