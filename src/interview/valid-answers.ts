import { validateAnswers } from '../answers/validate.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault } from '../definition/types.js';

/** The answers that hold as they are, each by itself and beside the others; whatever has a fault is left out. Nothing is required. */
export function validAnswers(questionnaire: Questionnaire, answers: Answers, today?: string): Answers {
  const { faults } = validateAnswers(questionnaire, answers, today);
  const wrong = faults.filter(({ code }) => code !== 'answer.required').flatMap((fault) => idsOf(questionnaire, fault));
  const left = Object.entries(answers).filter(([id]) => !wrong.includes(id));
  // Without an answer other questions may be asked, and other checks count.
  const isWhole = left.length === Object.keys(answers).length;
  return isWhole ? answers : validAnswers(questionnaire, Object.fromEntries(left), today);
}

/** A fault of a group is a fault of its items. */
function idsOf({ answerables }: Questionnaire, { path }: Fault): string[] {
  return [...answerables.values()]
    .filter(({ id, question }) => id === path || question.id === path)
    .map(({ id }) => id);
}
