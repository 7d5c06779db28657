/** A page of an interview that was sent after the sign-in had ended, carried through the sign-in page. */
export interface CarriedPage {
  path: string;
  response: string;
  fields: [string, string][];
}

const pagePath = /^\/interviews\/([\w-]{1,80})\/p\/[\w-]{1,80}$/;
const longest = 50_000;
/** Belongs to the session that ended, or asks for something other than to keep the page. */
const left = ['_csrf', '_show', '_jump', '_auto'];

/** The page of a request as one text for a hidden field; undefined for anything else, and for what is too long. */
export function carriedText(method: string, path: string, body: unknown): string | undefined {
  if (method !== 'POST' || !pagePath.test(path)) return undefined;
  const sent = Object.entries((body ?? {}) as Record<string, unknown>).filter(([name]) => !left.includes(name));
  const fields = sent.flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)]));
  const text = JSON.stringify({ path, fields });
  return text.length <= longest ? text : undefined;
}

/** Reads the hidden field again; undefined for what we did not write. */
export function carriedPage(text: string | undefined): CarriedPage | undefined {
  const { path, fields } = parsed(text ?? '');
  const response = typeof path === 'string' ? pagePath.exec(path)?.[1] : undefined;
  if (typeof path !== 'string' || response === undefined || !Array.isArray(fields)) return undefined;
  return fields.every(isField) ? { path, response, fields } : undefined;
}

function parsed(text: string): { path?: unknown; fields?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isField(field: unknown): field is [string, string] {
  return Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string');
}
