import { checkPage } from './form/check-page.js';

/** The page works without this. It checks before sending, leads to the summary of faults, and keeps a second press from sending twice. */

document.getElementById('error-summary')?.focus();

const form = document.querySelector<HTMLFormElement>('form.questions');
form?.addEventListener('submit', (event) => {
  if (form.dataset['sent'] || !checkPage(form)) event.preventDefault();
  else form.dataset['sent'] = 'yes';
});
addEventListener('pageshow', () => {
  if (form) delete form.dataset['sent'];
});
