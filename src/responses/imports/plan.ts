import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Surveys } from '../../definition/surveys.js';
import type { Fault, Language } from '../../definition/types.js';
import type { SampleSource, Wave } from '../../waves/wave.js';
import { mappingOf, type Mapping } from './mapping.js';
import type { ImportMap } from './import-map.js';

/** What is asked for; what is given here stands over the map. */
export interface ImportRequest {
  survey: string;
  wave?: string;
  sampleSource?: string;
  map: ImportMap;
  /** Checks without storing. */
  dryRun: boolean;
}

/** An import that can be run: everything found, nothing left to doubt but the rows. */
export interface ImportPlan {
  questionnaire: Questionnaire;
  wave: Wave;
  source: SampleSource;
  language: Language;
  mapping: Mapping;
  dryRun: boolean;
  /** What the person who imports should know. */
  notes: Fault[];
}

interface Waves {
  find(id: string): Promise<Wave | undefined>;
  openFor(survey: string, now: Date): Promise<Wave | undefined>;
}

interface Finding {
  waves: Waves;
  surveys: Surveys;
  now: Date;
}

/** Finds the wave (named, else the open one that asks the survey), its version of the survey and the sample source, and maps the columns. */
export async function planImport(
  finding: Finding,
  request: ImportRequest,
  header: string[],
): Promise<{ plan: ImportPlan } | { faults: Fault[] }> {
  const asked = await askedIn(finding, request);
  if ('fault' in asked) return { faults: [asked.fault] };
  const { wave, questionnaire } = asked;
  const { languages } = questionnaire.definition;
  const language = request.map.language ?? languages[0] ?? 'zh-CN';
  const found = sourceFor(request, wave);
  const mapped = mappingOf(questionnaire, header, request.map);
  const isSpoken = languages.includes(language);
  if ('source' in found && 'mapping' in mapped && isSpoken) {
    const notes = notesOf(mapped.mapping, wave, request.dryRun);
    return { plan: { questionnaire, wave, ...found, ...mapped, language, dryRun: request.dryRun, notes } };
  }
  const faults = [
    ...('fault' in found ? [found.fault] : []),
    ...('faults' in mapped ? mapped.faults : []),
    ...(isSpoken ? [] : [fault('import.unknownLanguage', { language })]),
  ];
  return { faults };
}

/** The wave, and the survey in the version that the wave asks. */
async function askedIn(
  { waves, surveys, now }: Finding,
  { survey, ...request }: ImportRequest,
): Promise<{ wave: Wave; questionnaire: Questionnaire } | { fault: Fault }> {
  if (!surveys.latest(survey)) return { fault: fault('import.unknownSurvey', { survey }) };
  const named = request.wave ?? request.map.wave;
  const wave = named === undefined ? await waves.openFor(survey, now) : await waves.find(named);
  if (!wave)
    return {
      fault:
        named === undefined ? fault('import.noOpenWave', { survey }) : fault('import.unknownWave', { wave: named }),
    };
  const version = wave.surveys.find(({ id }) => id === survey)?.version;
  const questionnaire = version === undefined ? undefined : surveys.get(survey, version);
  if (!questionnaire) return { fault: fault('import.notInWave', { survey, wave: wave.id }) };
  return wave.opensAt > now ? { fault: fault('import.waveNotBegun', { wave: wave.id }) } : { wave, questionnaire };
}

function fault(code: string, params: Fault['params'] = {}): Fault {
  return { code, path: '', params };
}

/** The source that is named, else the only one there is (of the map's mode). */
function sourceFor({ sampleSource, map }: ImportRequest, wave: Wave): { source: SampleSource } | { fault: Fault } {
  const wanted = sampleSource ?? map.sampleSource;
  const ids = wave.sampleSources.map(({ id }) => id).join(', ');
  const fitting = wave.sampleSources.filter(
    ({ id, mode }) => (wanted === undefined || id === wanted) && (map.mode === undefined || mode === map.mode),
  );
  const [source, ...others] = fitting;
  if (source && others.length === 0) return { source };
  if (wanted === undefined) return { fault: fault('import.sourceNeeded', { sources: ids }) };
  const isKnown = wave.sampleSources.some(({ id }) => id === wanted);
  if (isKnown) return { fault: fault('import.otherMode', { source: wanted, mode: map.mode ?? '' }) };
  return { fault: fault('import.unknownSource', { source: wanted, sources: ids }) };
}

function notesOf({ fields, identity, unused }: Mapping, wave: Wave, dryRun: boolean): Fault[] {
  return [
    ...(dryRun ? [fault('note.dryRun')] : []),
    ...(wave.kind === 'simulated' ? [fault('note.simulatedWave', { wave: wave.id })] : []),
    ...(fields.startedAt ? [] : [fault('note.noStartTime')]),
    ...(identity.length > 0 ? [] : [fault('note.noIdentity')]),
    ...(unused.length > 0 ? [fault('note.unusedColumns', { columns: unused.slice(0, 50).join(', ') })] : []),
  ];
}
