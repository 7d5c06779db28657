import { pageFaults, pageForm } from './page-form.js';
import { say } from './say.js';
import { markFault } from './show-faults.js';

/** Questions that somebody has worked on and left; those not touched yet are never found fault with. */
const touched = new Set<string>();

function questionOf(target: EventTarget | null): string {
  if (!(target instanceof Element)) return '';
  return target.closest<HTMLElement>('form.questions [data-question]')?.dataset['question'] ?? '';
}

function shownAt(id: string): string {
  return document.getElementById(`e-${id}`)?.textContent?.trim() ?? '';
}

/** Shows or clears the faults of questions that are left, and clears or changes those that are shown already. */
function check(form: HTMLFormElement, left: string): void {
  const faults = pageFaults(form);
  const marked = [...form.querySelectorAll<HTMLElement>('.has-fault')].map(questionOf);
  for (const id of new Set([...marked, left])) {
    const fault = faults.find((each) => each.id === id);
    const isEmpty = fault?.code === 'answer.required';
    const sentence = !fault || (isEmpty && !marked.includes(id)) ? '' : fault.sentence;
    if (sentence === shownAt(id)) continue;
    markFault(id, sentence);
    say(sentence);
  }
}

/** Says what is wrong with a question as soon as it is left, and takes it back as soon as it is mended. */
export function checkAsOneGoes(): void {
  const change = ({ target }: Event): void => {
    const form = pageForm();
    const id = questionOf(target);
    if (!form || id === '') return;
    touched.add(id);
    if (form.querySelector('.has-fault')) check(form, '');
  };
  document.addEventListener('input', change);
  document.addEventListener('change', change);
  document.addEventListener('focusout', (event) => {
    const form = pageForm();
    const id = questionOf(event.target);
    if (form && id !== questionOf(event.relatedTarget) && touched.has(id)) check(form, id);
  });
}
