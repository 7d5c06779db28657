import { choicesOf, currentQuestion, showFrom, typedFields } from './current-question.js';

/** Tells the form that a control was changed, as it does itself when somebody clicks. */
function changed(control: HTMLElement): void {
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Puts the option of a key in the next free place of an ordering. Returns whether there was such an option and a place. */
function place(question: HTMLElement, key: string): boolean {
  const value = question.querySelector<HTMLElement>(`li[data-key="${key}"]`)?.dataset['value'];
  const places = [...question.querySelectorAll('select')];
  const free = places.find((each) => each.value === '');
  if (value === undefined || !free || places.some((each) => each.value === value)) return false;
  free.value = value;
  changed(free);
  if (places.every((each) => each.value !== '')) showFrom(1);
  return true;
}

/** Takes the last placed option of an ordering back. Returns whether there was one. */
export function takeBack(): boolean {
  const places = [...(currentQuestion()?.querySelectorAll('select') ?? [])];
  const last = places.reverse().find((each) => each.value !== '');
  if (!last) return false;
  last.value = '';
  changed(last);
  return true;
}

/** Answers the current question by a key. Returns whether the key means something here. */
export function press(key: string): boolean {
  const question = currentQuestion();
  if (!question || !/^[0-9A-Z]$/.test(key)) return false;
  const input = choicesOf(question).find((each) => each.dataset['key'] === key);
  if (!input) return place(question, key);
  input.checked = input.type === 'radio' || !input.checked;
  changed(input);
  if (input.type === 'radio') showFrom(1);
  return true;
}

/** States by its key why a number or a date is missing: nothing typed stands beside that. Returns whether the key means something here. */
export function pressInFigures(key: string): boolean {
  const question = currentQuestion();
  const stated = question && choicesOf(question).find((each) => each.dataset['key'] === key);
  if (!stated) return false;
  const isStated = !stated.checked;
  for (const field of typedFields(question)) field.value = '';
  for (const each of choicesOf(question)) each.checked = each === stated && isStated;
  changed(stated);
  if (isStated) showFrom(1);
  return true;
}
