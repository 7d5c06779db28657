import { Int32, Timestamp } from 'bson';
import { bitwise, calculate } from './arithmetic.js';
import { decode, type Doc, encode, isDoc, plain } from './bson.js';
import { areEqual, compareValues, isNumeric, toDouble } from './compare.js';
import { runStages } from './stages.js';
import { variablesOf } from './expression.js';
import { refusal } from './problem.js';
import { arrayOperators } from './update-array.js';
import { concretePaths, setAt, unsetAt, valueAt } from './update-path.js';

export interface Update {
  change: Doc | Doc[];
  filter: Doc;
  arrayFilters: readonly Doc[];
  variables?: Doc;
}

type Step = (current: unknown, operand: unknown, path: string) => unknown;

function currentDate(_current: unknown, operand: unknown): unknown {
  if (isDoc(operand) && operand['$type'] === 'timestamp') return Timestamp.fromBits(1, Math.floor(Date.now() / 1000));
  return new Date();
}

/** Each gives the field's next value; `undefined` leaves it as it is. */
const steps: Record<string, Step> = {
  ...arrayOperators,
  $set: (_current, operand) => operand,
  $setOnInsert: (_current, operand) => operand,
  $inc: (current, operand, path) => calculate('+', current === undefined ? new Int32(0) : current, operand, path),
  $mul: (current, operand, path) =>
    current === undefined ? calculate('*', new Int32(0), operand, path) : calculate('*', current, operand, path),
  $min: (current, operand) => (current === undefined || compareValues(operand, current) < 0 ? operand : undefined),
  $max: (current, operand) => (current === undefined || compareValues(operand, current) > 0 ? operand : undefined),
  $currentDate: currentDate,
  $bit: (current, operand) =>
    Object.entries(operand as Doc).reduce<unknown>(
      (value, [operation, bits]) => bitwise(value, operation, bits),
      current,
    ),
};

const isKnown = (name: string): boolean => name === '$unset' || name === '$rename' || name in steps;

function checkConflicts(change: Doc): void {
  const paths = Object.entries(change).flatMap(([name, operand]) => {
    const own = Object.keys(operand as Doc);
    return name === '$rename' ? [...own, ...Object.values(operand as Doc).map(String)] : own;
  });
  const ordered = paths.sort();
  for (const path of new Set(ordered)) {
    const clash =
      ordered.some((other) => other.startsWith(`${path}.`)) || ordered.indexOf(path) !== ordered.lastIndexOf(path);
    if (clash) throw refusal(40, `Updating the path '${path}' would create a conflict at '${path}'`);
  }
}

function checkPath(path: string): void {
  if (path === '' || path.split('.').includes(''))
    throw refusal(56, `The update path '${path}' contains an empty field name.`);
}

/** Refuses what is no update before a document is touched. */
export function checkUpdate(change: unknown): void {
  if (Array.isArray(change)) return;
  if (!isDoc(change)) throw refusal(9, 'An update must be a document or an array of stages');
  const names = Object.keys(change);
  if (names[0]?.startsWith('$') !== true) {
    const operator = names.find((name) => name.startsWith('$'));
    if (operator) throw refusal(52, `The dollar ($) prefixed field '${operator}' is not allowed in a replacement`);
    return;
  }
  for (const name of names) {
    if (!isKnown(name))
      throw refusal(
        9,
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDoc(change[name])) throw refusal(9, `Modifiers operate on fields but we found another type for ${name}`);
    Object.keys(change[name]).forEach(checkPath);
  }
  checkConflicts(change);
}

function rename(doc: Doc, from: string, to: string): void {
  const value = valueAt(doc, from.split('.'));
  if (value === undefined) return;
  unsetAt(doc, from.split('.'));
  setAt(doc, to.split('.'), value);
}

function operate(doc: Doc, update: Update, name: string, [path, operand]: [string, unknown]): void {
  if (name === '$rename') return rename(doc, path, String(operand));
  for (const parts of concretePaths(path, { ...update, doc })) {
    if (name === '$unset') unsetAt(doc, parts);
    else {
      const next = steps[name]?.(valueAt(doc, parts), operand, path);
      if (next !== undefined) setAt(doc, parts, next);
    }
  }
}

/** After mingo computed with plain values: what still has its value gets its old type back. */
function withTypes(next: unknown, old: unknown): unknown {
  if (typeof next === 'number') return isNumeric(old) && toDouble(old) === next ? old : next;
  if (Array.isArray(next)) return next.map((member, at) => withTypes(member, Array.isArray(old) ? old[at] : undefined));
  if (!isDoc(next)) return next;
  return Object.fromEntries(
    Object.entries(next).map(([name, value]) => [name, withTypes(value, isDoc(old) ? old[name] : undefined)]),
  );
}

const pipelineStages = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'];

function runPipeline(doc: Doc, { change, variables }: Update): Doc {
  const stages = change as Doc[];
  const other = stages.flatMap((stage) => Object.keys(stage)).find((name) => !pipelineStages.includes(name));
  if (other) throw refusal(72, `${other} is not allowed to be used within an update`);
  const [next = {}] = runStages(stages, [plain(doc)], { variables: variablesOf(variables) });
  const typed = decode(encode(withTypes(next, doc) as Doc));
  return withId(typed['_id'] ?? doc['_id'], typed);
}

/** The `_id` comes first in every stored document. */
export function withId(id: unknown, doc: Doc): Doc {
  const { _id: _, ...rest } = doc;
  return id === undefined ? rest : { _id: id, ...rest };
}

function changed(doc: Doc, update: Update, inserting: boolean): Doc {
  const { change } = update;
  if (Array.isArray(change)) return runPipeline(doc, update);
  if (Object.keys(change)[0]?.startsWith('$') !== true)
    return withId('_id' in change ? change['_id'] : doc['_id'], change);
  for (const [name, operand] of Object.entries(change)) {
    if (name === '$setOnInsert' && !inserting) continue;
    for (const pair of Object.entries(operand as Doc)) operate(doc, update, name, pair);
  }
  return doc;
}

/** Changes `doc` (which the caller gives away) and returns the next version. */
export function applyUpdate(doc: Doc, update: Update, inserting = false): Doc {
  const id = doc['_id'];
  const next = changed(doc, update, inserting);
  if (id !== undefined && !areEqual(next['_id'], id)) {
    throw refusal(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return withId(next['_id'], next);
}

function equalities(filter: Doc): [string, unknown][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, unknown][] => {
    if (name === '$and' || (name === '$or' && (condition as unknown[]).length === 1))
      return (condition as Doc[]).flatMap(equalities);
    if (name.startsWith('$')) return [];
    if (!isDoc(condition) || Object.keys(condition)[0]?.startsWith('$') !== true)
      return isRegExp(condition) ? [] : [[name, condition]];
    const { $eq, $in, $all } = condition;
    if ($eq !== undefined) return [[name, $eq]];
    const only = [$in, $all].find((list) => Array.isArray(list) && list.length === 1) as unknown[] | undefined;
    return only ? [[name, only[0]]] : [];
  });
}

const isRegExp = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'pattern' in value && 'options' in value;

/** The document an upsert starts from: what the filter says by equality. */
export function upsertBase(update: Update): Doc {
  const doc: Doc = {};
  const replaces = !Array.isArray(update.change) && Object.keys(update.change)[0]?.startsWith('$') !== true;
  for (const [path, value] of equalities(update.filter)) {
    if (!replaces || path === '_id') setAt(doc, path.split('.'), value);
  }
  return decode(encode(doc));
}
