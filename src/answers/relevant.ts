import { answerOf } from '../definition/answer-of.js';
import { rulesOf } from '../definition/question-types.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { holds } from '../definition/rules.js';
import type { Answer, Answers, Item, Page, Question, Screening } from '../definition/types.js';

/** What a person is asked, given the answers so far: relevant pages, questions and items, in order. */
export interface Route {
  pages: RoutePage[];
  /** The screening that ended the interview; no page follows it. */
  ended?: Screening;
}

export interface RoutePage {
  page: Page;
  questions: RouteQuestion[];
}

export interface RouteQuestion {
  question: Question;
  /** Relevant items of a rating group; empty for every other type. */
  items: Item[];
}

export function route(questionnaire: Questionnaire, answers: Answers): Route {
  return follow(questionnaire, answers).route;
}

/** Drops answers to what is not asked, and ids that are no question. */
export function relevantAnswers(questionnaire: Questionnaire, answers: Answers): Answers {
  return follow(questionnaire, answers).known;
}

/** Ids under which a question on the route is answered. */
export function routeIds({ question, items }: RouteQuestion): string[] {
  return question.type === 'rating-group' ? items.map((item) => item.id) : rulesOf(question).ids(question);
}

export function isAnswered({ questions }: RoutePage, answers: Answers): boolean {
  const required = questions.filter(({ question }) => question.optional !== true);
  return required.flatMap(routeIds).every((id) => answerOf(answers, id) !== undefined);
}

/** One pass is enough: rules look back only, and see only answers that are relevant themselves. */
function follow({ definition }: Questionnaire, answers: Answers): { route: Route; known: Answers } {
  const pages: RoutePage[] = [];
  const known: Record<string, Answer> = {};
  for (const page of definition.pages) {
    const questions = holds(page.when, known) ? relevantQuestions(page, answers, known) : [];
    if (questions.length === 0) continue;
    pages.push({ page, questions });
    const ended = isAnswered({ page, questions }, known) && definition.screening.find(({ when }) => holds(when, known));
    if (ended) return { route: { pages, ended }, known };
  }
  return { route: { pages }, known };
}

/** Relevant questions of a page; their answers join `known` on the way, for the rules after them. */
function relevantQuestions(page: Page, answers: Answers, known: Record<string, Answer>): RouteQuestion[] {
  const keep = (id: string) => {
    const answer = answerOf(answers, id);
    if (answer !== undefined) known[id] = answer;
  };
  return page.questions.flatMap((question): RouteQuestion[] => {
    if (!holds(question.when, known)) return [];
    if (question.type !== 'rating-group') {
      rulesOf(question).ids(question).forEach(keep);
      return [{ question, items: [] }];
    }
    const items = question.items.filter((item) => {
      const isRelevant = holds(item.when, known);
      if (isRelevant) keep(item.id);
      return isRelevant;
    });
    return items.length === 0 ? [] : [{ question, items }];
  });
}
