import type { Questionnaire } from '../definition/questionnaire.js';
import type { Fault, Language, Mode } from '../definition/types.js';
import { faultText } from '../interview/view-model.js';
import { wordingFor } from '../interview/wording.js';
import { heading, type Words } from './answer-rows.js';

/** What is wrong with a submission, for a person: the question it is about, and the fault. */
export function faultSentence(
  fault: Fault,
  questionnaire: Questionnaire | undefined,
  reader: { language: Language; mode: Mode },
  t: Words,
): string {
  const { code, path, params } = fault;
  if (!code.startsWith('answer.')) return t(`responses.fault.${code}`, params);
  if (!questionnaire) return `${path} ${code}`;
  const asking = { questionnaire, ...reader, known: {} };
  const answerable = questionnaire.answerables.get(path);
  const text = answerable ? heading(answerable, wordingFor(asking)).text : path;
  return t('responses.fault.answer', { question: text, fault: faultText(asking, fault, t) });
}
