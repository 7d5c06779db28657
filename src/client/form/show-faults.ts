import type { Said } from './page-form.js';

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function questionOf(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-question="${id}"]`);
}

/** What describes a question, with one id more or less. */
function describe(question: HTMLElement, id: string, isSo: boolean): void {
  const ids = (question.getAttribute('aria-describedby') ?? '').split(' ').filter((each) => each && each !== id);
  const all = isSo ? [...ids, id] : ids;
  if (all.length > 0) question.setAttribute('aria-describedby', all.join(' '));
  else question.removeAttribute('aria-describedby');
}

function unmark(question: HTMLElement): void {
  question.querySelectorAll('.field-errors').forEach((each) => each.remove());
  question.classList.remove('has-fault');
  describe(question, `e-${question.dataset['question']}`, false);
}

/** Shows what is wrong with one question at the question itself, or nothing any more. */
export function markFault(id: string, sentence: string): void {
  const question = questionOf(id);
  if (!question) return;
  unmark(question);
  if (sentence === '') return;
  const message = element('div', 'field-errors');
  message.id = `e-${id}`;
  message.append(element('p', 'field-error', sentence));
  question.querySelector('legend, .question-label')?.after(message);
  question.classList.add('has-fault');
  describe(question, message.id, true);
}

/** What is offered only to whom an empty question is asked again. */
function offerMore(id: string): void {
  questionOf(id)
    ?.querySelectorAll<HTMLElement>('[data-when-empty]')
    .forEach((each) => {
      each.hidden = false;
    });
}

function summaryLine({ id, sentence }: Said): HTMLElement {
  const heading = questionOf(id)?.querySelector('legend, .question-label');
  const link = element('a', '', `${heading?.textContent?.trim() ?? ''} ${sentence}`);
  link.setAttribute('href', `#f-${id}`);
  const item = element('li', '');
  item.append(link);
  return item;
}

/** The same summary and marks that the server would send back; the summary takes the focus. */
export function showFaults(form: HTMLFormElement, faults: Said[], title: string): void {
  document.querySelectorAll('.error-summary').forEach((each) => each.remove());
  document.querySelectorAll<HTMLElement>('.has-fault').forEach(unmark);
  if (faults.length === 0) return;
  const summary = element('div', 'error-summary');
  summary.id = 'error-summary';
  summary.tabIndex = -1;
  summary.setAttribute('role', 'alert');
  const list = element('ul', '');
  list.append(...faults.map(summaryLine));
  summary.append(element('h2', '', title), list);
  for (const { id, code, sentence } of faults) {
    markFault(id, sentence);
    if (code === 'answer.required') offerMore(id);
  }
  form.before(summary);
  summary.focus();
  summary.scrollIntoView({ block: 'start' });
}
