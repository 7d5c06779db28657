import type { Mode } from '../../src/definition/types.js';
import type { Assignment } from './assignments.js';
import { chanceOf } from './chance.js';

/** Where and when an interview is held, and by whom. */
export interface Slot {
  /** Interviews of one slot group share a day's or a site's effect. */
  psu: string;
  startsAt: Date;
  enumerator?: string;
  site?: string;
  stratum: string;
}

export interface FieldPeriod {
  /** First moment and the moment before which everything has been received. */
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;
const chinaMs = 8 * 3_600_000;
const enumerators = 12;
const sitesPerDistrict = 8;
const interviewsADay = 8;

/** Hours of the day in Asia/Shanghai, in minutes: phones ring from 9 to 12 and from 14 to 20:30. */
const phoneHours: [number, number][] = [
  [9 * 60, 12 * 60],
  [14 * 60, 20.5 * 60],
];
const streetHours: [number, number][] = [[9 * 60, 17 * 60]];
const onlineHours: [number, number][] = [[7 * 60, 23 * 60]];

/** Gives every interview its day and place. A phone interviewer works through several surveys and districts in one day. */
export function slots(work: readonly Assignment[], period: FieldPeriod, seed: number): Map<Assignment, Slot> {
  const chance = chanceOf(seed, 'fieldwork');
  const by = (mode: Mode) => chance.shuffled(work.filter(({ source }) => source.mode === mode));
  return new Map([
    ...phoneSlots(by('phone'), period),
    ...streetSlots(by('onsite'), period),
    ...by('online').map((assignment): [Assignment, Slot] => {
      const day = chance.between(0, daysOf(period) - 1);
      const startsAt = moment(period, day, { hours: onlineHours, share: chance.share() });
      return [assignment, { psu: `online/${assignment.survey}/${assignment.number}`, startsAt, stratum: '' }];
    }),
  ]);
}

function phoneSlots(work: readonly Assignment[], period: FieldPeriod): [Assignment, Slot][] {
  const days = Math.min(daysOf(period), Math.max(1, Math.ceil(work.length / (enumerators * interviewsADay))));
  const shifts = enumerators * days;
  const perShift = Math.ceil(work.length / shifts);
  return work.map((assignment, place) => {
    const shift = place % shifts;
    const enumerator = `T${two(1 + (shift % enumerators))}`;
    const day = spread(Math.floor(shift / enumerators), days, daysOf(period));
    const share = (Math.floor(place / shifts) + 0.5) / perShift;
    const startsAt = moment(period, day, { hours: phoneHours, share });
    return [assignment, { psu: `${enumerator}/${day}`, startsAt, enumerator, stratum: '' }];
  });
}

/** Each site is worked on a few days by one of its district's interviewers. */
function streetSlots(work: readonly Assignment[], period: FieldPeriod): [Assignment, Slot][] {
  const worked = new Map<string, number>();
  return work.map((assignment) => {
    const { residence } = assignment;
    const turn = worked.get(residence) ?? 0;
    worked.set(residence, turn + 1);
    const number = turn % sitesPerDistrict;
    const round = Math.floor(turn / sitesPerDistrict);
    const site = `${residence}-${two(number + 1)}`;
    const visits = Math.min(4, daysOf(period));
    const day = Math.min(daysOf(period) - 1, spread(round % visits, visits, daysOf(period)) + (number % 2));
    const share = ((Math.floor(round / visits) * 2 + (number % 2)) % 24) / 24 + 0.01;
    const startsAt = moment(period, day, { hours: streetHours, share });
    return [
      assignment,
      { psu: site, startsAt, enumerator: `F${residence.slice(-2)}-${1 + (number % 2)}`, site, stratum: residence },
    ];
  });
}

function daysOf({ from, to }: FieldPeriod): number {
  return Math.max(1, Math.floor((to.getTime() - from.getTime()) / dayMs));
}

function spread(step: number, steps: number, days: number): number {
  return Math.floor((step * days) / steps);
}

/** A moment of a day of the period, at a share of its working hours. */
function moment(
  { from }: FieldPeriod,
  day: number,
  { hours, share }: { hours: [number, number][]; share: number },
): Date {
  const midnight = Math.floor((from.getTime() + chinaMs) / dayMs) * dayMs - chinaMs + day * dayMs;
  let minutes = share * hours.reduce((sum, [start, end]) => sum + end - start, 0);
  for (const [start, end] of hours) {
    if (minutes < end - start) return new Date(midnight + Math.floor((start + minutes) * 60) * 1000);
    minutes -= end - start;
  }
  throw new Error('moment requires a share below 1');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
