import type { Text } from '../types.js';

const languages = ['zh-CN', 'en'];

export interface WrittenText {
  text: Text;
  path: string;
}

/** Every text of a definition, each wording for a mode by itself. */
export function textsIn(value: unknown, path = ''): WrittenText[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isText(value)) return [{ text: value, path }];
  return Object.entries(value).flatMap(([key, entry]) => textsIn(entry, `${path}/${key}`));
}

/** A text is known by its shape, wherever it stands: only languages as keys, only strings as values. */
export function isText(value: object): value is Text {
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key, text]) => languages.includes(key) && typeof text === 'string');
}
