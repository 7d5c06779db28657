import type { Questionnaire } from '../definition/questionnaire.js';
import type { Fault, Language, Mode } from '../definition/types.js';
import { faultText } from '../interview/view-model.js';
import { wordingFor } from '../interview/wording.js';
import { heading, type Words } from './answer-rows.js';

interface Reader {
  language: Language;
  mode: Mode;
}

/** What is wrong with an answer, where its question stands beside it. */
export function answerFault(fault: Fault, questionnaire: Questionnaire, reader: Reader, t: Words): string {
  return faultText({ questionnaire, ...reader, known: {} }, fault, t);
}

/** What is wrong with a submission, for a person: the question it is about, and the fault. */
export function faultSentence(
  fault: Fault,
  questionnaire: Questionnaire | undefined,
  reader: Reader,
  t: Words,
): string {
  const { code, path, params } = fault;
  if (!code.startsWith('answer.')) return t(`responses.fault.${code}`, params);
  if (!questionnaire) return `${path} ${code}`;
  const answerable = questionnaire.answerables.get(path);
  const text = answerable ? heading(answerable, wordingFor({ questionnaire, ...reader, known: {} })).text : path;
  return t('responses.fault.answer', { question: text, fault: answerFault(fault, questionnaire, reader, t) });
}
