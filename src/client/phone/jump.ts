import { keep } from '../form/keep.js';
import { pageForm } from '../form/page-form.js';
import { sendPage } from '../form/send-page.js';
import { goTo, showReply } from './swap-page.js';

function field(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('#jump');
}

/** Shows the list of questions and asks for a code. */
export function askWhere(): void {
  field()?.closest('details')?.setAttribute('open', '');
  field()?.focus();
}

/** What is typed there is not sent with the page: a code that was left standing holds nobody up. */
export function keepCodeApart(): void {
  field()?.removeAttribute('name');
}

/** Makes the form ask to go to a question, whoever sends it: scripts, or the browser where the sign-in has ended. */
function ask(form: HTMLFormElement, code: string): void {
  const asked = document.createElement('input');
  Object.assign(asked, { type: 'hidden', name: '_jump', value: code });
  form.append(asked);
}

/** Goes to a question by its code. What is answered here is kept on the way, what is not valid on the device until one comes back. */
function jump(form: HTMLFormElement, code: string): void {
  if (form.dataset['sent']) return;
  ask(form, code);
  const kept = (next: string): void => {
    keep(form);
    void goTo(next);
  };
  void sendPage(form, { kept, answered: (sent, reply) => void showReply(sent, reply) });
}

/** Takes over the list's buttons and its field. Escape leads back to the questions. */
export function mindJumps(leave: () => void): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name=_jump], #jump-go');
    const form = pageForm();
    const code = button?.value || field()?.value;
    if (!button || !form) return;
    event.preventDefault();
    if (code) jump(form, code);
    else askWhere();
  });
  document.addEventListener('keydown', (event) => {
    if (event.target !== field()) return;
    const form = pageForm();
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && form && field()?.value) jump(form, field()?.value ?? '');
    else return;
    event.preventDefault();
  });
}
