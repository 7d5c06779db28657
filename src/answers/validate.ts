import { answerFault, answerOf, isMissing, valueOf } from '../definition/answer-of.js';
import { todayId } from '../definition/days.js';
import { rulesOf } from '../definition/question-types.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { evaluateRule } from '../definition/rules.js';
import type { Answer, Answers, Fault, Question } from '../definition/types.js';
import { follow, routeIds } from './relevant.js';
import type { Followed, RoutePage, RouteQuestion } from './relevant.js';

export interface Validated {
  /** The relevant answers of those given. */
  answers: Answers;
  /** What must be put right. */
  faults: Fault[];
  /** What is worth a second look; the person may leave it. */
  soft: Fault[];
}

/** What the answers so far come to, and how far that is. */
export interface FollowedToOpen extends Omit<Followed, 'known'> {
  /** The first page with something to put right. */
  open?: RoutePage;
}

/** One page, with the answers of the pages before it beside its own. */
export function validatePage(
  questionnaire: Questionnaire,
  pageId: string,
  answers: Answers,
  today?: string,
): Validated {
  if (!questionnaire.definition.pages.some(({ id }) => id === pageId)) {
    throw new Error(`validatePage requires a page of the survey, not ${pageId}`);
  }
  const followed = follow(questionnaire, answers, today);
  const page = followed.route.pages.find(({ page }) => page.id === pageId);
  return { answers: followed.answers, ...faultsOf(questionnaire, page?.questions ?? [], followed.known) };
}

/** A whole interview: everything relevant, everything required. */
export function validateAnswers(questionnaire: Questionnaire, answers: Answers, today?: string): Validated {
  const followed = follow(questionnaire, answers, today);
  const questions = followed.route.pages.flatMap((page) => page.questions);
  return { answers: followed.answers, ...faultsOf(questionnaire, questions, followed.known) };
}

/** Where the way is still open, in one pass over the survey. */
export function followToOpen(questionnaire: Questionnaire, given: Answers, today?: string): FollowedToOpen {
  const { known, ...way } = follow(questionnaire, given, today);
  const isOpen = (asked: RouteQuestion) => hardFaults(questionnaire, asked, known).length > 0;
  const open = way.route.pages.find(({ questions }) => questions.some(isOpen));
  return { ...way, ...(open && { open }) };
}

function faultsOf(
  questionnaire: Questionnaire,
  questions: RouteQuestion[],
  known: Answers,
): Pick<Validated, 'faults' | 'soft'> {
  return {
    faults: questions.flatMap((question) => hardFaults(questionnaire, question, known)),
    soft: questions.flatMap((question) => checkFaults(question, known, 'soft')),
  };
}

function hardFaults(questionnaire: Questionnaire, question: RouteQuestion, known: Answers): Fault[] {
  return [
    ...routeIds(question).flatMap((id) => answerFaults(questionnaire, question, id, known)),
    ...checkFaults(question, known, 'hard'),
  ];
}

function answerFaults({ scaleOf }: Questionnaire, { question }: RouteQuestion, id: string, known: Answers): Fault[] {
  const answer = answerOf(known, id);
  if (answer === undefined) return question.optional === true ? [] : [answerFault('required', id)];
  if (isMissing(answer)) return missingFaults(question, id, answer);
  return rulesOf(question).check(question, id, answer, { scale: scaleOf.get(id), today: todayOf(known) });
}

function todayOf(known: Answers): string | undefined {
  const today = valueOf(known, todayId);
  return typeof today === 'string' ? today : undefined;
}

function missingFaults({ missing = [] }: Question, id: string, answer: Answer): Fault[] {
  const [stated, ...more] = Object.values(answer);
  const isLegal = isMissing(answer) && missing.includes(answer.missing) && stated === answer.missing;
  return isLegal && more.length === 0 ? [] : [answerFault('missingNotAllowed', id)];
}

/** A check that is unknown is not broken. `check` is its place in the question's list. */
function checkFaults({ question }: RouteQuestion, known: Answers, severity: 'hard' | 'soft'): Fault[] {
  return (question.checks ?? []).flatMap((check, position) =>
    check.severity === severity && evaluateRule(check.holds, known) === false
      ? [answerFault('check', question.id, { check: position })]
      : [],
  );
}
