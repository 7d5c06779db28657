import { bodyOf, stopSaving } from '../form/autosave.js';
import { keep } from '../form/keep.js';
import { pageForm } from '../form/page-form.js';
import { goTo, showReply } from './swap-page.js';

function field(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('#jump');
}

/** Shows the list of questions and asks for a code. */
export function askWhere(): void {
  field()?.closest('details')?.setAttribute('open', '');
  field()?.focus();
}

/** Goes to a question by its code. What is answered here is kept on the way, what is not valid on the device until one comes back. */
async function jump(form: HTMLFormElement, code: string): Promise<void> {
  keep(form);
  stopSaving();
  const headers = { Accept: 'application/json' };
  try {
    const reply = await fetch(form.action, { method: 'POST', body: bodyOf(form, { _jump: code }), headers });
    const isJson = (reply.headers.get('Content-Type') ?? '').includes('json');
    if (!isJson) return await showReply(form, reply);
    const { next } = (await reply.json()) as { next?: string };
    if (next === undefined) return form.submit();
    await goTo(next);
  } catch {
    form.submit();
  }
}

/** Takes over the list's buttons and its field. Escape leads back to the questions. */
export function mindJumps(leave: () => void): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[name=_jump], #jump-go');
    const form = pageForm();
    const code = button?.value || field()?.value;
    if (!button || !form || !code) return;
    event.preventDefault();
    void jump(form, code);
  });
  document.addEventListener('keydown', (event) => {
    if (event.target !== field()) return;
    const form = pageForm();
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' && form && field()?.value) void jump(form, field()?.value ?? '');
    else return;
    event.preventDefault();
  });
}
