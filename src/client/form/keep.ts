import { fieldsOf, pageForm } from './page-form.js';

interface Kept {
  /** Where the page is sent. */
  action: string;
  revision: string;
  tab: string;
  /** Milliseconds by the server's clock when the page was shown. */
  shown: number;
  fields: [string, string][];
}

const prefix = 'manyidu:';
const week = 7 * 86_400_000;

/**
 * A resident's own device keeps the page until it has arrived, over reloads, a closed tab and an empty battery. A device that enumerators
 * share keeps it for this tab alone: the next person at it must not find a respondent's answers.
 */
function storageFor(form: HTMLFormElement): Storage | undefined {
  try {
    return 'sharedDevice' in form.dataset ? sessionStorage : localStorage;
  } catch {
    return undefined;
  }
}

function storages(): Storage[] {
  try {
    return [localStorage, sessionStorage];
  } catch {
    return [];
  }
}

function hidden(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
}

const path = (form: HTMLFormElement): string => new URL(form.action).pathname;

/** Remembers this page's answers on the device. Returns whether that was possible. */
export function keep(form: HTMLFormElement): boolean {
  const kept: Kept = {
    action: path(form),
    revision: hidden(form, '_revision')?.value ?? '',
    tab: hidden(form, '_tab')?.value ?? '',
    shown: Number(hidden(form, '_shown')?.value),
    fields: fieldsOf(form),
  };
  try {
    storageFor(form)?.setItem(prefix + location.pathname, JSON.stringify(kept));
    return storageFor(form) !== undefined;
  } catch {
    return false;
  }
}

function entries(storage: Storage): [string, Kept][] {
  return Object.keys(storage)
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key, JSON.parse(storage.getItem(key) ?? '{}') as Kept]);
}

/** Forgets what was kept of addresses that begin so: it has arrived, or the interview is over. */
export function forget(address: string): void {
  for (const storage of storages()) {
    for (const [key, { action }] of entries(storage)) if (action.startsWith(address)) storage.removeItem(key);
  }
}

/** Forgets the page that a form was sent from, and at the end of an interview all its pages. */
export function forgetSent(form: HTMLFormElement): void {
  forget(path(form));
}

function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const used = new Map<string, number>();
  const controls = form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    'input:not([type=hidden]), select, textarea',
  );
  for (const control of controls) {
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === 'radio' || control.type === 'checkbox') {
      (control as HTMLInputElement).checked = values.includes(control.value);
    } else {
      // The parts of a date and the places of an ordering share a name.
      const at = used.get(control.name) ?? 0;
      used.set(control.name, at + 1);
      control.value = values[at] ?? '';
    }
  }
}

/** Fills in what was answered on this very page and has not arrived. */
export function restore(): void {
  const form = pageForm();
  const key = prefix + location.pathname;
  const kept = form && (JSON.parse(storageFor(form)?.getItem(key) ?? 'null') as Kept | null);
  if (!form || !kept) return;
  const isOld = Number(hidden(form, '_shown')?.value) - kept.shown > week;
  if (isOld || JSON.stringify(kept.fields) === JSON.stringify(fieldsOf(form))) {
    storageFor(form)?.removeItem(key);
    return;
  }
  fill(form, kept.fields);
  // The first page has a new address each time: it is sent to where it may have arrived already.
  form.action = kept.action;
  const revision = hidden(form, '_revision');
  // What this device saved itself is no other window's; whatever else was saved since is shown beside this when it is sent.
  if (revision && kept.tab !== form.dataset['savedBy']) revision.value = kept.revision;
}
