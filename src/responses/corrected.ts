import { relevantAnswers } from '../answers/relevant.js';
import { validateAnswers } from '../answers/validate.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answers, Fault } from '../definition/types.js';
import { contentOf } from './change.js';
import { responseOf } from './intake.js';
import { contentFields, type Content, type Opening, type Response } from './response.js';

/** The answers of a response with those to some questions replaced: a question that is not among the new answers has none then. */
export function withAnswers(response: Response, questions: readonly string[], answers: Answers): Answers {
  const others = Object.entries(response.answers).filter(([id]) => !questions.includes(id));
  return { ...Object.fromEntries(others), ...answers };
}

/** What is wrong with corrected answers. What had no answer before may stay without one: an interview that was left early can be corrected too. */
export function correctionFaults(questionnaire: Questionnaire, response: Response, answers: Answers): Fault[] {
  const before = validateAnswers(questionnaire, response.answers, response.localDate).faults;
  const open = before.filter(({ code }) => code === 'answer.required').map(({ path }) => path);
  const { faults } = validateAnswers(questionnaire, answers, response.localDate);
  return faults.filter(({ code, path }) => code !== 'answer.required' || !open.includes(path));
}

/** What was known before the first answer: nothing of the old answers is carried over. */
function openingFacts(response: Response): Opening {
  const old: readonly string[] = contentFields.filter((field) => field !== 'language');
  const facts = Object.fromEntries(Object.entries(response).filter(([name]) => !old.includes(name)));
  return { ...facts, startedAt: response.times.startedAt } as unknown as Opening;
}

/** What a response says with corrected answers; what is not asked any more has gone. */
export function correctedContent(
  questionnaire: Questionnaire,
  response: Response,
  answers: Answers,
  sha256: (text: string) => string,
): Content {
  const { times, quota } = response;
  const submission = {
    opening: openingFacts(response),
    language: response.language,
    answers: relevantAnswers(questionnaire, answers, response.localDate),
    finished: response.result !== 'breakOff',
    endedAt: times.endedAt,
    pages: times.pages,
    modeTrail: response.modeTrail,
    ...(quota === undefined ? {} : { quota }),
  };
  return contentOf(
    responseOf(questionnaire, submission, { now: times.receivedAt, sha256, simulated: response.simulated }),
  );
}
