export interface Pipe {
  /** The question, item or computed value that is put in. */
  id: string;
  /** Said where there is no answer. */
  fallback?: string;
}

const unsaid = '……';
const pipe = /\{\{\s*([a-z][a-zA-Z0-9_-]{0,39})\s*(?:\|([^{}]*))?\}\}/g;

/** The answers a text puts in: `{{id}}`, or `{{id|words}}` with words for where there is none. */
export function pipesIn(text: string): Pipe[] {
  return [...text.matchAll(pipe)].map(([, id = '', fallback]) => ({
    id,
    ...(fallback !== undefined && { fallback: fallback.trim() }),
  }));
}

/** Double braces that make no pipe. */
export function hasStrayBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text.replace(pipe, ''));
}

/** The text with answers put in, plain words as they are said: whoever shows it escapes the whole. */
export function fillPipes(text: string, say: (id: string) => string | undefined): string {
  return text.replace(pipe, (_, id: string, fallback?: string) => say(id) ?? fallback?.trim() ?? unsaid);
}
