import { localTime } from '../responses/local-date.js';
import type { Measured } from '../waves/measured.js';
import type { Wave } from '../waves/wave.js';
import { count, fixed } from './numbers.js';
import type { Reader } from './reader.js';
import type { Fact } from './table.js';

/** What stands on top of every report page of a wave: its name, whether it is simulated, its time, and which data were counted. */
export interface WaveHead {
  id: string;
  title: string;
  simulated: boolean;
  period: string;
  facts: Fact[];
  /** One line for the foot of each page: method, margins and frame revision. */
  stamp: string;
}

/** First and last day in Asia/Shanghai; the end of a wave is half-open. */
export function periodOf({ opensAt, closesAt }: Pick<Wave, 'opensAt' | 'closesAt'>, { t }: Pick<Reader, 't'>): string {
  return t('reports.period', { from: localTime(opensAt), to: localTime(closesAt) });
}

/** Where one interview asks several of the surveys: how many, and where the open link leads. */
function combinedFact({ id, combined, sampleSources }: Wave, { t }: Reader): Fact[] {
  if (!combined) return [];
  const value = t('reports.fact.combinedValue', { n: combined.surveysPerPerson });
  const isOpen = sampleSources.some(({ entry }) => entry === 'open');
  const note = isOpen ? { note: t('reports.fact.combinedNote', { address: `/i/${id}` }) } : {};
  return [{ label: t('reports.fact.combined'), value, ...note }];
}

export function waveHead({ wave, measurement, revision }: Measured, reader: Reader): WaveHead {
  const { t, text } = reader;
  const { frame } = measurement;
  return {
    id: wave.id,
    title: text(wave.title),
    simulated: wave.kind === 'simulated',
    period: periodOf(wave, reader),
    facts: [
      { label: t('reports.fact.period'), value: periodOf(wave, reader), note: t('reports.fact.timeZone') },
      {
        label: t('reports.fact.surveys'),
        value: wave.surveys.map(({ id }) => reader.survey(id)).join(reader.language === 'en' ? ', ' : '、'),
      },
      ...combinedFact(wave, reader),
      { label: t('reports.fact.received'), value: count(revision.responses) },
      {
        label: t('reports.fact.inFrame'),
        value: count(frame.rows),
        note: t('reports.fact.inFrameNote', { persons: count(frame.respondents) }),
      },
      {
        label: t('reports.fact.latest'),
        value: revision.latest === '' ? t('reports.none') : localTime(new Date(revision.latest)),
      },
    ],
    stamp: t('reports.stamp', {
      method: measurement.methodVersion,
      margins: measurement.marginVersion,
      boundaries: measurement.boundaryVersion,
      confidence: fixed(100 * measurement.confidence, 0),
      revision: revision.id,
    }),
  };
}
