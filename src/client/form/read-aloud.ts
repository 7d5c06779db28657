import { pageForm, word } from './page-form.js';

/** A voice of this device for the page's language. */
function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  return speechSynthesis.getVoices().find(({ lang }) => lang.slice(0, 2).toLowerCase() === language.slice(0, 2));
}

function textOf(question: Element): string {
  const parts = question.querySelectorAll('legend, .question-label, .hint, .scale-ends, .choice-text, .option-list li');
  return [...parts]
    .filter((each) => (each as HTMLElement).offsetParent)
    .map((each) => each.textContent?.trim())
    .join('。');
}

function read(question: Element, button: Element, form: HTMLFormElement): void {
  const isReading = button.getAttribute('aria-pressed') === 'true';
  speechSynthesis.cancel();
  if (isReading) return;
  const words = new SpeechSynthesisUtterance(textOf(question));
  const voice = voiceFor(document.documentElement.lang);
  words.lang = document.documentElement.lang;
  if (voice) words.voice = voice;
  const say = (on: boolean): void => {
    button.setAttribute('aria-pressed', String(on));
    button.textContent = word(form, on ? 'stopReading' : 'readAloud');
  };
  words.addEventListener('end', () => say(false));
  words.addEventListener('error', () => say(false));
  say(true);
  speechSynthesis.speak(words);
}

function buttonWith(text: string, press: (button: Element) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link read-aloud';
  button.textContent = text;
  button.addEventListener('click', () => press(button));
  return button;
}

function offer(form: HTMLFormElement): void {
  form.querySelectorAll('[data-question]').forEach((question) => {
    const button = buttonWith(word(form, 'readAloud'), () => read(question, button, form));
    question.querySelector('legend, .question-label')?.after(button);
  });
}

/** Offers to read each question aloud where the device can: at once with larger text, else on request. */
export function readAloud(): void {
  const form = pageForm();
  if (!form || !('speechSynthesis' in window)) return;
  const begin = (): void => {
    if (form.querySelector('.read-aloud, .reads') || !voiceFor(document.documentElement.lang)) return;
    if (!document.documentElement.classList.contains('size-normal')) return offer(form);
    const ask = buttonWith(word(form, 'readHere'), () => {
      ask.remove();
      offer(form);
      form.querySelector<HTMLElement>('.read-aloud')?.focus();
    });
    form.prepend(ask);
  };
  // Voices come late in some browsers, and some of them cannot be listened to but by this property.
  speechSynthesis.onvoiceschanged = begin;
  addEventListener('pagehide', () => speechSynthesis.cancel());
  begin();
}
