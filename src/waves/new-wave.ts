import { doorFaults } from '../definition/door/door-faults.js';
import type { Surveys } from '../definition/surveys.js';
import type { Definition, Fault } from '../definition/types.js';
import { defaultMethod, type PlaceFacts } from './default-method.js';
import { defaultSources } from './default-sources.js';
import { methodFaults } from './method-faults.js';
import type { Wave } from './wave.js';

/** The form of a new wave as it was filled in. */
export interface WaveForm {
  id: string;
  titleZh: string;
  titleEn: string;
  /** First and last day, YYYY-MM-DD in Asia/Shanghai; both belong to the wave. */
  opensOn: string;
  closesOn: string;
  surveys: string[];
  sources: string[];
  /** How many surveys one interview asks at most; '' where each interview asks one that was chosen before. */
  surveysPerPerson?: string;
}

const graceDays = 7;
const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const day = 86_400_000;

/** Definitions that a real wave may ask: the latest version of each survey, where it is published. */
export function askable(surveys: Surveys): Definition[] {
  const ids = [...new Set(surveys.all.map(({ definition }) => definition.id))];
  return ids.flatMap((id) => {
    const definition = surveys.latest(id)?.definition;
    return definition?.status === 'published' ? [definition] : [];
  });
}

/** The first moment of a day of this century in Asia/Shanghai; undefined for a day that no calendar has. */
export function startOfDay(date: string): Date | undefined {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(date)) return undefined;
  const noon = new Date(`${date}T12:00:00+08:00`);
  if (Number.isNaN(noon.getTime()) || noon.toISOString().slice(0, 10) !== date) return undefined;
  return new Date(`${date}T00:00:00+08:00`);
}

/** A real wave with the default method from a form, or everything that is wrong with the form. */
export function newWave(form: WaveForm, surveys: Surveys, places: PlaceFacts): { wave: Wave } | { faults: Fault[] } {
  const chosen = askable(surveys).filter(({ id }) => form.surveys.includes(id));
  const sources = defaultSources.filter(({ id }) => form.sources.includes(id));
  const opensAt = startOfDay(form.opensOn);
  const closes = startOfDay(form.closesOn);
  const method = defaultMethod(chosen, places);
  const surveysPerPerson = form.surveysPerPerson?.trim() ?? '';
  const faults = [
    ...wordFaults(form),
    ...dateFaults(opensAt, closes),
    ...choiceFaults(chosen, sources.length),
    ...chosen.flatMap((definition) => methodFaults(definition, method)),
    ...(surveysPerPerson === '' ? [] : combinedFaults(chosen, surveysPerPerson)),
  ];
  const [first] = chosen;
  if (faults.length > 0 || !opensAt || !closes || !first) return { faults };
  const wave: Wave = {
    id: form.id.trim(),
    title: { 'zh-CN': form.titleZh.trim(), en: form.titleEn.trim() },
    kind: 'real',
    opensAt,
    closesAt: new Date(closes.getTime() + day),
    surveys: chosen.map(({ id, version }) => ({ id, version })),
    population: first.population,
    modes: [...new Set(sources.map(({ mode }) => mode))],
    districts: places.districts,
    boundaryVersion: places.boundaryVersion,
    sampleSources: sources,
    method,
    ...(surveysPerPerson === '' ? {} : { combined: { surveysPerPerson: Number(surveysPerPerson) } }),
    graceDays,
  };
  return { wave };
}

const fault = (path: string, code: string): Fault => ({ code: `wave.${code}`, path, params: {} });

function wordFaults({ id, titleZh, titleEn }: WaveForm): Fault[] {
  return [
    ...(idPattern.test(id.trim()) && id.trim() !== 'new' ? [] : [fault('id', 'id')]),
    ...(titleZh.trim() === '' ? [fault('titleZh', 'titleZh')] : []),
    ...(titleEn.trim() === '' ? [fault('titleEn', 'titleEn')] : []),
  ];
}

function dateFaults(opens: Date | undefined, closes: Date | undefined): Fault[] {
  if (!opens || !closes)
    return [...(opens ? [] : [fault('opensOn', 'opensOn')]), ...(closes ? [] : [fault('closesOn', 'closesOn')])];
  return closes < opens ? [fault('closesOn', 'closesBeforeItOpens')] : [];
}

function choiceFaults(chosen: readonly Definition[], sources: number): Fault[] {
  const populations = new Set(chosen.map(({ population }) => population));
  return [
    ...(chosen.length === 0 ? [fault('surveys', 'noSurvey')] : []),
    ...(populations.size > 1 ? [fault('surveys', 'populationsDiffer')] : []),
    ...(sources === 0 ? [fault('sources', 'noSource')] : []),
  ];
}

/** What keeps the surveys from being asked in one interview. */
function combinedFaults(chosen: readonly Definition[], surveysPerPerson: string): Fault[] {
  const path = 'surveysPerPerson';
  if (chosen.length < 2) return [fault(path, 'combinedOne')];
  const isNumber = /^[1-9]\d?$/.test(surveysPerPerson) && Number(surveysPerPerson) <= chosen.length;
  return [
    ...(isNumber ? [] : [fault(path, 'surveysPerPerson')]),
    ...doorFaults(chosen).map(({ code, params }) => ({ code: `wave.${code}`, path, params })),
  ];
}
