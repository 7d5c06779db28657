import { routeIds } from '../answers/relevant.js';
import { answerOf } from '../definition/answer-of.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers } from '../definition/types.js';
import { isReachable, type Way } from './progress.js';

/** A question as the list beside the interview shows it. */
export interface Listed {
  id: string;
  page: string;
  answered: boolean;
  /** Whether one may go there now: everything before its page is answered. */
  reachable: boolean;
}

/** Every question on the way, in order; an item of a group counts as one. */
export function questionList(way: Way, answers: Answers): Listed[] {
  return way.route.pages.flatMap(({ page, questions }) => {
    const reachable = isReachable(way, page.id);
    const listed = (id: string) => ({ id, page: page.id, answered: answerOf(answers, id) !== undefined, reachable });
    return questions.flatMap(routeIds).map(listed);
  });
}

/** The first question without an answer, as far as one may go. */
export function firstOpenQuestion(way: Way, answers: Answers): Listed | undefined {
  return questionList(way, answers).find((each) => each.reachable && !each.answered);
}

/** The last question on the way that has an answer. */
export function lastAnswered(way: Way, answers: Answers): string {
  return questionList(way, answers).findLast((each) => each.answered)?.id ?? '';
}

export type Jump = { kind: 'to'; page: string; id: string } | { kind: 'unknown' | 'notAsked' | 'tooEarly' };

/** Where a question's code leads, however it is written. */
export function jumpTo(questionnaire: Questionnaire, list: readonly Listed[], code: string): Jump {
  const same = (id: string) => id.toLowerCase() === code.trim().normalize('NFKC').toLowerCase();
  const listed = list.find(({ id }) => same(id));
  if (listed) return listed.reachable ? { kind: 'to', page: listed.page, id: listed.id } : { kind: 'tooEarly' };
  return { kind: [...questionnaire.answerables.keys()].some(same) ? 'notAsked' : 'unknown' };
}
