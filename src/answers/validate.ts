import { answerFault, answerOf, isMissing } from '../definition/answer-of.js';
import { rulesOf } from '../definition/question-types.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import { evaluateRule } from '../definition/rules.js';
import type { Answer, Answers, Fault, Question } from '../definition/types.js';
import { relevantAnswers, route, routeIds } from './relevant.js';
import type { RoutePage, RouteQuestion } from './relevant.js';

export interface Validated {
  /** The relevant answers of those given. */
  answers: Answers;
  /** What must be put right. */
  faults: Fault[];
  /** What is worth a second look; the person may leave it. */
  soft: Fault[];
}

/** One page, with the answers of the pages before it beside its own. */
export function validatePage(questionnaire: Questionnaire, pageId: string, answers: Answers): Validated {
  if (!questionnaire.definition.pages.some(({ id }) => id === pageId)) {
    throw new Error(`validatePage requires a page of the survey, not ${pageId}`);
  }
  return validate(questionnaire, answers, ({ page }) => page.id === pageId);
}

/** A whole interview: everything relevant, everything required. */
export function validateAnswers(questionnaire: Questionnaire, answers: Answers): Validated {
  return validate(questionnaire, answers, () => true);
}

function validate(questionnaire: Questionnaire, given: Answers, counts: (page: RoutePage) => boolean): Validated {
  const answers = relevantAnswers(questionnaire, given);
  const questions = route(questionnaire, given)
    .pages.filter(counts)
    .flatMap((page) => page.questions);
  return {
    answers,
    faults: questions.flatMap((question) => [
      ...routeIds(question).flatMap((id) => answerFaults(questionnaire, question, id, answers)),
      ...checkFaults(question, answers, 'hard'),
    ]),
    soft: questions.flatMap((question) => checkFaults(question, answers, 'soft')),
  };
}

function answerFaults({ scaleOf }: Questionnaire, { question }: RouteQuestion, id: string, answers: Answers): Fault[] {
  const answer = answerOf(answers, id);
  if (answer === undefined) return question.optional === true ? [] : [answerFault('required', id)];
  if (isMissing(answer)) return missingFaults(question, id, answer);
  return rulesOf(question).check(question, id, answer, { scale: scaleOf.get(id) });
}

function missingFaults({ missing = [] }: Question, id: string, answer: Answer): Fault[] {
  const [stated, ...more] = Object.values(answer);
  const isLegal = isMissing(answer) && missing.includes(answer.missing) && stated === answer.missing;
  return isLegal && more.length === 0 ? [] : [answerFault('missingNotAllowed', id)];
}

/** A check that is unknown is not broken. `check` is its place in the question's list. */
function checkFaults({ question }: RouteQuestion, answers: Answers, severity: 'hard' | 'soft'): Fault[] {
  return (question.checks ?? []).flatMap((check, position) =>
    check.severity === severity && evaluateRule(check.holds, answers) === false
      ? [answerFault('check', question.id, { check: position })]
      : [],
  );
}
