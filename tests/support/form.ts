import { isMissing } from '../../src/definition/answer-of.js';
import type { Answer, Answers } from '../../src/definition/types.js';

/** The form of questions on a page: where it is sent, and its hidden fields. */
export function formOf(html: string): { action: string; hidden: Record<string, string>; fields: string[] } {
  const form = /<form method="post" action="([^"]+)" class="questions"[\s\S]*?<\/form>/.exec(html);
  if (!form) throw new Error('formOf requires a page with a form of questions');
  const hidden = [...form[0].matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"[^>]*>/g)].map(
    ([, name, value]) => [name!, value!],
  );
  const fields = [...form[0].matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(([, name]) => name!);
  return {
    action: form[1]!,
    hidden: Object.fromEntries(hidden) as Record<string, string>,
    fields: [...new Set(fields)].filter((name) => !name.startsWith('_')),
  };
}

function fieldValue(answer: Answer): string | string[] {
  if (isMissing(answer)) return `missing:${answer.missing}`;
  return Array.isArray(answer) ? answer.map(String) : String(answer);
}

/** What a browser would send for a page: its hidden fields and the answers to its questions. */
export function filled(html: string, answers: Answers): { action: string; body: Record<string, string | string[]> } {
  const { action, hidden, fields } = formOf(html);
  const given = fields.flatMap((id) => (answers[id] === undefined ? [] : [[id, fieldValue(answers[id])] as const]));
  return { action, body: { ...hidden, ...Object.fromEntries(given) } };
}
