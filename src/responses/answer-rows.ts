import { computedValues, relevantAnswers } from '../answers/relevant.js';
import { spokenAnswer } from '../answers/spoken.js';
import { answerOf, isMissing } from '../definition/answer-of.js';
import type { Answerable, Questionnaire } from '../definition/questionnaire.js';
import type { Answer, Answers, Fault, Language, Mode } from '../definition/types.js';
import { wordingFor, type Say } from '../interview/wording.js';

/** A question as a reviewer reads it. */
export interface Heading {
  id: string;
  /** The page it stands on; '' for what is no question of the survey. */
  page: string;
  /** The question an item belongs to; '' for a question of its own. */
  stem: string;
  text: string;
}

export interface AnswerRow extends Heading {
  /** The answer in words; '' where there is none. */
  words: string;
  /** The answer as it was sent. */
  sent: string;
}

/** An interview whose answers are read. */
export interface Interview {
  questionnaire: Questionnaire;
  answers: Answers;
  mode: Mode;
  /** The local date on which it began. */
  today?: string;
}

export type Words = (key: string, params?: Fault['params']) => string;

const longestShown = 300;

/** Every answer in words, in the order of the survey; what is no question of it comes last. */
export function answerRows(interview: Interview, language: Language, t: Words): AnswerRow[] {
  const { questionnaire, answers, mode, today } = interview;
  const known = {
    ...relevantAnswers(questionnaire, answers, today),
    ...computedValues(questionnaire, answers, today),
  };
  const say = wordingFor({ questionnaire, mode, language, known });
  const asked = [...questionnaire.answerables.values()].filter(({ id }) => answerOf(answers, id) !== undefined);
  const stray = Object.keys(answers).filter((id) => !questionnaire.answerables.has(id));
  const answer = (id: string) => ({
    words: answerWords(questionnaire, id, answers, { language, t }),
    sent: asSent(answerOf(answers, id)),
  });
  return [
    ...asked.map((answerable) => ({ ...heading(answerable, say), ...answer(answerable.id) })),
    ...stray.map((id) => ({ id, page: '', stem: '', text: id, ...answer(id) })),
  ];
}

/** What a question or item is called. */
export function heading({ id, page, question, item }: Answerable, say: Say): Heading {
  return { id, page: page.id, stem: item ? say(question.text) : '', text: say((item ?? question).text) };
}

function answerWords(
  questionnaire: Questionnaire,
  id: string,
  answers: Answers,
  { language, t }: { language: Language; t: Words },
): string {
  const answer = answerOf(answers, id);
  if (answer === undefined) return '';
  if (isStated(answer)) return t(`interview.missing.${answer.missing}`);
  // What is faulty has no words: it is shown as it was sent.
  return (questionnaire.answerables.has(id) && spokenAnswer(questionnaire, id, answers, language)) || asSent(answer);
}

function isStated(answer: Answer): answer is Exclude<Answer, number | string | number[]> {
  return isMissing(answer) && ['dontKnow', 'refused', 'notUsed'].includes(answer.missing);
}

export function asSent(answer: unknown): string {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return text.length > longestShown ? `${text.slice(0, longestShown)}……` : text;
}

export interface ComparedRow {
  heading: Heading;
  before: string;
  after: string;
  differs: boolean;
}

/** Two lists of answers to a survey side by side, in its order. */
export function comparedRows(
  { answerables }: Pick<Questionnaire, 'answerables'>,
  before: readonly AnswerRow[],
  after: readonly AnswerRow[],
): ComparedRow[] {
  const earlier = new Map(before.map((row) => [row.id, row]));
  const later = new Map(after.map((row) => [row.id, row]));
  const ids = [...new Set([...answerables.keys(), ...earlier.keys(), ...later.keys()])];
  return ids.flatMap((id) => {
    const one = earlier.get(id);
    const other = later.get(id);
    const heading = one ?? other;
    if (!heading) return [];
    return [{ heading, before: one?.words ?? '', after: other?.words ?? '', differs: one?.sent !== other?.sent }];
  });
}
