import { route, routeIds, type RoutePage } from '../../src/answers/relevant.js';
import { validateAnswers } from '../../src/answers/validate.js';
import { answerOf } from '../../src/definition/answer-of.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers, Page, Screening } from '../../src/definition/types.js';
import type { Chance } from './chance.js';
import { answerQuestion, type Respondent } from './question-answers.js';

/** How somebody's interview goes. */
export interface Intent {
  /** The screening that ends it; without one it goes on to the last page. */
  screening?: Screening;
  /** Left after the page by which more than this share of the index items has been dealt with. */
  leavesAfter?: number;
}

export interface Interview {
  answers: Answers;
  /** Ids of the pages that were sent, in order. */
  pages: string[];
}

const triesAllowed = 5000;

/**
 * What somebody would say to every question is drawn first; which of it is asked, and in which order, is the survey's own rules'.
 * Answers are drawn again until they break none of these rules and the interview goes as intended.
 */
export function interview(respondent: Respondent, intent: Intent, chance: Chance): Interview {
  const { questionnaire } = respondent;
  let sheet: Answers = {};
  let redrawn: readonly Page[] = questionnaire.definition.pages;
  for (let tried = 0; tried < triesAllowed; tried++) {
    sheet = { ...sheet, ...drawn(respondent, redrawn, chance) };
    const { ended, pages } = route(questionnaire, sheet);
    const goesAsIntended = ended?.id === intent.screening?.id;
    if (!goesAsIntended) redrawn = decidingPages(questionnaire);
    else if (validateAnswers(questionnaire, sheet).faults.length > 0) redrawn = questionnaire.definition.pages;
    else return asked(sheet, sent(questionnaire, { pages, sheet, intent }));
  }
  const end = intent.screening?.id ?? 'the last page';
  throw new Error(`interview requires answers that lead to ${end} of ${questionnaire.definition.id}`);
}

function drawn(respondent: Respondent, pages: readonly Page[], chance: Chance): Record<string, Answer> {
  const answers = pages.flatMap(({ questions }) =>
    questions.map((question) => answerQuestion(respondent, question, chance)),
  );
  return Object.assign({}, ...answers) as Record<string, Answer>;
}

/** Pages before the first that holds an item of the index: whatever screens people out is asked there. */
function decidingPages({ definition, indexItems, answerables }: Questionnaire): readonly Page[] {
  const first = definition.pages.findIndex((page) => indexItems.some((id) => answerables.get(id)?.page.id === page.id));
  return definition.pages.slice(0, first);
}

/** Pages on the way up to the one after which the interview is left. */
function sent(
  { indexItems }: Questionnaire,
  { pages, sheet, intent }: { pages: RoutePage[]; sheet: Answers; intent: Intent },
): RoutePage[] {
  if (intent.leavesAfter === undefined) return pages;
  const allowed = intent.leavesAfter * indexItems.length;
  let dealtWith = 0;
  const last = pages.findIndex((page) => {
    dealtWith += idsOf(page).filter((id) => indexItems.includes(id) && answerOf(sheet, id) !== undefined).length;
    return dealtWith > allowed;
  });
  return pages.slice(0, last + 1);
}

function asked(sheet: Answers, pages: RoutePage[]): Interview {
  const given = pages.flatMap(idsOf).flatMap((id): [string, Answer][] => {
    const answer = answerOf(sheet, id);
    return answer === undefined ? [] : [[id, answer]];
  });
  return { answers: Object.fromEntries(given), pages: pages.map(({ page }) => page.id) };
}

function idsOf({ questions }: RoutePage): string[] {
  return questions.flatMap(routeIds);
}
