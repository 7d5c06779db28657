import { type Doc, isDoc, toNumber } from './bson.js';
import { areEqual, compareValues } from './compare.js';
import { pullTest } from './match.js';
import { refusal } from './problem.js';
import { docOrder } from './sort.js';

function arrayAt(current: unknown, operator: string, path: string): unknown[] {
  if (current === undefined) return [];
  if (!Array.isArray(current)) throw refusal(2, `The field '${path}' must be an array for ${operator}`);
  return [...(current as unknown[])];
}

function added(operand: unknown): unknown[] {
  if (!isDoc(operand) || !('$each' in operand)) return [operand];
  if (!Array.isArray(operand['$each'])) throw refusal(2, 'The argument to $each must be an array');
  return operand['$each'];
}

function sorted(list: unknown[], by: unknown): unknown[] {
  if (isDoc(by)) {
    const order = docOrder(by);
    return list.sort((a, b) => order(a as Doc, b as Doc));
  }
  return list.sort((a, b) => compareValues(a, b) * toNumber(by, 1));
}

function push(current: unknown, operand: unknown, path: string): unknown[] {
  const list = arrayAt(current, '$push', path);
  const modifiers: Doc = isDoc(operand) && '$each' in operand ? operand : {};
  const position = toNumber(modifiers['$position'], list.length);
  list.splice(position, 0, ...added(operand));
  const ordered = modifiers['$sort'] === undefined ? list : sorted(list, modifiers['$sort']);
  if (modifiers['$slice'] === undefined) return ordered;
  const size = toNumber(modifiers['$slice']);
  if (size === 0) return [];
  return size < 0 ? ordered.slice(size) : ordered.slice(0, size);
}

function addToSet(current: unknown, operand: unknown, path: string): unknown[] {
  const list = arrayAt(current, '$addToSet', path);
  for (const value of added(operand)) if (!list.some((member) => areEqual(member, value))) list.push(value);
  return list;
}

function pullAll(current: unknown, operand: unknown, path: string): unknown[] {
  if (!Array.isArray(operand)) throw refusal(2, '$pullAll requires an array argument');
  return arrayAt(current, '$pullAll', path).filter((member) => !operand.some((value) => areEqual(value, member)));
}

function pull(current: unknown, operand: unknown, path: string): unknown[] {
  const test = pullTest(operand);
  return arrayAt(current, '$pull', path).filter((member) => !test(member));
}

function pop(current: unknown, operand: unknown, path: string): unknown[] {
  const list = arrayAt(current, '$pop', path);
  return toNumber(operand) < 0 ? list.slice(1) : list.slice(0, -1);
}

/** What an array operator makes of the present value; `$pull`, `$pullAll` and `$pop` leave a missing field missing. */
export const arrayOperators: Record<string, (current: unknown, operand: unknown, path: string) => unknown> = {
  $push: push,
  $addToSet: addToSet,
  $pullAll: (current, operand, path) => (current === undefined ? undefined : pullAll(current, operand, path)),
  $pull: (current, operand, path) => (current === undefined ? undefined : pull(current, operand, path)),
  $pop: (current, operand, path) => (current === undefined ? undefined : pop(current, operand, path)),
};
