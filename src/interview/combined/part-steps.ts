import type { Route } from '../../answers/relevant.js';
import type { Draft } from '../draft.js';
import type { Steps } from '../steps.js';

/** How far along somebody is in the whole interview, not in one of its surveys. */
export function partSteps({ part, pages }: Pick<Draft, 'part' | 'pages'>, route: Route, own: Steps): Steps {
  if (part === undefined) return own;
  const given = route.pages.map(({ page }) => (pages[page.id]?.given ? 1 : 0));
  const sum = (some: number[]) => some.reduce((all: number, each) => all + each, 0);
  return {
    step: part.before + own.step - sum(given.slice(0, own.step)),
    steps: part.before + own.steps - sum(given) + part.after,
    certain: part.after === 0 && own.certain,
  };
}
