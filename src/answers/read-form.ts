import { rulesOf } from '../definition/question-types.js';
import type { Questionnaire } from '../definition/questionnaire.js';
import type { Answer, Answers, MissingCode, Question } from '../definition/types.js';

const missingCodes: readonly string[] = ['dontKnow', 'refused', 'notUsed'] satisfies MissingCode[];

/** The fields of one page's HTML form as answers; anything that is no field of that page is passed over. */
export function readForm(questionnaire: Questionnaire, pageId: string, body: Record<string, unknown>): Answers {
  const answers: Record<string, Answer> = {};
  for (const { id, page, question } of questionnaire.answerables.values()) {
    const answer = page.id === pageId ? readAnswer(question, id, body) : undefined;
    if (answer !== undefined) answers[id] = answer;
  }
  return answers;
}

/** What was typed or chosen stands over a stated non-answer beside it. */
function readAnswer(question: Question, id: string, body: Record<string, unknown>): Answer | undefined {
  const fields = fieldsOf(body, id);
  const stated = [...fields, ...fieldsOf(body, `${id}.missing`).map((code) => `missing:${code}`)].find(isStated);
  const value = rulesOf(question).read(fields.filter((field) => !isStated(field)));
  return value ?? (stated === undefined ? undefined : { missing: stated.slice('missing:'.length) as MissingCode });
}

function isStated(field: string): boolean {
  const [prefix, code] = field.split(':');
  return prefix === 'missing' && missingCodes.includes(code ?? '');
}

function fieldsOf(body: Record<string, unknown>, name: string): string[] {
  const value = Object.prototype.hasOwnProperty.call(body, name) ? body[name] : undefined;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((entry) => typeof entry === 'string');
}
