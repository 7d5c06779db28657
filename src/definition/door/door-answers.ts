import { answerOf } from '../answer-of.js';
import type { Answer, Answers, Definition } from '../types.js';
import type { DoorNames } from './door-names.js';
import { idsOf, screenedPages } from './screened-pages.js';

/** What the answers at the door say to one survey, page by page under its own ids. Every page is there, also one that was not asked. */
export function doorAnswers(definition: Definition, names: DoorNames, given: Answers): ReadonlyMap<string, Answers> {
  return new Map(
    screenedPages(definition).map((page) => {
      const answers = idsOf(page).flatMap((id): [string, Answer][] => {
        const answer = answerOf(given, names.get(id) ?? id);
        return answer === undefined ? [] : [[id, answer]];
      });
      return [page.id, Object.fromEntries(answers)];
    }),
  );
}
