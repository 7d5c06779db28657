import type { Route } from '../answers/relevant.js';
import { validatePage } from '../answers/validate.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers } from '../definition/types.js';

/** The first page of the way that still needs an answer; the last page when none does. */
export function firstOpenPage(questionnaire: Questionnaire, route: Route, answers: Answers): string {
  const open = route.pages.find(({ page }) => validatePage(questionnaire, page.id, answers).faults.length > 0);
  return (open ?? route.pages.at(-1))?.page.id ?? '';
}

/** The page after one, or undefined when it is the last or the interview ends there. */
export function pageAfter(route: Route, pageId: string): string | undefined {
  const at = route.pages.findIndex(({ page }) => page.id === pageId);
  return route.pages[at + 1]?.page.id;
}

export function pageBefore(route: Route, pageId: string): string | undefined {
  const at = route.pages.findIndex(({ page }) => page.id === pageId);
  return at > 0 ? route.pages[at - 1]?.page.id : undefined;
}

/** Whether a page may be shown: it is on the way, and nothing before it is open. */
export function reachable(questionnaire: Questionnaire, route: Route, pageId: string, answers: Answers): boolean {
  const order = route.pages.map(({ page }) => page.id);
  const at = order.indexOf(pageId);
  return at >= 0 && at <= order.indexOf(firstOpenPage(questionnaire, route, answers));
}
