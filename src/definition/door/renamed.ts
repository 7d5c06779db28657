import type { DoorNames } from './door-names.js';

const pipe = /(\{\{\s*)([a-zA-Z0-9_-]+)/g;

/** A question, page, screening or computed value in which some ids have other names: its own, those its rules look at, and those its texts put in. */
export function renamed<T>(written: T, names: DoorNames): T {
  return (names.size === 0 ? written : walk(written, names)) as T;
}

function walk(value: unknown, names: DoorNames): unknown {
  if (typeof value === 'string') return value.replace(pipe, (_, open: string, id: string) => open + named(id, names));
  if (Array.isArray(value)) return value.map((each) => walk(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walkEntry(key, each, names)]));
}

/** Where ids stand: `{ answer: id }`, `{ answered: id }`, `{ count: [ids] }`, `{ selected: [id, code] }`; a question's list `missing` has codes only. */
function walkEntry(key: string, value: unknown, names: DoorNames): unknown {
  if (typeof value === 'string' && ['id', 'answer', 'answered'].includes(key)) return named(value, names);
  if (!Array.isArray(value)) return walk(value, names);
  const [id, second] = value as unknown[];
  if (key === 'count') return (value as string[]).map((each) => named(each, names));
  const leads = ['selected', 'place'].includes(key) || (key === 'missing' && Array.isArray(second));
  return leads ? [named(id as string, names), second] : walk(value, names);
}

function named(id: string, names: DoorNames): string {
  return names.get(id) ?? id;
}
