import { readForm } from '../../answers/read-form.js';
import { sentenceKey } from '../../answers/sentence-key.js';
import { validatePage } from '../../answers/validate.js';
import { compileDefinition } from '../../definition/compile.js';
import type { Questionnaire } from '../../definition/questionnaire.js';
import type { Definition, Fault } from '../../definition/types.js';

interface PageData {
  definition: Definition;
  language: 'zh-CN' | 'en';
  /** The local date on which the interview began. */
  today: string;
  /** Sentences by fault code, and those that only scripts say. */
  words: Record<string, string>;
}

/** A fault with its sentence. */
export interface Said {
  id: string;
  code: string;
  sentence: string;
}

interface Read extends PageData {
  form: HTMLFormElement;
  questionnaire: Questionnaire;
}

let read: Read | undefined;

/** The form of questions on the page, where there is one. */
export function pageForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('form.questions');
}

function dataOf(form: HTMLFormElement): Read {
  if (read?.form === form) return read;
  const data = JSON.parse(form.dataset['page'] ?? '{}') as PageData;
  read = { ...data, form, questionnaire: compileDefinition(data.definition, () => '') };
  return read;
}

export function word(form: HTMLFormElement, name: string, params: Record<string, string | number> = {}): string {
  const words = dataOf(form).words[name] ?? name;
  return words.replace(/\{(\w+)\}/g, (_, place: string) => String(params[place] ?? ''));
}

/** The answers' fields as they would be sent, hidden ones apart. */
export function fieldsOf(form: HTMLFormElement): [string, string][] {
  const fields = [...new FormData(form)] as [string, string][];
  return fields.filter(([name]) => !name.startsWith('_'));
}

/** What is wrong with the page as far as the browser can tell, by the server's own engine. */
export function pageFaults(form: HTMLFormElement): Said[] {
  const { questionnaire, definition, today } = dataOf(form);
  const page = definition.pages[0];
  if (!page) return [];
  const data = new FormData(form);
  const body = Object.fromEntries([...data.keys()].map((name) => [name, data.getAll(name)]));
  const { faults } = validatePage(questionnaire, page.id, readForm(questionnaire, page.id, body), today);
  return faults.map((fault) => ({ id: fault.path, code: fault.code, sentence: sentenceOf(form, fault) }));
}

function sentenceOf(form: HTMLFormElement, fault: Fault): string {
  const { path, params } = fault;
  const { questionnaire, language } = dataOf(form);
  const check = questionnaire.answerables.get(path)?.question.checks?.[Number(params['check'])];
  if (check) return check.text[language] ?? '';
  const option = form.querySelector(`[name="${path}"][value="${params['option']}"]`);
  const label = option?.closest('label')?.querySelector('.choice-text');
  return word(form, `answer.${sentenceKey(fault)}`, { ...params, option: ownText(label) });
}

/** The words of an element, its marks for keys and its small print apart. */
function ownText(element: Element | null | undefined): string {
  const words = [...(element?.childNodes ?? [])].filter((node) => node.nodeType === Node.TEXT_NODE);
  return words
    .map((node) => node.textContent ?? '')
    .join('')
    .trim();
}
