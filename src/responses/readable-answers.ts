import { readText } from '../definition/form-fields.js';
import type { Answer, Answers } from '../definition/types.js';

/** A text as every store and file can keep it: halves of characters replaced, nothing unseen, '' where nothing is left. */
export function readableText(text: string): string {
  const read = readText([text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')]);
  return typeof read === 'string' ? read : '';
}

/** Answers as a form would have read them: a text without anything to read is no answer. */
export function readableAnswers(answers: Answers): Answers {
  const readable = Object.entries(answers).map(([id, answer]): [string, Answer] => [
    id,
    typeof answer === 'string' ? readableText(answer) : answer,
  ]);
  return Object.fromEntries(readable.filter(([, answer]) => answer !== ''));
}
