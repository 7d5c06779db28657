import { pageFaults, word } from './page-form.js';
import { showFaults } from './show-faults.js';

/** Checks the page with the server's own engine before it is sent; what is wrong is shown where it is, and nothing is sent. */
export function checkPage(form: HTMLFormElement): boolean {
  const faults = pageFaults(form);
  showFaults(form, faults, word(form, 'title', { n: faults.length }));
  return faults.length === 0;
}
