const prefix = 'manyidu:';

function fieldsOf(form: HTMLFormElement): HTMLInputElement[] {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input, textarea')];
  return fields.filter(({ name }) => !name.startsWith('_'));
}

/** Remembers what is being sent, in this tab only: the network or the sign-in may be gone by the time it arrives. */
export function keep(form: HTMLFormElement): void {
  const sent = [...new FormData(form)].filter(([name]) => !name.startsWith('_'));
  sessionStorage.setItem(prefix + location.pathname, JSON.stringify(sent));
}

/** Forgets what was remembered for other pages: to be here means that they arrived. */
export function forgetOthers(): void {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  for (const key of keys) if (key !== prefix + location.pathname) sessionStorage.removeItem(key);
}

/** Fills in what was sent from this very page and did not arrive, unless the page holds answers already. */
export function restore(form: HTMLFormElement): void {
  const sent = JSON.parse(sessionStorage.getItem(prefix + location.pathname) ?? '[]') as [string, string][];
  const fields = fieldsOf(form);
  const isChoice = (field: HTMLInputElement) => field.type === 'radio' || field.type === 'checkbox';
  if (fields.some((field) => (isChoice(field) ? field.checked : field.value !== ''))) return;
  for (const [name, value] of sent) {
    const field = fields.find((each) => each.name === name && (!isChoice(each) || each.value === value));
    if (field && isChoice(field)) field.checked = true;
    else if (field) field.value = value;
  }
}
