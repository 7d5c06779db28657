import { autosave } from './form/autosave.js';
import { checkAsOneGoes } from './form/check-field.js';
import { countSigns } from './form/count-signs.js';
import { spreadDates } from './form/date-parts.js';
import { mindEnter } from './form/enter-key.js';
import { forget, restore } from './form/keep.js';
import { readAloud } from './form/read-aloud.js';
import { takeOverSending } from './form/sending.js';

/** The page works without this. With it nothing is lost to a dead network or a closed tab, and faults are told where they are made. */

/** Browsers without these are old enough to do better without scripts. */
const isAble = 'fromEntries' in Object && 'flatMap' in Array.prototype && 'fetch' in window;

const end = /^(.*\/r\/[^/]+\/)end$/.exec(location.pathname);
function begin(): void {
  if (end?.[1]) forget(end[1]);
  restore();
  checkAsOneGoes();
  countSigns();
  spreadDates();
  mindEnter();
  autosave();
  readAloud();
  takeOverSending({
    kept: (next) => location.assign(next),
    // Sent once more by the browser itself, it shows what the server says; the same page twice does no harm.
    answered: (form) => form.submit(),
  });
}

// What the server says about the page is read first, also where nothing is wrong and it only wants a second look.
document.querySelector<HTMLElement>('.error-summary, .soft-summary')?.focus();
if (isAble) begin();
