import { pageForm, word } from '../form/page-form.js';
import { say } from '../form/say.js';
import { currentQuestion } from './current-question.js';

const className = 'no-key';

/** A key that means nothing here: said to a screen reader, and a short mark at the question. No sound. */
export function noKey(key: string): void {
  const form = pageForm();
  const question = currentQuestion();
  if (!form) return;
  say('');
  say(word(form, 'noKey', { key }));
  question?.classList.remove(className);
  // Read, so that the mark begins anew at each key.
  void question?.offsetWidth;
  question?.classList.add(className);
  window.setTimeout(() => question?.classList.remove(className), 400);
}
