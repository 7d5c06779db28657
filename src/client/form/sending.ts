import { checkPage } from './check-page.js';
import { sendPage, type Outcomes } from './send-page.js';

/** Takes over sending from the browser: checked here first, once however often the button is pressed, and for as long as it takes. */
export function takeOverSending(outcomes: Outcomes): void {
  document.addEventListener('click', ({ target }) => {
    // The language and text-size buttons show the page again as it is, without checking it.
    const again = (target as Element).closest<HTMLButtonElement>('button[name=_show]');
    again?.form?.setAttribute('data-again', 'yes');
  });
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('form.questions') || form.dataset['again'] || event.defaultPrevented) return;
    const isSent = form.dataset['sent'] !== undefined;
    // Only now: were the check to fail in an old browser, the browser would send the page itself.
    const isReady = !isSent && checkPage(form);
    event.preventDefault();
    if (isSent) form.dispatchEvent(new Event('retry'));
    else if (isReady) void sendPage(form, outcomes);
  });
  addEventListener('pageshow', () => {
    const form = document.querySelector('form.questions');
    form?.removeAttribute('data-sent');
    form?.removeAttribute('data-again');
  });
}
