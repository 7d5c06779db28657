import { createHash } from 'node:crypto';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Surveys } from '../../src/definition/surveys.js';
import type { Answers } from '../../src/definition/types.js';
import type { Response } from '../../src/responses/response.js';
import { defaultMethod } from '../../src/waves/default-method.js';
import { defaultSources } from '../../src/waves/default-sources.js';
import { loadPlaceFacts } from '../../src/waves/load.js';
import { measuredWaves, type Measured } from '../../src/waves/measured.js';
import type { SampleSource, Wave } from '../../src/waves/wave.js';
import { readerOf, type Reader } from '../../src/reports/reader.js';
import type { Language } from '../../src/definition/types.js';
import { loadSurveys } from '../../src/web/load-surveys.js';
import { loadCatalogue, translator } from '../../src/web/locale.js';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const now = new Date('2026-11-20T02:00:00Z');
const places = loadPlaceFacts();
const shelf = loadSurveys('schemas');

export const realSurveys = (): Surveys => shelf;

export function questionnaire(id: string): Questionnaire {
  const found = shelf.latest(id);
  if (!found) throw new Error(`questionnaire requires a survey, and ${id} is none`);
  return found;
}

const ids = ['education', 'finance'];

/** Two real surveys, the six districts, small floors. */
export function sampleWave(changes: Partial<Wave> = {}): Wave {
  const definitions = ids.map((id) => questionnaire(id).definition);
  const method = defaultMethod(definitions, places);
  return {
    id: 'sample',
    title: { 'zh-CN': '样例调查', en: 'Sample wave' },
    kind: 'simulated',
    opensAt: new Date('2026-10-31T16:00:00Z'),
    closesAt: new Date('2026-11-30T16:00:00Z'),
    surveys: ids.map((id) => ({ id, version: 1 })),
    population: 'residents',
    modes: ['phone', 'onsite', 'online'],
    districts: places.districts,
    boundaryVersion: places.boundaryVersion,
    sampleSources: [...defaultSources],
    method: { ...method, floors: { ranked: 20, shown: 10 }, rankDraws: 5000 },
    graceDays: 7,
    truth: ids.flatMap((survey) => places.districts.map((district, d) => ({ survey, district, index: 70 + 2 * d }))),
    ...changes,
  };
}

/** A stream of numbers in [0, 1) that is the same in every run. */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const ages = ['18-29', '30-44', '45-59', '60+'];

function answersTo({ definition, indexItems }: Questionnaire, chance: () => number, level: number): Answers {
  const code = () => Math.min(10, Math.max(1, Math.round(level + 3 * (chance() - 0.5))));
  const items = indexItems.map((id) => [id, chance() < 0.05 ? { missing: 'dontKnow' } : code()]);
  return Object.fromEntries([...items, [definition.index.satisfaction, code()], ['consent', 1]]) as Answers;
}

/** As many interviews a survey and district as asked, the last fifth by the open link; a tenth did not use the service. */
export function sampleResponses(wave: Wave, perDistrict = 30, level = (d: number): number => 6 + 0.4 * d): Response[] {
  const chance = stream(7);
  return ids.flatMap((survey) =>
    wave.districts.flatMap((district, d) =>
      Array.from({ length: perDistrict }, (_, i) =>
        oneResponse(wave, { survey, district, d, i, level: level(d) }, chance),
      ),
    ),
  );
}

function oneResponse(
  wave: Wave,
  at: { survey: string; district: string; d: number; i: number; level: number },
  chance: () => number,
): Response {
  const { survey, district, d, i, level } = at;
  const source = defaultSources[i % 5 === 4 ? 3 : i % 3] as SampleSource;
  const user = i % 10 !== 7;
  const received = new Date(wave.opensAt.getTime() + i * 3_600_000 + d * 60_000);
  const id = sha256(`${survey} ${district} ${i}`).slice(0, 32);
  const answers = user ? answersTo(questionnaire(survey), chance, level) : { consent: 1 };
  return {
    responseId: id,
    interviewId: id,
    respondentId: id,
    survey,
    version: 1,
    definitionHash: questionnaire(survey).hash,
    wave: wave.id,
    mode: source.mode,
    entry: source.entry,
    sampleSource: source.id,
    stratum: '',
    ...(source.mode === 'online' ? {} : { enumerator: `e${i % 4}` }),
    ...(source.mode === 'onsite' ? { site: `${district}-${i % 3}` } : {}),
    language: 'zh-CN',
    seed: 1,
    baseWeight: 1,
    allocation: 1,
    modeTrail: [],
    answers: { ...answers, sex: (i % 2) + 1, [`${survey.slice(0, 3)}_o1`]: '=秘密,13800000000' },
    result: user ? 'complete' : 'notServiceUser',
    residence: { district, foundBy: 'answer' },
    ...(user ? { service: { district, foundBy: 'answer' as const } } : {}),
    sex: i % 2 === 0 ? 'male' : 'female',
    age: ages[Math.floor(i / 2) % 4] as string,
    consentVersion: '1',
    times: { startedAt: received, endedAt: received, receivedAt: received, pages: {} },
    localDate: '2026-11-01',
    contentHash: sha256(id),
    receipt: id.slice(0, 8),
    qualityFlags: [],
    simulated: wave.kind === 'simulated',
  };
}

export async function* inOrder(responses: readonly Response[]): AsyncGenerator<Response> {
  yield* responses.toSorted((a, b) => a.times.receivedAt.getTime() - b.times.receivedAt.getTime());
}

export async function measuredSample(wave = sampleWave(), responses = sampleResponses(wave)): Promise<Measured> {
  const source = { ofWave: () => inOrder(responses), countOfWave: async () => responses.length };
  return measuredWaves({ responses: source, surveys: realSurveys(), sha256 })(wave, now);
}

const catalogue = loadCatalogue();

export function readerIn(language: Language, measured: Pick<Measured, 'questionnaires'>): Reader {
  return readerOf(language, translator(catalogue, language), measured.questionnaires);
}
