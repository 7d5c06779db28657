import { readForm } from '../../answers/read-form.js';
import { validatePage } from '../../answers/validate.js';
import { compileDefinition } from '../../definition/compile.js';
import type { Definition, Fault } from '../../definition/types.js';
import { showFaults } from './show-faults.js';

interface PageData {
  definition: Definition;
  language: 'zh-CN' | 'en';
  /** Sentences by fault code, and the heading of the summary. */
  words: Record<string, string>;
}

/** Fields as the server would receive them: a name that comes twice is a list. */
function bodyOf(form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  return Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name)]));
}

/** Checks the page with the server's own engine before it is sent; what is wrong is shown where it is, and nothing is sent. */
export function checkPage(form: HTMLFormElement): boolean {
  const data = JSON.parse(form.dataset['page'] ?? '{}') as PageData;
  const questionnaire = compileDefinition(data.definition, () => '');
  const page = data.definition.pages[0];
  if (!page) return true;
  const { faults } = validatePage(questionnaire, page.id, readForm(questionnaire, page.id, bodyOf(form)));
  const sentence = (fault: Fault): string => {
    const check = questionnaire.answerables.get(fault.path)?.question.checks?.[Number(fault.params['check'])];
    const words = check?.text[data.language] ?? data.words[fault.code] ?? fault.code;
    return words.replace(/\{(\w+)\}/g, (_, name: string) => String(fault.params[name] ?? ''));
  };
  showFaults(
    form,
    faults.map((fault) => ({
      id: fault.path,
      sentence: sentence(fault),
      empty: fault.code === 'answer.required',
    })),
    data.words['title'] ?? '',
  );
  return faults.length === 0;
}
