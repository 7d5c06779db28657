import { connectDatabase } from '../../src/database/connect.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import { defaultMethod } from '../../src/waves/default-method.js';
import { defaultSources } from '../../src/waves/default-sources.js';
import { waveStore } from '../../src/waves/store.js';

const nowhere = { districts: [], boundaryVersion: 'drill', margins: [], marginVersion: 'drill', population: [] };

/** Opens a wave for the drill in a fresh folder: two days around now. */
export async function openDrillWave(folder: string, questionnaire: Questionnaire, now: Date): Promise<string> {
  const database = await connectDatabase({ dataFolder: folder, inProcess: true });
  const { id, version } = questionnaire.definition;
  const outcome = await waveStore(database.connection).create({
    id: 'drill',
    title: { 'zh-CN': '演练', en: 'Drill' },
    kind: 'simulated',
    opensAt: new Date(now.getTime() - 86_400_000),
    closesAt: new Date(now.getTime() + 86_400_000),
    surveys: [{ id, version }],
    population: 'residents',
    modes: ['online'],
    districts: [],
    boundaryVersion: 'drill',
    sampleSources: [...defaultSources],
    method: defaultMethod([questionnaire.definition], nowhere),
    graceDays: 7,
  });
  await database.close();
  if (outcome !== 'created') throw new Error('openDrillWave requires a fresh folder');
  return 'drill';
}
