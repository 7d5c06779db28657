import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Screening } from '../../src/definition/types.js';
import { openingOf } from '../../src/responses/opening.js';
import { responseOf } from '../../src/responses/intake.js';
import type { Response } from '../../src/responses/response.js';
import type { Wave } from '../../src/waves/wave.js';
import { interview, type Intent, type Interview } from './answering.js';
import type { Assignment } from './assignments.js';
import { drawServiceDistrict, reach, useShare } from './behaviour.js';
import { chanceOf, type Chance } from './chance.js';
import { slots, type FieldPeriod, type Slot } from './fieldwork.js';
import { linkNumbers, linkOf } from './links.js';
import { drawPerson, type Person } from './population.js';
import { respondent, unsettled } from './respondents.js';
import { spread } from './satisfaction.js';
import type { World } from './truth.js';

export interface Simulation {
  seed: number;
  wave: Wave;
  surveys: readonly Questionnaire[];
  world: World;
  work: readonly Assignment[];
  /** Id of a wave asked at the same sites: what a site adds to opinions is much the same in both. */
  sameSitesAs?: string;
  period: FieldPeriod;
  sha256: (text: string) => string;
  /** Makes the tokens of personal links; without it interviews by link come without one. */
  hmac?: (text: string) => string;
}

/** Shares of service users who leave early, before half of the index items or after it. */
const breakOffShare = 0.03;
const partialShare = 0.04;
/** People who come by themselves through the open link are more pleased than others. */
const openLinkShift = 6;

/** The interviews of a wave, made as the site itself would have kept them. The same simulation gives the same responses. */
export function* simulatedResponses(simulation: Simulation): Generator<Response> {
  const { seed, wave, work, period } = simulation;
  const surveys = new Map(simulation.surveys.map((survey) => [survey.definition.id, survey]));
  const placed = slots(work, period, seed);
  const numbers = linkNumbers(work);
  for (const assignment of work) {
    const questionnaire = surveys.get(assignment.survey);
    const slot = placed.get(assignment);
    if (!questionnaire || !slot) throw new Error(`simulatedResponses requires the survey ${assignment.survey}`);
    const chance = chanceOf(seed, wave.id, assignment.survey, assignment.number);
    yield simulatedResponse(simulation, { assignment, questionnaire, slot, chance, link: numbers.get(assignment) });
  }
}

interface Held {
  assignment: Assignment;
  questionnaire: Questionnaire;
  slot: Slot;
  chance: Chance;
  /** Number of the personal link it came by. */
  link: number | undefined;
}

function simulatedResponse(simulation: Simulation, held: Held): Response {
  const { assignment, questionnaire, slot, chance } = held;
  const { wave, sha256 } = simulation;
  const own = chance.hex(16);
  const { responseId = own, link } = linkOf(simulation, assignment.survey, held.link) ?? {};
  const begun = openingOf({
    responseId,
    questionnaire,
    wave,
    source: assignment.source,
    language: 'zh-CN',
    now: slot.startsAt,
    ...(slot.enumerator ? { enumerator: slot.enumerator } : {}),
    ...(slot.site ? { site: slot.site } : {}),
    ...(link ? { link } : {}),
    ...(assignment.source.entry === 'case' ? { case: `${assignment.survey}-${assignment.number}` } : {}),
  });
  const opening = { ...begun, stratum: slot.stratum };
  const { asked, finished } = ask(simulation, held);
  const pages = pageTimes(asked, chance);
  const spent = Object.values(pages).reduce((sum, milliseconds) => sum + milliseconds, 0);
  const endedAt = new Date(slot.startsAt.getTime() + spent);
  const submission = {
    opening,
    language: opening.language,
    answers: asked.answers,
    finished,
    endedAt,
    pages,
    modeTrail: [{ mode: opening.mode, at: slot.startsAt }],
  };
  const now = new Date(endedAt.getTime() + (slot.site ? chance.between(1, 150) * 60_000 : 0));
  return responseOf(questionnaire, submission, { now, sha256, simulated: true });
}

function ask(simulation: Simulation, held: Held): { asked: Interview; finished: boolean } {
  const { world } = simulation;
  const { assignment, questionnaire, slot, chance } = held;
  const { source, residence } = assignment;
  const home = world.cells.filter(({ district }) => district === residence);
  const person = drawPerson(chance, home, (cell) => reach(source.mode, cell));
  const standing = {
    person,
    service: drawServiceDistrict(chance, residence, world.districts),
    districts: world.districts,
    drift: world.drift,
    shift: psuShift(simulation, slot) + (source.entry === 'open' ? openLinkShift : 0),
  };
  const somebody = respondent(questionnaire, standing, chance);
  const intent = intentOf(assignment, { questionnaire, person, chance });
  const asked = intent.screening ? unsettled(somebody, intent.screening) : somebody;
  return { asked: interview(asked, intent, chance), finished: intent.leavesAfter === undefined };
}

/** What the day or the site adds to every opinion. */
function psuShift({ seed, wave, sameSitesAs }: Simulation, { psu, site }: Slot): number {
  const ofWave = (id: string): number => chanceOf(seed, id, 'psu', psu).normal();
  const own = ofWave(wave.id);
  // 0.8 squared and 0.6 squared make 1: the spread is that of any wave.
  return spread.psu * (site && sameSitesAs ? 0.8 * ofWave(sameSitesAs) + 0.6 * own : own);
}

function intentOf(
  { outOfPopulation, survey }: Assignment,
  { questionnaire, person, chance }: { questionnaire: Questionnaire; person: Person; chance: Chance },
): Intent {
  const screenings = (result: Screening['result']) =>
    questionnaire.definition.screening.filter((screening) => screening.result === result);
  if (outOfPopulation) return { screening: chance.pick(screenings('outOfPopulation')) };
  if (!chance.happens(useShare(survey, person))) return { screening: chance.pick(screenings('notServiceUser')) };
  const leaves = chance.share();
  if (leaves < breakOffShare) return { leavesAfter: chance.share() * 0.3 };
  return leaves < breakOffShare + partialShare ? { leavesAfter: 0.5 } : {};
}

/** Milliseconds by page. */
function pageTimes({ pages }: Interview, chance: Chance): Record<string, number> {
  return Object.fromEntries(pages.map((page) => [page, Math.round(9_000 * Math.exp(0.35 * chance.normal())) + 4_000]));
}
