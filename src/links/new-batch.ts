import type { Fault } from '../definition/types.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Surveys } from '../definition/surveys.js';
import type { SampleSource, Wave } from '../waves/wave.js';
import { largestBatch } from './link.js';
import { personalDataIn } from './personal-data.js';

/** The form as it was sent (schemas/http/links.json). */
export interface LinksForm {
  /** Made with the form, so that sending it twice makes one batch. */
  batch: string;
  survey: string;
  source: string;
  number: string;
  /** One a line. */
  labels: string;
}

const longestLabel = 40;
const shownFaults = 10;

/** What links of a wave may lead to, and the sample sources they may belong to. */
export function linkable(wave: Wave, surveys: Surveys): { questionnaires: Questionnaire[]; sources: SampleSource[] } {
  const asked = wave.surveys.map(({ id, version }) => surveys.get(id, version));
  return {
    questionnaires: asked
      .filter((each) => each !== undefined)
      .filter(({ definition }) => definition.modes.includes('online')),
    sources: wave.sampleSources.filter(({ mode, entry }) => mode === 'online' && entry === 'token'),
  };
}

/** Labels, blank lines left out. */
export function labelsIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

/** How many links are asked for and their labels, or everything that is wrong with the form. */
export function plannedBatch(
  form: LinksForm,
  wave: Wave,
  surveys: Surveys,
): { count: number; labels: string[] } | { faults: Fault[] } {
  const { questionnaires, sources } = linkable(wave, surveys);
  const labels = labelsIn(form.labels);
  const written = form.number.normalize('NFKC').replaceAll(/[\s,]/g, '');
  const count = written === '' ? labels.length : Number(written);
  const faults = [
    ...(questionnaires.some(({ definition }) => definition.id === form.survey) ? [] : [fault('survey', 'survey')]),
    ...(sources.some(({ id }) => id === form.source) ? [] : [fault('source', 'source')]),
    ...countFaults(count, labels.length),
    ...labelFaults(labels),
  ];
  return faults.length > 0 ? { faults } : { count, labels };
}

function fault(code: string, path: string, params: Fault['params'] = {}): Fault {
  return { code, path, params };
}

function countFaults(count: number, labels: number): Fault[] {
  if (!Number.isSafeInteger(count) || count < 1 || count > largestBatch)
    return [fault('number', 'number', { most: largestBatch.toLocaleString('en-US') })];
  return labels > 0 && labels !== count ? [fault('labelCount', 'labels', { labels, number: count })] : [];
}

/** Labels are told by their line and never repeated: what is refused may be personal. */
function labelFaults(labels: readonly string[]): Fault[] {
  const faults = labels.flatMap((label, at) => {
    const line = at + 1;
    if (label.length > longestLabel) return [fault('labelLong', 'labels', { line, longest: longestLabel })];
    const personal = personalDataIn(label);
    return personal ? [fault(`label.${personal}`, 'labels', { line })] : [];
  });
  const more = faults.length - shownFaults;
  return more > 0 ? [...faults.slice(0, shownFaults), fault('labelMore', 'labels', { more })] : faults;
}
