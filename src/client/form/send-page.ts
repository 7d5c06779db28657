import { bodyOf, stopSaving } from './autosave.js';
import { hideBanner, showBanner } from './banner.js';
import { forgetSent, keep } from './keep.js';

/** What becomes of a page that the server has answered. */
export interface Outcomes {
  /** It was kept: the address to go on to. */
  kept: (next: string) => void;
  /** The server said something else. */
  answered: (form: HTMLFormElement, reply: Response) => void;
}

const patience = 30_000;
/** Whoever stands between is down or overloaded: as good as no network. */
const passing = [429, 502, 503, 504];

async function post(form: HTMLFormElement): Promise<Response | undefined> {
  const request = fetch(form.action, { method: 'POST', body: bodyOf(form), headers: { Accept: 'application/json' } });
  const tooLong = new Promise<undefined>((resolve) => window.setTimeout(() => resolve(undefined), patience));
  try {
    const reply = await Promise.race([request, tooLong]);
    return reply && passing.includes(reply.status) ? undefined : reply;
  } catch {
    return undefined;
  }
}

/** Until it is time for the next try, the network is back, or somebody presses the button. */
function pauseAfter(form: HTMLFormElement, kept: boolean, tries: number): Promise<void> {
  return new Promise((resolve) => {
    const retry = (): void => {
      removeEventListener('online', retry);
      resolve();
    };
    addEventListener('online', retry);
    window.setTimeout(retry, Math.min(2 ** tries, 30) * 1000);
    showBanner(form, { kept, tries }, retry);
  });
}

async function nextIn(reply: Response): Promise<string> {
  if (reply.redirected) return reply.url;
  if (!(reply.headers.get('Content-Type') ?? '').includes('json')) return '';
  return ((await reply.json()) as { next?: string }).next ?? '';
}

/** Sends the page until the server has answered. The same page twice is the same page: a reply that was lost does no harm. */
export async function sendPage(form: HTMLFormElement, { kept, answered }: Outcomes): Promise<void> {
  form.dataset['sent'] = 'yes';
  stopSaving();
  let reply: Response | undefined;
  for (let tries = 1; !reply && form.isConnected; tries += 1) {
    const isKept = keep(form);
    reply = await post(form);
    if (!reply) await pauseAfter(form, isKept, tries);
  }
  if (!reply) return;
  hideBanner(form);
  const copy = reply.clone();
  const next = await nextIn(reply);
  if (next === '') {
    answered(form, copy);
    return;
  }
  forgetSent(form);
  kept(next);
}
