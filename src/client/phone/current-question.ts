/** The question that keys answer. */

let current = 0;

export function questions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('form.questions [data-question]')];
}

export function currentQuestion(): HTMLElement | undefined {
  return questions()[current];
}

export function choicesOf(question: HTMLElement): HTMLInputElement[] {
  return [...question.querySelectorAll<HTMLInputElement>('input[type=radio], input[type=checkbox]')];
}

export function typedFields(question: HTMLElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...question.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input[type=text]')];
}

export function isAnswered(question: HTMLElement): boolean {
  const fields = [...typedFields(question), ...question.querySelectorAll('select')];
  return choicesOf(question).some(({ checked }) => checked) || fields.some(({ value }) => value !== '');
}

/** Marks a question as the current one; only marked: a page that scrolls under a pressed mouse loses the click. */
export function mark(at: number): HTMLElement | undefined {
  const all = questions();
  all[current]?.classList.remove('current');
  current = Math.min(Math.max(at, 0), all.length - 1);
  all.forEach((question, each) => question.classList.toggle('current', each === current));
  return all[current];
}

/** Goes to a question: marked, in view, ready to type in. */
export function show(at: number): void {
  const question = mark(at);
  if (!question) return;
  question.scrollIntoView({ block: 'nearest' });
  const field = typedFields(question)[0];
  if (field) field.focus();
  else if (
    document.activeElement instanceof HTMLElement &&
    document.activeElement.matches('textarea, input[type=text]')
  ) {
    document.activeElement.blur();
  }
}

export function showFrom(step: number): void {
  show(current + step);
}

/** The next question after the current one that has no answer; -1 where there is none. */
export function nextOpen(): number {
  return questions().findIndex((question, at) => at > current && !isAnswered(question));
}

/** Begins a page at its first question without an answer, or at the one that the address names. */
export function beginPage(): void {
  const all = questions();
  const named = decodeURIComponent(location.hash.replace(/^#f-/, ''));
  const at = all.findIndex(({ dataset }) => dataset['question'] === named);
  const open = all.findIndex((question) => !isAnswered(question));
  show(at >= 0 ? at : Math.max(open, 0));
}

/** Makes the first question that something is wrong with the current one; the summary above keeps the focus. */
export function markFirstFault(): void {
  const at = questions().findIndex((question) => question.matches('.has-fault'));
  if (at >= 0) mark(at);
}

export function follow(target: EventTarget | null): void {
  const question = target instanceof Element ? target.closest<HTMLElement>('[data-question]') : undefined;
  const at = question ? questions().indexOf(question) : -1;
  if (at >= 0 && at !== current) mark(at);
}
