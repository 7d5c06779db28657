import type { Fault } from '../definition/types.js';
import { roundHalfUp } from '../statistics/numbers/round-half-up.js';

/** What somebody who plans a wave knows or supposes. Shares are in per cent, scores in points of the 0-100 index. */
export interface Assumptions {
  districts: number;
  /** One survey a sector. */
  sectors: number;
  /** Surveys that one person answers in one interview. */
  surveysPerPerson: number;
  phone: number;
  onsite: number;
  online: number;
  /** Interviews at one site, and in one day of one interviewer by phone. */
  perSite: number;
  perDay: number;
  /** Of the people who are asked, those who used the service. */
  users: number;
  /** Standard deviation between people of their score in one sector. */
  personSpread: number;
  /** Standard deviation between the districts' true indexes. */
  districtSpread: number;
  /** Difference of two districts that is to be seen. */
  difference: number;
  /** Kish's design effect: how much the unequal weights cost. */
  weightEffect: number;
}

export type AssumptionName = keyof Assumptions;

interface Range {
  usual: number;
  from: number;
  to: number;
  whole: boolean;
}

const whole = (usual: number, from: number, to: number): Range => ({ usual, from, to, whole: true });
const real = (usual: number, from: number, to: number): Range => ({ usual, from, to, whole: false });

/** In the order of the form. */
export const ranges: Readonly<Record<AssumptionName, Range>> = {
  districts: whole(6, 2, 30),
  sectors: whole(4, 1, 20),
  surveysPerPerson: whole(1, 1, 20),
  phone: real(60, 0, 100),
  onsite: real(25, 0, 100),
  online: real(15, 0, 100),
  perSite: whole(10, 1, 500),
  perDay: whole(15, 1, 100),
  users: real(75, 1, 100),
  personSpread: real(17, 1, 50),
  districtSpread: real(3, 0.1, 30),
  difference: real(2, 0.1, 50),
  weightEffect: real(1.3, 1, 10),
};

export const assumptionNames = Object.keys(ranges) as AssumptionName[];

/** What the districts are ranked by. */
export type Ranked = 'overall' | 'sector';

/** What was filled in, as text; what is missing stands as usual. */
export type PlanForm = Record<AssumptionName, string> & { ranked: Ranked };

export function planForm(sent: Readonly<Record<string, unknown>>): PlanForm {
  const textOf = (name: AssumptionName) => {
    const given = sent[name];
    return typeof given === 'string' ? given.trim() : String(ranges[name].usual);
  };
  const texts = Object.fromEntries(assumptionNames.map((name) => [name, textOf(name)]));
  return { ...(texts as Record<AssumptionName, string>), ranked: sent['ranked'] === 'sector' ? 'sector' : 'overall' };
}

/** Reads the form; every fault at once, `path` being the name of the field. */
export function readAssumptions(form: PlanForm): { assumptions: Assumptions } | { faults: Fault[] } {
  const assumptions = Object.fromEntries(
    assumptionNames.map((name) => [name, numberIn(form[name])]),
  ) as unknown as Assumptions;
  const faults = [...assumptionNames.flatMap((name) => rangeFault(name, assumptions[name])), ...sumFaults(assumptions)];
  return faults.length > 0 ? { faults } : { assumptions };
}

function sumFaults({ phone, onsite, online, surveysPerPerson, sectors }: Assumptions): Fault[] {
  const sum = phone + onsite + online;
  return [
    ...(Math.abs(sum - 100) > 0.01
      ? [{ code: 'plan.modes', path: 'phone', params: { sum: roundHalfUp(sum, 2) } }]
      : []),
    ...(surveysPerPerson > sectors ? [{ code: 'plan.tooMany', path: 'surveysPerPerson', params: { sectors } }] : []),
  ];
}

/** Full-width digits and a sign for per cent are read as well. */
function numberIn(text: string): number {
  const plain = text.normalize('NFKC').replace(/[%％\s]/gu, '');
  return /^\d{1,6}(\.\d{1,4})?$/.test(plain) ? Number(plain) : Number.NaN;
}

function rangeFault(name: AssumptionName, value: number): Fault[] {
  const { from, to, whole: isWhole } = ranges[name];
  const fits = value >= from && value <= to && (!isWhole || Number.isInteger(value));
  return fits ? [] : [{ code: isWhole ? 'plan.whole' : 'plan.number', path: name, params: { from, to } }];
}
