import './form.js';

/** Keys for interviewers: 1-9 and 0 answer the current question, D, N and R state why there is no answer, Enter goes on. */

const questions = [...document.querySelectorAll<HTMLElement>('[data-question]')];

function inputs(question: HTMLElement): HTMLInputElement[] {
  return [...question.querySelectorAll<HTMLInputElement>('input[type=radio], input[type=checkbox]')];
}

function isAnswered(question: HTMLElement): boolean {
  const typed = question.querySelector<HTMLTextAreaElement | HTMLInputElement>('textarea, input[type=text]');
  return inputs(question).some((input) => input.checked) || Boolean(typed?.value);
}

let current = Math.max(
  questions.findIndex((question) => !isAnswered(question)),
  0,
);

function mark(at: number): HTMLElement | undefined {
  questions[current]?.classList.remove('current');
  current = Math.min(Math.max(at, 0), questions.length - 1);
  questions[current]?.classList.add('current');
  return questions[current];
}

function show(at: number): void {
  const question = mark(at);
  if (!question) return;
  question.scrollIntoView({ block: 'nearest' });
  question.querySelector<HTMLElement>('textarea, input[type=text]')?.focus();
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return event.isComposing || target.matches('textarea, input[type=text], select');
}

function choose(key: string): boolean {
  const question = questions[current];
  const input = question && inputs(question).find((each) => each.dataset['key'] === key);
  if (!input) return false;
  if (input.type === 'checkbox') input.checked = !input.checked;
  else {
    input.checked = true;
    show(current + 1);
  }
  return true;
}

function goOn(): void {
  const open = questions.findIndex((question, at) => at > current && !isAnswered(question));
  if (open >= 0) show(open);
  else document.querySelector<HTMLButtonElement>('form.questions button[type=submit]')?.click();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  if ((event.target as HTMLElement).matches('button, a, summary')) return;
  if (event.key === 'Enter') goOn();
  else if (event.key === 'Backspace') show(current - 1);
  else if (!choose(event.key.toUpperCase())) return;
  event.preventDefault();
});

document.addEventListener('focusin', (event) => {
  const question = (event.target as HTMLElement).closest<HTMLElement>('[data-question]');
  const at = question ? questions.indexOf(question) : -1;
  // Only marked: a page that scrolls between pressing and letting go of the mouse loses the click.
  if (at >= 0 && at !== current) mark(at);
});

show(current);
