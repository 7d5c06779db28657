import type { Definition } from '../../src/definition/types.js';
import { defaultMethod, type PlaceFacts } from '../../src/waves/default-method.js';
import { defaultSources } from '../../src/waves/default-sources.js';
import type { Wave } from '../../src/waves/wave.js';
import type { Parts } from '../../src/web/app.js';
import { openPeriod } from './waves.js';

/** The survey that shows every type of question, and the wave that asks it: a draft, so that no real wave ever does. */
export const tourSurvey = 'tour';
export const tourWaveId = 'demo-tour';

/** Open as long as the wave that is being asked now, in every mode. Nobody is simulated: it is there to be tried. */
export function tourWave(
  { id, version, sector }: Pick<Definition, 'id' | 'version' | 'sector'>,
  now: Date,
  places: PlaceFacts,
): Wave {
  return {
    id: tourWaveId,
    title: { 'zh-CN': '题型巡览（演示）', en: 'Tour of question types (demo)' },
    kind: 'simulated',
    ...openPeriod(now),
    surveys: [{ id, version }],
    population: 'residents',
    modes: ['phone', 'onsite', 'online'],
    districts: places.districts,
    boundaryVersion: places.boundaryVersion,
    sampleSources: [...defaultSources],
    method: defaultMethod([{ id, sector }], places),
    graceDays: 7,
  };
}

/** Makes the tour's wave unless it is there: a demo that was filled before there was a tour gets it too. */
export async function openTour(
  { surveys, stores, now }: Pick<Parts, 'surveys' | 'now'> & { stores: Pick<Parts['stores'], 'waves'> },
  places: PlaceFacts,
): Promise<void> {
  const definition = surveys.latest(tourSurvey)?.definition;
  if (!definition || (await stores.waves.find(tourWaveId))) return;
  await stores.waves.create(tourWave(definition, now(), places));
}
