import { checkPage } from './form/check-page.js';
import { forgetOthers, keep, restore } from './form/keep.js';

/** The page works without this. It checks before sending, keeps what was sent until it arrived, and a second press from sending twice. */

document.getElementById('error-summary')?.focus();

const form = document.querySelector<HTMLFormElement>('form.questions');
forgetOthers();
if (form) restore(form);

/** The language and text-size buttons show the page again as it is, without checking it. */
document.querySelectorAll('button[name=_show]').forEach((button) => {
  button.addEventListener('click', () => form?.setAttribute('data-again', 'yes'));
});

form?.addEventListener('submit', (event) => {
  if (form.dataset['again']) return;
  if (form.dataset['sent'] || !checkPage(form)) {
    event.preventDefault();
    return;
  }
  form.dataset['sent'] = 'yes';
  keep(form);
});

addEventListener('pageshow', () => {
  form?.removeAttribute('data-sent');
  form?.removeAttribute('data-again');
});
