import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Text } from '../../src/definition/types.js';
import { defaultMethod, type PlaceFacts } from '../../src/waves/default-method.js';
import { defaultSources } from '../../src/waves/default-sources.js';
import { startOfDay } from '../../src/waves/new-wave.js';
import type { Wave } from '../../src/waves/wave.js';
import { localDate } from '../../src/responses/local-date.js';
import { assignments } from './assignments.js';
import { cellsOf } from './population.js';
import type { Simulation } from './responses.js';
import { truthOf } from './truth.js';

export interface Setting {
  seed: number;
  now: Date;
  surveys: readonly Questionnaire[];
  places: PlaceFacts;
  sha256: (text: string) => string;
  hmac?: (text: string) => string;
}

const dayMs = 86_400_000;
const graceDays = 7;
/** The open wave has been asked for three weeks and goes on for ten. */
const openDays = { before: 21, after: 70 };
/** Since the closed wave: a little better in two districts. */
const openDrift = [0, 0, 1, 1.5, 0, 0];
/** The quarter before the closed wave: one district was clearly worse then, one clearly better. */
const earlierDrift = [0, 0, -4, 0, 4, 0];
/** Fieldwork of the open wave has not come far here: too few users for a rank. */
const unfinished = { survey: 'elderly-care', district: '330624', residents: 100 };

/** The quarter that was over when the open wave began, with all its interviews. */
export function closedSimulation(setting: Setting): Simulation {
  return quarterSimulation(setting, previousQuarter(openPeriod(setting.now).opensAt), []);
}

/** The quarter before that one, asked at the same sites, so that the closed wave shows what changed. */
export function earlierSimulation(setting: Setting): Simulation {
  const closed = closedSimulation({ ...setting, surveys: [] }).wave;
  const earlier = quarterSimulation(setting, previousQuarter(closed.opensAt), earlierDrift);
  return { ...earlier, sameSitesAs: closed.id };
}

function quarterSimulation(setting: Setting, { year, quarter }: Quarter, drift: readonly number[]): Simulation {
  const [from, to] = [quarterStart(year, quarter), quarterStart(year, quarter + 1)];
  const wave = waveOf(setting, {
    id: `demo-${year}q${quarter + 1}`,
    title: titleOf(year, quarter),
    opensAt: from,
    closesAt: to,
  });
  return simulationOf(setting, { wave, to, drift, residents: () => undefined });
}

/** The wave that is being asked now, with the interviews of its first three weeks. */
export function openSimulation(setting: Setting): Simulation {
  const period = openPeriod(setting.now);
  const { year, quarter } = quarterOf(setting.now);
  const wave = waveOf(setting, { id: `demo-${year}q${quarter + 1}`, title: titleOf(year, quarter), ...period });
  const residents = (survey: string, district: string) =>
    survey === unfinished.survey && district === unfinished.district ? unfinished.residents : undefined;
  return simulationOf(setting, { wave, to: today(setting.now), drift: openDrift, residents });
}

interface Field {
  wave: Omit<Wave, 'truth'>;
  /** Moment before which everything was received. */
  to: Date;
  drift: readonly number[];
  residents: (survey: string, district: string) => number | undefined;
}

function simulationOf({ seed, surveys, sha256, hmac }: Setting, { wave, to, drift, residents }: Field): Simulation {
  const world = { cells: cellsOf(wave.method.margins, wave.districts), districts: wave.districts, drift };
  const ids = surveys.map(({ definition }) => definition.id);
  return {
    seed,
    wave: { ...wave, truth: truthOf(surveys, world) },
    surveys,
    world,
    work: assignments({ sources: wave.sampleSources, surveys: ids, districts: wave.districts, residents }),
    period: { from: wave.opensAt, to },
    sha256,
    ...(hmac ? { hmac } : {}),
  };
}

function waveOf(
  { surveys, places }: Setting,
  own: Pick<Wave, 'id' | 'title' | 'opensAt' | 'closesAt'>,
): Omit<Wave, 'truth'> {
  const definitions = surveys.map(({ definition }) => definition);
  return {
    ...own,
    kind: 'simulated',
    surveys: definitions.map(({ id, version }) => ({ id, version })),
    population: 'residents',
    modes: ['phone', 'onsite', 'online'],
    districts: places.districts,
    boundaryVersion: places.boundaryVersion,
    sampleSources: [...defaultSources],
    method: defaultMethod(definitions, places),
    graceDays,
  };
}

function titleOf(year: number, quarter: number): Text {
  const chinese = '一二三四'[quarter] as string;
  return { 'zh-CN': `${year}年第${chinese}季度（演示）`, en: `Quarter ${quarter + 1} of ${year} (demo)` };
}

/** The time of the wave that is being asked now. */
export function openPeriod(now: Date): { opensAt: Date; closesAt: Date } {
  const midnight = today(now).getTime();
  return {
    opensAt: new Date(midnight - openDays.before * dayMs),
    closesAt: new Date(midnight + openDays.after * dayMs),
  };
}

/** The first moment of the day in Asia/Shanghai. */
function today(now: Date): Date {
  return startOfDay(localDate(now)) as Date;
}

/** Quarters count from 0. */
interface Quarter {
  year: number;
  quarter: number;
}

function quarterOf(instant: Date): Quarter {
  const [year, month] = localDate(instant).split('-').map(Number) as [number, number];
  return { year, quarter: Math.floor((month - 1) / 3) };
}

function previousQuarter(instant: Date): Quarter {
  const { year, quarter } = quarterOf(instant);
  return quarter === 0 ? { year: year - 1, quarter: 3 } : { year, quarter: quarter - 1 };
}

function quarterStart(year: number, quarter: number): Date {
  const month = String(3 * (quarter % 4) + 1).padStart(2, '0');
  return startOfDay(`${year + Math.floor(quarter / 4)}-${month}-01`) as Date;
}
