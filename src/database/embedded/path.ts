import { isDoc } from './bson.js';
import { asDoc } from './compare.js';

export function field(node: unknown, name: string): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  const doc = asDoc(node);
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

const isIndex = (part: string): boolean => /^\d+$/.test(part);

function collect(node: unknown, parts: readonly string[], at: number, found: unknown[]): void {
  const part = parts[at];
  if (part === undefined) {
    found.push(node);
  } else if (Array.isArray(node)) {
    if (isIndex(part) && Number(part) < node.length) collect(node[Number(part)], parts, at + 1, found);
    for (const member of node) if (isDoc(asDoc(member))) collect(member, parts, at, found);
  } else {
    collect(isDoc(asDoc(node)) ? field(node, part) : undefined, parts, at + 1, found);
  }
}

/** What a dotted path reaches, arrays on the way entered; `undefined` stands for a missing field. */
export function reach(doc: unknown, parts: readonly string[]): unknown[] {
  const found: unknown[] = [];
  collect(doc, parts, 0, found);
  return found;
}

/** The values reached, and the members of those that are arrays, as comparisons see them. */
export function expand(found: readonly unknown[]): unknown[] {
  return found.flatMap((value) => (Array.isArray(value) ? [...(value as unknown[]), value] : [value]));
}
