import { answerOf } from '../definition/answer-of.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Screening } from '../definition/types.js';
import { route, routeIds } from './relevant.js';

export type InterviewResult = Screening['result'] | 'complete' | 'partial' | 'breakOff';

/**
 * How an interview ended. A screening decides first; else the share of applicable index items that were dealt with,
 * by a value or by a stated non-answer: above 80 % complete, from 50 % partial, below that a break-off.
 */
export function resultOf(
  questionnaire: Questionnaire,
  answers: Answers,
  finished: boolean,
  today?: string,
): InterviewResult {
  const { pages, ended } = route(questionnaire, answers, today);
  if (ended) return ended.result;
  const asked = new Set(pages.flatMap((page) => page.questions).flatMap(routeIds));
  const applicable = questionnaire.indexItems.filter((id) => asked.has(id));
  if (applicable.length === 0) return finished ? 'complete' : 'breakOff';
  const share = applicable.filter((id) => answerOf(answers, id) !== undefined).length / applicable.length;
  if (share > 0.8) return 'complete';
  return share >= 0.5 ? 'partial' : 'breakOff';
}
