import { ruleReferences } from '../rules.js';
import type { Computed, Definition, Page, Rule } from '../types.js';

/** The pages of a survey that tell who a person is and whether the service was used: from the first to the last one its profile or a screening of non-users looks at. */
export function screenedPages({ pages, profile, screening, computed = [] }: Definition): Page[] {
  const nonUsers = screening.filter(({ result }) => result === 'notServiceUser').map(({ when }) => when);
  const ids = [
    profile.consent,
    profile.sex.question,
    profile.age.question,
    profile.residenceDistrict,
    ...nonUsers.flatMap((rule) => questionsBehind(rule, computed)),
  ];
  const last = pages.findLastIndex((page) => idsOf(page).some((id) => ids.includes(id)));
  return pages.slice(0, last + 1);
}

/** Ids of the questions that a rule looks at, by itself or through computed values. */
export function questionsBehind(rule: Rule, computed: readonly Computed[]): string[] {
  return ruleReferences(rule).flatMap((id) => {
    const value = computed.find((each) => each.id === id)?.value;
    return value === undefined ? [id] : questionsBehind({ equal: [value, value] }, computed);
  });
}

/** Ids of a page's questions, and of the items of its rating groups. */
export function idsOf(page: Page): string[] {
  return page.questions.flatMap((question) => [
    question.id,
    ...(question.type === 'rating-group' ? question.items.map(({ id }) => id) : []),
  ]);
}
