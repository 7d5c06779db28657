import { saveNow } from '../form/autosave.js';

/** Before an outcome ends the interview, what is answered on the page is kept. */
export function keepBeforeOutcome(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('.outcomes button');
    if (!button || button.dataset['saved']) return;
    if (button.form?.checkValidity() === false) return;
    event.preventDefault();
    void pressAfterSaving(button);
  });
}

async function pressAfterSaving(button: HTMLButtonElement): Promise<void> {
  await saveNow();
  button.dataset['saved'] = 'yes';
  button.click();
}
