import { lastUsed } from '../answers/computed-after.js';
import type { Route, RoutePage, RouteQuestion } from '../answers/relevant.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { ruleReferences } from '../definition/rules.js';
import type { Page, Question, Rule } from '../definition/types.js';

export interface Steps {
  step: number;
  /** Pages on this person's way, those that may still come included: it never grows on the way. */
  steps: number;
  /** Whether every page that is counted is known to come. */
  certain: boolean;
}

type IsOpen = (rule: Rule | undefined) => boolean;

/** How far along somebody is. A later page counts until answers of pages before this one have settled that it is not asked. */
export function stepsOf(questionnaire: Questionnaire, route: Route, pageId: string): Steps {
  const { pages } = questionnaire.definition;
  const asked = new Map(route.pages.map((each) => [each.page.id, each]));
  const here = pages.findIndex(({ id }) => id === pageId);
  const isOpen = openFrom(questionnaire, here);
  const step = pages.slice(0, here + 1).filter(({ id }) => asked.has(id)).length;
  const later = pages.slice(here + 1);
  const sure = later.filter((page) => isSure(asked.get(page.id), isOpen));
  const open = later.filter((page) => !sure.includes(page) && conditionsOf(page).some(isOpen));
  return { step, steps: step + sure.length + open.length, certain: open.length === 0 };
}

/** Whether a rule waits for answers of a page, or of pages after it. */
function openFrom(questionnaire: Questionnaire, here: number): IsOpen {
  const later = new Set(questionnaire.definition.pages.slice(here).map(({ id }) => id));
  const last = lastUsed(questionnaire);
  const waits = (id: string): boolean => later.has(questionnaire.answerables.get(last.get(id) ?? id)?.page.id ?? '');
  return (rule) => rule !== undefined && ruleReferences(rule).some(waits);
}

function conditionsOf({ when, questions }: Page): (Rule | undefined)[] {
  return [when, ...questions.flatMap((question: Question) => [question.when, ...itemsOf(question)])];
}

function itemsOf(question: Question): (Rule | undefined)[] {
  return question.type === 'rating-group' ? question.items.map((item) => item.when) : [];
}

function isSure(asked: RoutePage | undefined, isOpen: IsOpen): boolean {
  if (!asked || isOpen(asked.page.when)) return false;
  return asked.questions.some(({ question, items }: RouteQuestion) => {
    if (isOpen(question.when)) return false;
    return question.type !== 'rating-group' || items.some((item) => !isOpen(item.when));
  });
}
