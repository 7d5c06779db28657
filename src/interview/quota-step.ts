import { profileOf } from '../answers/profile.js';
import { relevantAnswers, route, routeIds } from '../answers/relevant.js';
import { usedQuestions } from '../definition/used-questions.js';
import { answerOf } from '../definition/answer-of.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers } from '../definition/types.js';
import { countsFor, type Quota } from '../fieldwork/quota.js';
import { localDate } from '../responses/local-date.js';
import { draftAnswers, type Draft } from './draft.js';

/** What the step needs of the site's parts. */
export interface Counting {
  stores: {
    quotas: {
      ofSurvey(wave: string, survey: string): Promise<Quota[]>;
      claim(wanted: readonly Quota[], responseId: string, now: Date): Promise<Quota | undefined>;
    };
  };
  now: () => Date;
}

/**
 * Takes a place in the quotas for a person as soon as nothing can screen the person out any more. Returns the quota that is full, which ends
 * the interview. Open links take no place: they stay outside the measurement frame.
 */
export async function fullQuota(
  parts: Counting,
  draft: Draft,
  questionnaire: Questionnaire,
): Promise<Quota | undefined> {
  const { wave, survey, entry, startedAt } = draft.opening;
  if (entry === 'open' || entry === 'siteQr') return undefined;
  const quotas = await parts.stores.quotas.ofSurvey(wave, survey);
  if (quotas.length === 0) return undefined;
  const today = localDate(startedAt);
  const answers = relevantAnswers(questionnaire, draftAnswers(draft), today);
  if (!isScreened(questionnaire, answers, today)) return undefined;
  const person = profileOf(questionnaire, answers, today);
  return parts.stores.quotas.claim(
    quotas.filter((quota) => countsFor(quota, person)),
    draft.responseId,
    parts.now(),
  );
}

/** Whether every question that a screening or the profile looks at has been dealt with, as far as it is asked. */
function isScreened(questionnaire: Questionnaire, answers: Answers, today: string): boolean {
  const { screening, profile } = questionnaire.definition;
  const { sex, age, residenceDistrict } = profile;
  const wanted = [
    ...screening.flatMap(({ when }) => usedQuestions(when, questionnaire.computed)),
    sex.question,
    age.question,
    residenceDistrict,
  ];
  const { pages, ended } = route(questionnaire, answers, today);
  const asked = new Set(pages.flatMap((page) => page.questions).flatMap(routeIds));
  return ended === undefined && wanted.every((id) => !asked.has(id) || answerOf(answers, id) !== undefined);
}
