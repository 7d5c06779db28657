import type { Route } from '../../answers/relevant.js';
import type { Draft } from '../draft.js';
import type { Way } from '../progress.js';

type Pages = Pick<Draft, 'pages'>;

/** The way without the pages that were answered elsewhere in the interview. */
export function withoutGiven(route: Route, { pages }: Pages): Route {
  return { ...route, pages: route.pages.filter(({ page }) => !pages[page.id]?.given) };
}

/** The page to go on with: the first that is open, else the last one of the survey's own. */
export function openOf({ open, route }: Way, draft: Pages): string {
  if (!draft.pages[open]?.given) return open;
  return withoutGiven(route, draft).pages.at(-1)?.page.id ?? open;
}
