import type { Doc } from './bson.js';
import { isDoc } from './bson.js';
import { compileFilter, type Test } from './match.js';
import { field } from './path.js';
import { refusal } from './problem.js';

export interface Positions {
  filter: Doc;
  arrayFilters: readonly Doc[];
  doc: Doc;
}

const isIndex = (part: string): boolean => /^\d+$/.test(part);

function conditionsOn(filter: Doc, path: string): [string, unknown][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, unknown][] => {
    if (name === '$and' && Array.isArray(condition))
      return condition.flatMap((branch) => conditionsOn(branch as Doc, path));
    return name === path || name.startsWith(`${path}.`) ? [[name, condition]] : [];
  });
}

/** The member a positional `$` stands for: the first one that the filter's conditions on that array hold for. */
function positional(parts: readonly string[], members: readonly unknown[], { filter }: Positions): number {
  const path = parts.join('.');
  const conditions = conditionsOn(filter, path);
  const nest = (value: unknown): unknown => parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
  const tests = conditions.map(([name, condition]) => compileFilter({ [name]: condition }));
  const at = tests.length === 0 ? -1 : members.findIndex((member) => tests.every((test) => test(nest([member]))));
  if (at < 0) throw refusal(2, 'The positional operator did not find the match needed from the query.');
  return at;
}

function memberTest(identifier: string, arrayFilters: readonly Doc[]): Test {
  const filter = arrayFilters.find((candidate) => conditionsOfIdentifier(candidate, identifier).length > 0);
  if (!filter) throw refusal(2, `No array filter found for identifier '${identifier}' in path`);
  return compileFilter(filter);
}

function conditionsOfIdentifier(filter: Doc, identifier: string): string[] {
  return Object.entries(filter).flatMap(([name, condition]) => {
    if (name.startsWith('$') && Array.isArray(condition))
      return condition.flatMap((branch) => conditionsOfIdentifier(branch as Doc, identifier));
    return name.split('.')[0] === identifier ? [name] : [];
  });
}

function membersAt(part: string, before: readonly string[], node: unknown, positions: Positions): number[] {
  if (!Array.isArray(node))
    throw refusal(2, `The path '${before.join('.')}' must exist in the document in order to apply array updates.`);
  if (part === '$') return [positional(before, node, positions)];
  const identifier = part.slice(2, -1);
  const indexes = [...node.keys()];
  if (identifier === '') return indexes;
  const test = memberTest(identifier, positions.arrayFilters);
  return indexes.filter((index) => test({ [identifier]: node[index] as unknown }));
}

/** The paths that `a.$.b`, `a.$[].b` and `a.$[name].b` stand for in this document. */
export function concretePaths(path: string, positions: Positions): string[][] {
  const walk = (before: string[], node: unknown, rest: readonly string[]): string[][] => {
    const [part, ...later] = rest;
    if (part === undefined) return [before];
    if (part !== '$' && !part.startsWith('$['))
      return walk([...before, part], Array.isArray(node) ? node[Number(part)] : field(node, part), later);
    return membersAt(part, before, node, positions).flatMap((index) =>
      walk([...before, String(index)], (node as unknown[])[index], later),
    );
  };
  return path.includes('$') ? walk([], positions.doc, path.split('.')) : [path.split('.')];
}

export function valueAt(doc: Doc, parts: readonly string[]): unknown {
  return parts.reduce<unknown>(
    (node, part) => (Array.isArray(node) ? (isIndex(part) ? node[Number(part)] : undefined) : field(node, part)),
    doc,
  );
}

function assign(node: unknown, part: string, value: unknown, parts: readonly string[]): void {
  if (Array.isArray(node) && isIndex(part)) {
    const index = Number(part);
    if (index > node.length + 1_500_000) throw refusal(2, `cannot grow an array to ${index} members`);
    while (node.length < index) node.push(null);
    node[index] = value;
  } else if (isDoc(node)) {
    Object.defineProperty(node, part, { value, enumerable: true, configurable: true, writable: true });
  } else {
    throw refusal(28, `Cannot create field '${part}' in element at path '${parts.join('.')}'`);
  }
}

export function setAt(doc: Doc, parts: readonly string[], value: unknown): void {
  let node: unknown = doc;
  for (const part of parts.slice(0, -1)) {
    let next = Array.isArray(node) ? (isIndex(part) ? (node[Number(part)] as unknown) : undefined) : field(node, part);
    if (next === undefined) {
      next = {};
      assign(node, part, next, parts);
    }
    node = next;
  }
  assign(node, parts.at(-1) ?? '', value, parts);
}

export function unsetAt(doc: Doc, parts: readonly string[]): void {
  const node = valueAt(doc, parts.slice(0, -1));
  const last = parts.at(-1) ?? '';
  if (Array.isArray(node)) {
    if (isIndex(last) && Number(last) < node.length) node[Number(last)] = null;
  } else if (isDoc(node)) {
    Reflect.deleteProperty(node, last);
  }
}
