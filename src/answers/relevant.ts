import { answerOf } from '../definition/answer-of.js';
import { computedValue } from '../definition/computed.js';
import { todayId } from '../definition/days.js';
import { metScreening } from '../definition/met-screening.js';
import { rulesOf } from '../definition/question-types.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { holds } from '../definition/rules.js';
import { usedQuestions } from '../definition/used-questions.js';
import type { Answer, Answers, Item, Page, Question, Screening } from '../definition/types.js';
import { computedAfter } from './computed-after.js';

/** What a person is asked, given the answers so far: relevant pages, questions and items, in written order. */
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

/** `today` is the local date on which the interview began; without it what depends on it is unknown. */
export function route(questionnaire: Questionnaire, answers: Answers, today?: string): Route {
  return follow(questionnaire, answers, today).route;
}

/** Drops answers to what is not asked, and ids that are no question. */
export function relevantAnswers(questionnaire: Questionnaire, answers: Answers, today?: string): Answers {
  return follow(questionnaire, answers, today).answers;
}

/** Computed values by id, as far as they are known; none of what stands after the end of the interview. */
export function computedValues(
  questionnaire: Questionnaire,
  answers: Answers,
  today?: string,
): Record<string, number | string> {
  return follow(questionnaire, answers, today).computed;
}

/** Ids under which a question on the route is answered. */
export function routeIds({ question, items }: RouteQuestion): string[] {
  return question.type === 'rating-group' ? items.map((item) => item.id) : rulesOf(question).ids(question);
}

export function isAnswered({ questions }: RoutePage, answers: Answers): boolean {
  const isGiven = (id: string) => answerOf(answers, id) !== undefined;
  return questions.every((asked) => asked.question.optional === true || routeIds(asked).every(isGiven));
}

/** One way through a survey. `known` is what rules look at, for this folder alone: answers, computed values and today's date. */
export interface Followed {
  route: Route;
  answers: Answers;
  computed: Record<string, number | string>;
  known: Answers;
}

interface Walk {
  given: Answers;
  after: ReturnType<typeof computedAfter>;
  answers: Record<string, Answer>;
  computed: Record<string, number | string>;
  known: Record<string, Answer>;
}

/** One pass is enough: rules look back only, and see only answers that are relevant themselves. */
export function follow(questionnaire: Questionnaire, given: Answers, today?: string): Followed {
  const { definition, answerables } = questionnaire;
  const walk = begin(questionnaire, given, today);
  const { answers, computed, known } = walk;
  const asked: RoutePage[] = [];
  /** Pages that are behind, with no page before them left open. */
  const passed = new Set<Page | undefined>();
  const isPassed = (id: string) => !answerables.has(id) || passed.has(answerables.get(id)?.page);
  const deciding = screeningPages(questionnaire);
  let isLastWhole = false;
  /** Whether something a screening looks at has been gone past since the screenings were looked at. */
  let isUndecided = true;
  for (const [at, page] of definition.pages.entries()) {
    const questions = relevantQuestions(page, walk);
    const isWhole = isAnswered({ page, questions }, known);
    if (isWhole && passed.size === at) passed.add(page);
    if (questions.length > 0) {
      asked.push({ page, questions });
      isLastWhole = isWhole;
    }
    isUndecided ||= deciding.has(page);
    if (!isLastWhole || !isUndecided) continue;
    isUndecided = false;
    const ended = metScreening(definition.screening, known, isPassed);
    if (ended) return { route: { pages: asked, ended }, answers, computed, known };
  }
  return { route: { pages: asked }, answers, computed, known };
}

const decidingPages = new WeakMap<Questionnaire, ReadonlySet<Page | undefined>>();

/** Pages with a question that a screening looks at; nothing else changes what screenings come to. */
function screeningPages(questionnaire: Questionnaire): ReadonlySet<Page | undefined> {
  const found = decidingPages.get(questionnaire);
  if (found) return found;
  const { definition, answerables } = questionnaire;
  const ids = definition.screening.flatMap(({ when }) => usedQuestions(when, questionnaire.computed));
  const pages = new Set(ids.map((id) => answerables.get(id)?.page));
  decidingPages.set(questionnaire, pages);
  return pages;
}

function begin(questionnaire: Questionnaire, given: Answers, today: string | undefined): Walk {
  const known = today === undefined ? {} : { [todayId]: today };
  const walk: Walk = { given, after: computedAfter(questionnaire), answers: {}, computed: {}, known };
  compute(walk, undefined);
  return walk;
}

/** Relevant questions of a page; their answers become known on the way, for the rules after them. */
function relevantQuestions(page: Page, walk: Walk): RouteQuestion[] {
  const isPageAsked = holds(page.when, walk.known);
  const asked: RouteQuestion[] = [];
  for (const question of page.questions) {
    const isAsked = isPageAsked && holds(question.when, walk.known);
    if (question.type === 'rating-group') {
      const items = question.items.filter((item) => passItem(walk, item, isAsked));
      if (items.length > 0) asked.push({ question, items });
    } else {
      for (const id of rulesOf(question).ids(question)) pass(walk, id, isAsked);
      if (isAsked) asked.push({ question, items: [] });
    }
  }
  return asked;
}

function passItem(walk: Walk, { id, when }: Item, isGroupAsked: boolean): boolean {
  const isAsked = isGroupAsked && holds(when, walk.known);
  pass(walk, id, isAsked);
  return isAsked;
}

/** Goes past a question or item, asked or not: its answer counts if it was, and what needed to wait for it is worked out. */
function pass(walk: Walk, id: string, isAsked: boolean): void {
  const answer = isAsked ? answerOf(walk.given, id) : undefined;
  if (answer !== undefined) walk.known[id] = walk.answers[id] = answer;
  compute(walk, id);
}

function compute({ after, computed, known }: Walk, passed: string | undefined): void {
  const waiting = after.get(passed);
  if (waiting === undefined) return;
  for (const each of waiting) {
    const value = computedValue(each, known);
    if (value !== undefined) known[each.id] = computed[each.id] = value;
  }
}
