import { pageForm, word } from './page-form.js';
import { say } from './say.js';

/** Near the end of the room for a long answer says how many more signs fit. */
export function countSigns(): void {
  document.addEventListener('input', ({ target }) => {
    const form = pageForm();
    if (!form || !(target instanceof HTMLTextAreaElement) || target.maxLength <= 0) return;
    const left = target.maxLength - target.value.length;
    const isNear = left <= Math.max(20, target.maxLength / 10);
    let count = target.parentElement?.querySelector('.count');
    if (!count) {
      count = document.createElement('p');
      count.className = 'count fine';
      target.after(count);
    }
    count.textContent = isNear ? word(form, 'signsLeft', { n: left }) : '';
    // Read out now and then, not at every sign.
    if (isNear && left % 10 === 0) say(count.textContent);
  });
}
