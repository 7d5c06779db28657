import { rulesOf } from '../../src/definition/question-types.js';
import type { Questionnaire } from '../../src/definition/questionnaire.js';
import type { Answer } from '../../src/definition/types.js';

/** What may be answered to a question: its values where they can be listed, else some; and its stated non-answers. */
export function legalOf({ answerables, scaleOf }: Questionnaire, id: string): Answer[] {
  const question = answerables.get(id)?.question;
  if (question === undefined) throw new Error(`no question ${id}`);
  const values = rulesOf(question).values(question, scaleOf.get(id)) ?? ['好', 3, '2026-11-03', '2005-02-28', [1, 2]];
  const legal = values.filter(
    (value) => rulesOf(question).check(question, id, value, { scale: scaleOf.get(id) }).length === 0,
  );
  return [...legal, ...(question.missing ?? []).map((missing) => ({ missing }))];
}
