import { type Doc, isDoc, toNumber } from './bson.js';
import { isNumeric } from './compare.js';
import { compileFilter } from './match.js';
import { compileExpression, stored } from './expression.js';
import { reach } from './path.js';
import { refusal } from './problem.js';
import { concretePaths } from './update-path.js';

interface Tree {
  [name: string]: Tree | true;
}

type Project = (doc: Doc) => Doc;

const isFlag = (value: unknown): boolean => isNumeric(value) || typeof value === 'boolean';
const isOn = (value: unknown): boolean => (typeof value === 'boolean' ? value : toNumber(value, 1) !== 0);

function treeOf(paths: readonly string[]): Tree {
  const tree: Tree = Object.create(null) as Tree;
  for (const path of paths) {
    let node = tree;
    const parts = path.split('.');
    for (const part of parts.slice(0, -1)) {
      const below = node[part];
      if (below === true) throw refusal(31249, `Path collision at ${path}`);
      node = node[part] = below ?? (Object.create(null) as Tree);
    }
    if (node[parts.at(-1) ?? ''] !== undefined) throw refusal(31250, `Path collision at ${path}`);
    node[parts.at(-1) ?? ''] = true;
  }
  return tree;
}

function included(node: unknown, tree: Tree): unknown {
  if (Array.isArray(node)) return node.map((member) => included(member, tree)).filter((member) => member !== undefined);
  if (!isDoc(node)) return undefined;
  const entries = Object.entries(node).flatMap(([name, value]): [string, unknown][] => {
    const below = tree[name];
    if (below === undefined) return [];
    const kept = below === true ? value : included(value, below);
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(entries);
}

function excluded(node: unknown, tree: Tree): unknown {
  if (Array.isArray(node)) return node.map((member) => excluded(member, tree));
  if (!isDoc(node)) return node;
  const entries = Object.entries(node).flatMap(([name, value]): [string, unknown][] => {
    const below = tree[name];
    if (below === true) return [];
    return [[name, below === undefined ? value : excluded(value, below)]];
  });
  return Object.fromEntries(entries);
}

function changedAt(
  node: unknown,
  parts: readonly string[],
  change: (list: unknown[]) => unknown[] | undefined,
): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return Array.isArray(node) ? change(node) : node;
  if (Array.isArray(node)) return node.map((member: unknown) => changedAt(member, parts, change));
  if (!isDoc(node) || !(part in node)) return node;
  const { [part]: old, ...others } = node;
  const next = changedAt(old, rest, change);
  return next === undefined
    ? others
    : Object.fromEntries(Object.entries(node).map(([name, value]) => [name, name === part ? next : value]));
}

function sliced(operand: unknown): (list: unknown[]) => unknown[] {
  const [first, count] = Array.isArray(operand) ? operand.map((value) => toNumber(value)) : [toNumber(operand)];
  if (count === undefined) return (list) => ((first ?? 0) < 0 ? list.slice(first) : list.slice(0, first));
  return (list) => {
    const from = (first ?? 0) < 0 ? Math.max(0, list.length + (first ?? 0)) : (first ?? 0);
    return list.slice(from, from + count);
  };
}

/** A change of one array in the projected document: `$slice`, `$elemMatch` and the positional `$`. */
function arrayChange(path: string, operand: unknown, filter: Doc): Project | undefined {
  if (path.endsWith('.$')) {
    const parts = path.slice(0, -2).split('.');
    return (doc) => {
      const [place = []] = concretePaths(path, { filter, arrayFilters: [], doc });
      const member = reach(doc, place)[0];
      return changedAt(doc, parts, () => [member]) as Doc;
    };
  }
  if (!isDoc(operand)) return undefined;
  if (
    '$slice' in operand &&
    !(Array.isArray(operand['$slice']) && operand['$slice'].some((value) => !isNumeric(value)))
  ) {
    return (doc) => changedAt(doc, path.split('.'), sliced(operand['$slice'])) as Doc;
  }
  if (!('$elemMatch' in operand)) return undefined;
  const test = compileFilter({ list: operand });
  return (doc) =>
    changedAt(doc, path.split('.'), (list) => {
      const member = list.find((candidate) => test({ list: [candidate] }));
      return member === undefined ? undefined : [member];
    }) as Doc;
}

function modeOf(entries: readonly [string, unknown][]): boolean | undefined {
  const flags = entries.filter(([path, value]) => isFlag(value) && path !== '_id').map(([, value]) => isOn(value));
  if (flags.includes(true) && flags.includes(false))
    throw refusal(31254, 'Cannot do exclusion on a field in inclusion projection');
  return flags[0];
}

/** The fields that a projection keeps whole and as they are; nothing when it does more than that. */
export function keptFields(spec: Doc): string[] | undefined {
  const { _id: id, ...rest } = spec;
  const names = Object.keys(rest);
  const isPlain = names.every((name) => !name.includes('.') && isFlag(rest[name]) && isOn(rest[name]));
  if (names.length === 0 || !isPlain || (id !== undefined && !isFlag(id))) return undefined;
  return id === undefined || isOn(id) ? ['_id', ...names] : names;
}

/** The documents a `find` gives, from those it found. */
export function compileProjection(spec: Doc, filter: Doc = {}): Project {
  const entries = Object.entries(spec);
  const flagged = entries.filter(([path, value]) => isFlag(value) && path !== '_id' && !path.endsWith('.$'));
  const special = entries.filter(([path, value]) => !isFlag(value) || path.endsWith('.$'));
  const changes = special.map(([path, operand]) => ({ path, operand, change: arrayChange(path, operand, filter) }));
  const expressions = changes
    .filter(({ change }) => !change)
    .map(({ path, operand }) => ({ path, evaluate: compileExpression(operand) }));
  const keepsId = !('_id' in spec) || !isFlag(spec['_id']) || isOn(spec['_id']);
  const onlyId = flagged.length === 0 && special.length === 0 && '_id' in spec && keepsId;
  const implied = changes.filter(
    ({ path, operand }) => path.endsWith('.$') || (isDoc(operand) && '$elemMatch' in operand),
  );
  const includes = modeOf(flagged) ?? (onlyId || expressions.length > 0 || implied.length > 0);
  const flaggedPaths = flagged.map(([path]) => path);
  const arrays = includes ? changes.filter(({ change }) => change).map(({ path }) => path.replace(/\.\$$/, '')) : [];
  const tree = treeOf([...new Set([...flaggedPaths, ...arrays, ...(includes === keepsId ? ['_id'] : [])])]);
  const shape = includes ? included : excluded;
  return (doc) => {
    const changed = changes.reduce((next, { change }) => change?.(next) ?? next, doc);
    const shaped = shape(changed, tree) as Doc;
    const values = expressions
      .map(({ path, evaluate }) => [path, stored(evaluate(doc))] as const)
      .filter(([, value]) => value !== undefined);
    return { ...shaped, ...Object.fromEntries(values) };
  };
}
