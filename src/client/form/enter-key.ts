/** Whether an input method is at work: its keys are not ours. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** The control after one in its form: in a group of radios or ticks any of them. */
function controlAfter(control: HTMLInputElement): HTMLElement | undefined {
  const all = [...(control.form?.querySelectorAll<HTMLElement>('input:not([type=hidden]), select, textarea') ?? [])];
  return all.slice(all.indexOf(control) + 1).find((each) => each.offsetParent !== null);
}

/** Enter in a line of text goes on to what comes next and sends nothing by accident; Ctrl and Enter send from anywhere. */
export function mindEnter(): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const form = target.closest<HTMLFormElement>('form.questions');
    if (!form || event.key !== 'Enter' || isComposing(event) || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.querySelector<HTMLButtonElement>('.actions button')?.click();
      return;
    }
    const next = target.matches('input[type=text]') && controlAfter(target as HTMLInputElement);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
