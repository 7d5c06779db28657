/** The resident's page works without this. It leads to the summary of faults and keeps a second press from sending twice. */

document.getElementById('error-summary')?.focus();

const form = document.querySelector<HTMLFormElement>('form.questions');
form?.addEventListener('submit', (event) => {
  if (form.dataset['sent']) event.preventDefault();
  form.dataset['sent'] = 'yes';
});
addEventListener('pageshow', () => {
  if (form) delete form.dataset['sent'];
});
