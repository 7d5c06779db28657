import type { Followed, Route } from '../answers/relevant.js';
import { followToOpen } from '../answers/validate.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers } from '../definition/types.js';

/** How far an interview has come: its route, the relevant answers, the computed values. */
export interface Way extends Omit<Followed, 'known'> {
  /** The first page that still needs an answer; the last page when none does. */
  open: string;
}

export function wayOf(questionnaire: Questionnaire, answers: Answers, today?: string): Way {
  const way = followToOpen(questionnaire, answers, today);
  return { ...way, open: (way.open ?? way.route.pages.at(-1))?.page.id ?? '' };
}

/** Whether a page may be shown: it is on the way, and nothing before it is open. */
export function isReachable({ route, open }: Pick<Way, 'route' | 'open'>, pageId: string): boolean {
  const order = route.pages.map(({ page }) => page.id);
  const at = order.indexOf(pageId);
  return at >= 0 && at <= order.indexOf(open);
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
