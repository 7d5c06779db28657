import { autosave } from './form/autosave.js';
import { checkAsOneGoes } from './form/check-field.js';
import { countSigns } from './form/count-signs.js';
import { spreadDates } from './form/date-parts.js';
import { isComposing } from './form/enter-key.js';
import { restore } from './form/keep.js';
import { takeOverSending } from './form/sending.js';
import {
  beginPage,
  choicesOf,
  currentQuestion,
  follow,
  markFirstFault,
  nextOpen,
  show,
  showFrom,
  typedFields,
} from './phone/current-question.js';
import { askWhere, keepCodeApart, mindJumps } from './phone/jump.js';
import { noKey } from './phone/no-key.js';
import { keepBeforeOutcome } from './phone/outcomes.js';
import { press, pressInFigures, takeBack } from './phone/press-key.js';
import { shortcutsAreOn, showSwitch, toggleShortcuts } from './phone/shortcuts.js';
import { goTo, mindHistory, showReply } from './phone/swap-page.js';

/**
 * Keys for interviewers: 1-9 and 0 answer the current question, D, N and R state why there is no answer, Enter goes on, Backspace goes back,
 * J goes to a question by its code.
 */

function send(): void {
  document.querySelector<HTMLButtonElement>('form.questions .actions button')?.click();
}

/** From the summary of what is wrong to the first of it, else to the next question without an answer, else to the next page. */
function goOn(): void {
  const { activeElement } = document;
  if (activeElement?.id === 'error-summary') {
    (activeElement as HTMLElement).blur();
    showFrom(0);
    return;
  }
  const open = nextOpen();
  if (open >= 0) show(open);
  else send();
}

/** Where figures are typed, no letter is an answer: D, N and R work there too. */
function statedInFigures(event: KeyboardEvent, target: HTMLElement): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const key = event.key.toUpperCase();
  return isPlain && shortcutsAreOn() && target.matches('[inputmode]') && /^[DNR]$/.test(key) && pressInFigures(key);
}

/** Enter in a line goes to the next empty line of the question, or on; in a text it is a new line, and Ctrl and Enter go on. */
function enterInText(event: KeyboardEvent, target: HTMLElement): void {
  const goesOn = event.ctrlKey || event.metaKey || target.matches('input');
  if (event.key !== 'Enter' || !goesOn) return;
  event.preventDefault();
  const question = currentQuestion();
  const isStated = question && choicesOf(question).some(({ checked }) => checked);
  const empty = question && typedFields(question).find((each) => each.value === '' && each !== target);
  if (empty && !isStated && !event.ctrlKey) empty.focus();
  else goOn();
}

/** Enter and Space press what has the focus; a list takes letters and figures as well. */
function isItsOwn(event: KeyboardEvent, target: HTMLElement): boolean {
  return target.matches('select') || (target.matches('button, a, summary') && [' ', 'Enter'].includes(event.key));
}

function pressed(event: KeyboardEvent): void {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (key === 'Enter') goOn();
  else if (!shortcutsAreOn()) return;
  else if (key === 'Backspace') {
    if (!takeBack()) showFrom(-1);
  } else if (key === 'J') askWhere();
  else if (key.length !== 1 || key === ' ') return;
  else if (!press(key)) noKey(event.key);
  event.preventDefault();
}

document.addEventListener('keydown', (event) => {
  const target = event.target as HTMLElement;
  if (isComposing(event) || event.defaultPrevented || target.id === 'jump' || target.closest('.outcomes')) return;
  if (statedInFigures(event, target)) event.preventDefault();
  else if (target.matches('textarea, input[type=text]')) enterInText(event, target);
  else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  else if (event.ctrlKey || event.metaKey || event.altKey || isItsOwn(event, target)) return;
  else pressed(event);
});
document.addEventListener('focusin', ({ target }) => follow(target));
document.addEventListener('click', ({ target }) => {
  if ((target as Element).closest('[data-keys-switch]')) toggleShortcuts();
});

function prepare(): void {
  showSwitch();
  keepCodeApart();
}

/** A page has come into place: its own things are to be made ready. */
new MutationObserver(prepare).observe(document.body, { childList: true });

restore();
mindJumps(beginPage);
keepBeforeOutcome();
checkAsOneGoes();
countSigns();
spreadDates();
autosave();
mindHistory();
takeOverSending({ kept: (next) => void goTo(next), answered: (form, reply) => void showReply(form, reply) });
document.addEventListener('submit', markFirstFault);
prepare();
beginPage();
const summary = document.getElementById('error-summary');
if (summary) markFirstFault();
summary?.focus();
