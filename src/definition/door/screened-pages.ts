import { usedQuestions } from '../used-questions.js';
import type { Definition, Page } from '../types.js';

/** The pages of a survey that tell who a person is and whether the service was used: from the first to the last one its profile or a screening of non-users looks at. */
export function screenedPages({ pages, profile, screening, computed = [] }: Definition): Page[] {
  const nonUsers = screening.filter(({ result }) => result === 'notServiceUser').map(({ when }) => when);
  const ids = [
    profile.consent,
    profile.sex.question,
    profile.age.question,
    profile.residenceDistrict,
    ...nonUsers.flatMap((rule) => usedQuestions(rule, computed)),
  ];
  const last = pages.findLastIndex((page) => idsOf(page).some((id) => ids.includes(id)));
  return pages.slice(0, last + 1);
}

/** Ids of a page's questions, and of the items of its rating groups. */
export function idsOf(page: Page): string[] {
  return page.questions.flatMap((question) => [
    question.id,
    ...(question.type === 'rating-group' ? question.items.map(({ id }) => id) : []),
  ]);
}
