import { keep } from './keep.js';
import { pageForm } from './page-form.js';

const pause = 2000;
let timer = 0;
let dirty = false;

/** A form's fields as a browser would send them, with more of our own. */
export function bodyOf(form: HTMLFormElement, more: Record<string, string> = {}): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of [...new FormData(form)] as [string, string][]) body.append(name, value);
  for (const [name, value] of Object.entries(more)) body.append(name, value);
  return body;
}

/** Sends the answers so far, to be kept but not taken: only once somebody has agreed to answer, and not while the page itself is sent. */
export async function saveNow(keepalive = false): Promise<void> {
  const form = pageForm();
  clearTimeout(timer);
  if (!form || !dirty || form.dataset['sent'] || !('autosaves' in form.dataset)) return;
  dirty = false;
  const headers = { Accept: 'application/json' };
  try {
    await fetch(form.action, { method: 'POST', body: bodyOf(form, { _auto: 'yes' }), headers, keepalive });
  } catch {
    dirty = true;
  }
}

/** The page itself is being sent: nothing of it is saved beside that. */
export function stopSaving(): void {
  clearTimeout(timer);
  dirty = false;
}

/** Keeps answers on the device at once and at the server after a short pause, or when the page goes out of sight. */
export function autosave(): void {
  const change = ({ target }: Event): void => {
    const form = pageForm();
    if (!form || !(target instanceof Element) || !form.contains(target) || !('autosaves' in form.dataset)) return;
    dirty = true;
    keep(form);
    clearTimeout(timer);
    timer = window.setTimeout(() => void saveNow(), pause);
  };
  document.addEventListener('input', change);
  document.addEventListener('change', change);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void saveNow(true);
  });
  addEventListener('pagehide', () => void saveNow(true));
}
