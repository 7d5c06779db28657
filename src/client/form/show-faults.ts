interface Shown {
  id: string;
  sentence: string;
  /** The question was left empty: reasons for not answering that were kept out of sight are offered now. */
  empty: boolean;
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** What is described by the sentence about a question: its fieldset, else the one thing that is typed into. */
function described(question: Element): Element {
  return question.querySelector(':scope > textarea, :scope > input') ?? question;
}

function describe(question: Element, ids: string[]): void {
  const hint = question.querySelector('.hint[id]');
  const all = [...(hint ? [hint.id] : []), ...ids].join(' ');
  if (all) described(question).setAttribute('aria-describedby', all);
  else described(question).removeAttribute('aria-describedby');
}

function clear(): void {
  document.querySelectorAll('.error-summary, .field-errors').forEach((each) => each.remove());
  document.querySelectorAll('[data-question]').forEach((question) => {
    question.classList.remove('has-fault');
    question.querySelectorAll('[aria-invalid]').forEach((each) => each.removeAttribute('aria-invalid'));
    describe(question, []);
  });
}

/** Marks one question and gives its place in the summary. */
function markFault({ id, sentence, empty }: Shown): HTMLElement {
  const question = document.querySelector(`[data-question="${id}"]`);
  const heading = question?.querySelector('legend, .question-label');
  const message = element('div', 'field-errors');
  message.id = `e-${id}`;
  message.append(element('p', 'field-error', sentence));
  heading?.after(message);
  if (question) {
    question.classList.add('has-fault');
    question
      .querySelectorAll('textarea, input[type=text]')
      .forEach((each) => each.setAttribute('aria-invalid', 'true'));
    describe(question, [message.id]);
    if (empty) question.querySelectorAll('[data-when-empty]').forEach((each) => each.removeAttribute('hidden'));
  }
  const link = element('a', '', `${heading?.textContent?.trim() ?? ''} ${sentence}`);
  link.setAttribute('href', `#f-${id}`);
  const item = element('li', '');
  item.append(link);
  return item;
}

/** The same summary and marks that the server would send back; the summary takes the focus. */
export function showFaults(form: HTMLFormElement, faults: Shown[], title: string): void {
  clear();
  if (faults.length === 0) return;
  const summary = element('div', 'error-summary');
  summary.id = 'error-summary';
  summary.tabIndex = -1;
  summary.setAttribute('role', 'alert');
  const list = element('ul', '');
  list.append(...faults.map(markFault));
  summary.append(element('h2', '', title.replace('{n}', String(faults.length))), list);
  form.before(summary);
  summary.focus();
  summary.scrollIntoView({ block: 'start' });
}
