interface Shown {
  id: string;
  sentence: string;
}

function element(name: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function clear(): void {
  document.querySelectorAll('.error-summary, .field-error').forEach((each) => each.remove());
  document.querySelectorAll('.has-fault').forEach((each) => {
    each.classList.remove('has-fault');
    each.removeAttribute('aria-describedby');
  });
}

/** Marks one question and gives its place in the summary. */
function markFault({ id, sentence }: Shown): HTMLElement {
  const question = document.querySelector(`[data-question="${id}"]`);
  const heading = question?.querySelector('legend, .question-label');
  const message = element('p', 'field-error', sentence);
  message.id = `e-${id}`;
  heading?.after(message);
  question?.classList.add('has-fault');
  question?.setAttribute('aria-describedby', message.id);
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
