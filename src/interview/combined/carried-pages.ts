import { answerOf } from '../../definition/answer-of.js';
import { canonicalJson } from '../../definition/canonical.js';
import { screenedPages } from '../../definition/door/screened-pages.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Answer, Answers, Page, Question } from '../../definition/types.js';

interface Answered {
  questionnaire: Questionnaire;
  answers: Answers;
}

/**
 * Pages of a survey that a survey before it in the interview has asked in the very same words, with what was answered there: nobody is asked
 * twice. Pages under a condition are not among them.
 */
export function carriedPages(questionnaire: Questionnaire, earlier: readonly Answered[]): ReadonlyMap<string, Answers> {
  const { definition } = questionnaire;
  const own = definition.pages.slice(screenedPages(definition).length);
  return new Map(own.flatMap((page) => carried(page, earlier)));
}

function carried(page: Page, earlier: readonly Answered[]): [string, Answers][] {
  if (page.when !== undefined || !page.questions.every(isPlain)) return [];
  const found = page.questions.map((question) => answerTo(question, earlier));
  if (found.length === 0 || found.includes(undefined)) return [];
  return [[page.id, Object.fromEntries(found.flatMap((each) => (each ? [each] : [])))]];
}

function isPlain({ type, when, checks }: Question): boolean {
  return ['single', 'multiple', 'number', 'date'].includes(type) && when === undefined && checks === undefined;
}

function answerTo(question: Question, earlier: readonly Answered[]): [string, Answer] | undefined {
  const json = canonicalJson(question);
  const asked = earlier.find(({ questionnaire: { answerables } }) => {
    const theirs = answerables.get(question.id);
    return theirs !== undefined && theirs.page.when === undefined && canonicalJson(theirs.question) === json;
  });
  const answer = asked && answerOf(asked.answers, question.id);
  return answer === undefined ? undefined : [question.id, answer];
}
