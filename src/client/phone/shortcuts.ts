import { pageForm, word } from '../form/page-form.js';

const name = 'manyidu-keys';

function stored(): string {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

let areOn = stored() !== 'off';

export function shortcutsAreOn(): boolean {
  return areOn;
}

/** Shows the switch for single-key shortcuts in its state; it is of no use without scripts, and hidden there. */
export function showSwitch(): void {
  const form = pageForm();
  const button = document.querySelector<HTMLButtonElement>('[data-keys-switch]');
  if (!form || !button) return;
  button.hidden = false;
  button.textContent = word(form, areOn ? 'keysOff' : 'keysOn');
}

/** Turns the shortcuts off or on, and remembers it on this device. */
export function toggleShortcuts(): void {
  areOn = !areOn;
  try {
    localStorage.setItem(name, areOn ? 'on' : 'off');
  } catch {
    // A device that keeps nothing asks again next time.
  }
  showSwitch();
}
