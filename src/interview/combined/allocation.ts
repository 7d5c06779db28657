import { route } from '../../answers/relevant.js';
import { doorAnswers } from '../../definition/door/door-answers.js';
import { doorNames } from '../../definition/door/door-names.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Answers, Screening } from '../../definition/types.js';
import { drawn } from './drawn.js';

/** One survey of an interview that asks several. */
export interface Share {
  questionnaire: Questionnaire;
  /** What the door has told, by page. */
  pages: ReadonlyMap<string, Answers>;
  /** Probability with which the person was given the survey: 1 for those that ended at the door, everybody is asked that. */
  allocation: number;
  /** Whether it is asked further; otherwise it has ended at the door. */
  isAsked: boolean;
}

export interface Allocation {
  /** Ids of the surveys that no screening ended at the door, in the order given. */
  eligible: string[];
  /** Those that ended at the door, then those to be asked in the order of the draw. Surveys that were not drawn are not there. */
  shares: Share[];
}

export interface DoorAnswered {
  answers: Answers;
  /** The local date on which the interview began. */
  today: string;
  seed: number;
  surveysPerPerson: number;
  /** The door's own screening, where one ended the interview there: it counts once, for the first survey. */
  ended?: Screening;
}

/**
 * Which surveys a person answers: of the e that the person is eligible for, min(k, e) drawn at random, each with the probability
 * min(k, e) / e. It depends on nothing but what is given here, so that it can be made again after a lost reply and checked afterwards.
 */
export function allocate(questionnaires: readonly Questionnaire[], door: DoorAnswered): Allocation {
  const screened = screen(questionnaires, door);
  const asked = screened.filter(({ ended }) => ended === undefined);
  const chosen = door.ended ? [] : drawn(asked, door.surveysPerPerson, door.seed);
  const atOnce = door.ended ? screened.slice(0, 1) : screened.filter(({ ended }) => ended !== undefined);
  const share =
    (allocation: number, isAsked: boolean) =>
    ({ questionnaire, pages }: Screened) => ({ questionnaire, pages, allocation, isAsked });
  return {
    eligible: door.ended ? [] : asked.map(({ questionnaire }) => questionnaire.definition.id),
    shares: [...atOnce.map(share(1, false)), ...chosen.map(share(chosen.length / asked.length, true))],
  };
}

interface Screened {
  questionnaire: Questionnaire;
  pages: ReadonlyMap<string, Answers>;
  ended?: Screening;
}

/** The door's answers as each survey has them, and the screening of its own that ends it. */
export function screen(
  questionnaires: readonly Questionnaire[],
  { answers, today }: Pick<DoorAnswered, 'answers' | 'today'>,
): Screened[] {
  const names = doorNames(questionnaires.map(({ definition }) => definition));
  return questionnaires.map((questionnaire) => {
    const { definition } = questionnaire;
    const pages = doorAnswers(definition, names.get(definition.id) ?? new Map(), answers);
    const { ended } = route(questionnaire, Object.assign({}, ...pages.values()) as Answers, today);
    return { questionnaire, pages, ...(ended ? { ended } : {}) };
  });
}
