import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { answerEverything } from '../../scripts/drill/answer-everything.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import { finish } from '../../src/responses/finish.js';
import { openingOf } from '../../src/responses/opening.js';
import { testMethod, testWave } from '../support/wave.js';
import { correct, exclude, include, reviewDesk, type Desk } from './reviewing.js';
import { freshId } from './sending.js';

let desk: Desk;
const wave = testWave({
  id: 'w2',
  surveys: [{ id: 'transport', version: 1 }],
  opensAt: new Date('2026-06-01T00:00:00Z'),
  closesAt: new Date('2026-07-01T00:00:00Z'),
  method: { ...testMethod(), floors: { ranked: 0, shown: 0 } },
});
const then = new Date('2026-06-20T02:00:00Z');

beforeAll(async () => {
  desk = await reviewDesk();
});
afterAll(() => desk.close());

const stored = async (id: string) => (await desk.site.parts.stores.responses.find(id))!;
const transport = () => desk.site.parts.surveys.latest('transport')!;
const item = () => transport().indexItems[0]!;
const rate = async (id: string, rating: number) =>
  correct(desk.chen, { response: await stored(id), questionnaire: transport() }, { [item()]: rating });

/** Keeps the response of a person of a sampled source; person, district and ratings vary with the number. */
async function keepOne(at: number): Promise<string> {
  const { stores, sha256 } = desk.site.parts;
  const questionnaire = transport();
  const source = wave.sampleSources[2]!;
  const opening = openingOf({ responseId: freshId(), questionnaire, wave, source, language: 'zh-CN', now: then });
  const district = (at % 6) + 1;
  const [sex, age] = [(Math.floor(at / 6) % 2) + 1, Math.floor(at / 12) % 2 === 0 ? 3 : 5];
  const where = { residence: district, [questionnaire.definition.profile.serviceDistrict!]: district };
  const answers = { ...answerEverything(questionnaire, 4 + (at % 5)), ...where, sex, age };
  const rest = { language: 'zh-CN' as const, finished: true, endedAt: then, pages: {}, modeTrail: [] };
  const intake = { now: then, sha256, simulated: false };
  const done = await finish(questionnaire, { opening, answers, ...rest }, intake, stores.responses);
  if (done.kind !== 'stored') throw new Error(`keepOne requires good answers: ${JSON.stringify(done)}`);
  return opening.responseId;
}

async function fileOf(archive: string, ending: string): Promise<string> {
  const zip = await desk.chen
    .get(archive)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    });
  const files = unzipSync(zip.body as Uint8Array);
  return new TextDecoder().decode(files[Object.keys(files).find((name) => name.endsWith(ending))!]);
}

it('the measurement of a wave follows corrections and exclusions, and comes back to the last bit when they are undone', async () => {
  const { stores, measured } = desk.site.parts;
  await stores.waves.create(wave);
  const ids: string[] = [];
  for (let at = 0; at < 72; at += 1) ids.push(await keepOne(at));
  const measure = () => measured(wave, desk.site.parts.now());
  const figure = async () => scoreOf((await measure()).measurement, 'survey:transport', '330602').figure;
  const [id, other] = [ids[0]!, ids[6]!];
  const first = await measure();
  const before = await figure();
  expect(before.n).toBe(12);

  await rate(id, 10);
  const corrected = await figure();
  expect(corrected.estimate).toBeGreaterThan(before.estimate!);
  expect(corrected.n).toBe(12);

  desk.site.setNow(new Date('2026-11-20T02:00:30Z'));
  await exclude(desk.wang, other, { ground: 'fabricated', reason: 'never asked', revision: '0' });
  expect((await figure()).n).toBe(11);
  expect((await measure()).measurement.frame.leftOut).toEqual([{ reason: 'excluded', n: 1 }]);

  const recipe = (await desk.chen.get('/waves/w2/recipe?node=overall&district=330602')).text;
  expect(recipe).toContain('1 responses, 1 corrections');
  expect(recipe).toMatch(/Kept out: Fabricated<\/dt>\s*<dd>1/);
  const method = JSON.parse(await fileOf('/waves/w2/archive.zip', 'method.json')) as { changedByPeople: unknown };
  const excluded = [{ ground: 'fabricated', n: 1 }];
  expect(method.changedByPeople).toEqual({ corrected: 1, corrections: 1, released: 0, excluded });

  await include(desk.wang, other, { reason: 'it was asked', revision: '1' });
  await rate(id, (await stored(id)).history![0]!.before!.answers[item()] as number);
  const last = await measure();
  expect(last.measurement.scores).toEqual(first.measurement.scores);
  expect(last.measurement.weights.final).toEqual(first.measurement.weights.final);
  expect(last.revision.id).not.toBe(first.revision.id);
  expect(last.revision.responses).toBe(72);
}, 60_000);
