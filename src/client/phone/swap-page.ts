import { saveNow } from '../form/autosave.js';
import { restore } from '../form/keep.js';
import { beginPage, markFirstFault } from './current-question.js';

/** What changes from page to page; the rest of the document stays, so that nothing flashes. */
const parts = ['.site-header', 'main'];

/** Puts a page of questions in the place of the one shown. Returns false where it is no such page. */
function put(html: string): boolean {
  const next = new DOMParser().parseFromString(html, 'text/html');
  if (!next.querySelector('form.questions')) return false;
  // What was unfolded beside the interview stays so.
  const folds = () => [...document.querySelectorAll<HTMLDetailsElement>('.desk-case details')];
  const open = folds().map((each) => each.open);
  for (const part of parts) {
    const [here, there] = [document.querySelector(part), next.querySelector(part)];
    if (here && there) here.replaceWith(document.importNode(there, true));
  }
  folds().forEach((each, at) => each.toggleAttribute('open', open[at]));
  document.title = next.title;
  return true;
}

function begin(): void {
  restore();
  scrollTo(0, 0);
  const summary = document.getElementById('error-summary');
  const head = summary ?? document.querySelector<HTMLElement>('main h1');
  head?.setAttribute('tabindex', '-1');
  head?.focus();
  if (summary) markFirstFault();
  else beginPage();
}

async function fetched(address: string): Promise<Response | undefined> {
  try {
    return await fetch(address, { headers: { Accept: 'text/html' } });
  } catch {
    return undefined;
  }
}

/** Goes to a page without loading the document anew; where that does not work, by loading it. */
export async function goTo(address: string): Promise<void> {
  const reply = await fetched(address);
  const hash = new URL(address, location.href).hash;
  if (!reply?.ok || !put(await reply.text())) {
    location.assign(address);
    return;
  }
  history.pushState({}, '', reply.url.split('#')[0] + hash);
  begin();
}

/** Shows what the server answered in place of the page, faults and all. */
export async function showReply(form: HTMLFormElement, reply: Response): Promise<void> {
  const isPage = (reply.headers.get('Content-Type') ?? '').includes('html');
  // Whatever is no page of questions the browser is to show by itself: a session that ended, an error.
  if (!isPage || !put(await reply.text())) form.submit();
  else begin();
}

/** Back and forward show the pages as they are kept now. */
export function mindHistory(): void {
  let shown = location.pathname;
  const push = history.pushState.bind(history);
  history.pushState = (...given) => {
    push(...given);
    shown = location.pathname;
  };
  addEventListener('popstate', () => {
    if (location.pathname === shown) return;
    shown = location.pathname;
    void showAddress();
  });
}

async function showAddress(): Promise<void> {
  await saveNow();
  const reply = await fetched(location.href);
  if (reply?.ok && !reply.redirected && put(await reply.text())) begin();
  else location.reload();
}
