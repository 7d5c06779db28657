import { readForm } from '../../src/answers/read-form.js';
import { route, routeIds, type RoutePage } from '../../src/answers/relevant.js';
import { usedQuestions } from '../../src/definition/used-questions.js';
import { validatePage } from '../../src/answers/validate.js';
import { isMissing } from '../../src/definition/answer-of.js';
import { compileDefinition } from '../../src/definition/compile.js';
import { todayId } from '../../src/definition/days.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer, Answers, Fault } from '../../src/definition/types.js';
import { pageDefinition } from '../../src/interview/page-definition.js';
import { drawsFrom, randomInterview } from '../answers/random-interview.js';
import type * as engine from './parity-engine.js';

export const today = '2026-11-03';

/** A page as it was shown, and what is sent from it. */
export interface SentPage extends engine.SentPage {
  /** Answers of the other pages. */
  others: Answers;
}

/** Every page on somebody's way, shown for the first time or again, and sent with other answers. */
export function sentPages(questionnaire: Questionnaire, seed: number): SentPage[] {
  const draws = drawsFrom(seed);
  const answers = randomInterview(draws, questionnaire);
  const other = randomInterview(draws, questionnaire);
  return route(questionnaire, answers, today).pages.flatMap(({ page }) => {
    const own = [...questionnaire.answerables.values()].filter((each) => each.page.id === page.id).map(({ id }) => id);
    const others = Object.fromEntries(Object.entries(answers).filter(([id]) => !own.includes(id)));
    const shown = route(questionnaire, draws.once(2) ? others : answers, today).pages;
    return shown
      .filter((each) => each.page.id === page.id)
      .map((each) => ({
        page: page.id,
        definition: pageDefinition(questionnaire.definition, each),
        body: bodyOf(each, other),
        others,
      }));
  });
}

/** The fields that a browser would send from what is shown. */
function bodyOf({ questions }: RoutePage, answers: Answers): Record<string, string | string[]> {
  const field = (answer: Answer) => {
    if (isMissing(answer)) return `missing:${answer.missing}`;
    return Array.isArray(answer) ? answer.map(String) : String(answer);
  };
  const given = questions.flatMap(routeIds).filter((id) => answers[id] !== undefined && answers[id] !== null);
  return Object.fromEntries(given.map((id) => [id, field(answers[id] as Answer)]));
}

/** What the server finds wrong with a sent page, as far as the page alone tells. */
export function faultsOfPage(questionnaire: Questionnaire, sent: SentPage): Fault[] {
  return onThisPage(questionnaire, sent, serverFaults(questionnaire, sent));
}

function serverFaults(questionnaire: Questionnaire, { page, body, others }: SentPage): Fault[] {
  return validatePage(questionnaire, page, { ...others, ...readForm(questionnaire, page, body) }, today).faults;
}

/** Faults of what the browser has of the page; of its checks those that look at nothing else. */
function onThisPage({ definition }: Questionnaire, sent: SentPage, faults: Fault[]): Fault[] {
  const asked = sent.definition.pages.flatMap(({ questions }) => questions);
  const ids = new Set([todayId, ...compileDefinition(sent.definition, () => '').answerables.keys()]);
  const questions = definition.pages.flatMap((page) => page.questions);
  return faults.filter(({ code, path, params }) => {
    if (code !== 'answer.check') return ids.has(path);
    const check = questions.find(({ id }) => id === path)?.checks?.[Number(params['check'])];
    const isAsked = asked.some(({ id }) => id === path);
    return isAsked && check && usedQuestions(check.holds, definition.computed ?? []).every((id) => ids.has(id));
  });
}
