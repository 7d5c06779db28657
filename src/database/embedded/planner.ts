// Chooses the index entries to read. They may hold too much, never too little: unless they are exact, the filter is
// tested afterwards.
import { type Doc, isDoc, toNumber } from './bson.js';
import { areEqual, typeRank } from './compare.js';
import { isExact } from './exactness.js';
import { type Condition, directed, intervalOf, mostPoints, pointKeys, pointsOf } from './key-ranges.js';
import { after, prefix } from './keys.js';
import { refusal } from './problem.js';
import type { Collection, Index } from './store.js';

export interface KeyRange {
  start: Buffer;
  end: Buffer;
  index?: Index;
}

export interface Plan {
  ranges: KeyRange[];
  reverse: boolean;
  /** The ranges come in the order asked for. */
  sorted: boolean;
  /** A document may be met more than once. */
  repeats: boolean;
  /** What the ranges hold meets the filter. */
  exact: boolean;
}

export interface Query {
  filter: Doc;
  sort?: Doc | undefined;
  hint?: unknown;
  /** A folding collation: index keys are not folded, so strings cannot be looked up. */
  folding?: boolean | undefined;
}

type Conditions = Map<string, Condition[]>;

function conditionsOf(filter: Doc, found: Conditions = new Map()): Conditions {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) condition.forEach((branch) => conditionsOf(branch as Doc, found));
    if (name.startsWith('$')) continue;
    const operators = isDoc(condition) && Object.keys(condition)[0]?.startsWith('$') === true;
    const list = found.get(name) ?? [];
    list.push(...(operators ? Object.entries(condition) : [['$eq', condition] as const]));
    found.set(name, list);
  }
  return found;
}

interface Choice {
  index: Index;
  ranges: KeyRange[];
  points: Set<string>;
  /** The field of which the ranges hold an interval. */
  interval?: string;
  many: boolean;
  score: number;
}

function choiceOf(index: Index, conditions: Conditions): Choice {
  let prefixes = [prefix(index.id)];
  const points = new Set<string>();
  let many = false;
  for (const { path, direction } of index.fields) {
    const own = conditions.get(path) ?? [];
    const values = pointsOf(own);
    const interval = values ? undefined : intervalOf(own, index);
    if (interval) {
      const { low, high } = directed(interval, direction);
      const ranges = prefixes.map((key) => ({
        index,
        start: Buffer.concat([key, low]),
        end: Buffer.concat([key, high]),
      }));
      return { index, ranges, points, interval: path, many, score: points.size * 100 + 50 - Number(many) };
    }
    if (!values || prefixes.length * values.length > mostPoints) break;
    const keys = pointKeys(values, index, direction);
    prefixes = prefixes.flatMap((start) => keys.map((key) => Buffer.concat([start, key])));
    many ||= keys.length > 1;
    points.add(path);
  }
  const ranges = prefixes.map((start) => ({ index, start, end: after(start) }));
  return { index, ranges, points, many, score: points.size * 100 - Number(many) };
}

/** Whether the index's order is the order asked for: 1 forwards, -1 backwards, 0 not at all. */
function sortDirection({ index, points, many }: Choice, sort: Doc | undefined): 0 | 1 | -1 {
  if (!sort || Object.keys(sort).length === 0) return 1;
  if (index.multikey || index.unordered || many) return 0;
  let at = 0;
  let direction: 0 | 1 | -1 = 0;
  for (const [path, value] of Object.entries(sort)) {
    if (points.has(path)) continue;
    while (at < index.fields.length && points.has(index.fields[at]?.path ?? '')) at += 1;
    const own = index.fields[at];
    if (own?.path !== path) return 0;
    const turned = toNumber(value) === own.direction ? 1 : -1;
    if (direction !== 0 && turned !== direction) return 0;
    direction = turned;
    at += 1;
  }
  return direction === 0 ? 1 : direction;
}

/** A condition only documents with the field can meet. */
function needsField([name, operand]: Condition): boolean {
  if (name === '$exists') return Boolean(operand);
  if (name === '$in')
    return Array.isArray(operand) && operand.every((value) => typeRank(value) !== 5 && typeRank(value) !== 50);
  return ['$eq', '$gt', '$gte', '$lt', '$lte'].includes(name) && ![-1, 5, 127].includes(typeRank(operand));
}

function implies(conditions: Conditions, partial: Doc): boolean {
  const stated = [...conditionsOf(partial)];
  if (Object.keys(partial).some((name) => name.startsWith('$') && name !== '$and')) return false;
  return stated.every(([path, wanted]) =>
    wanted.every(([name, operand]) =>
      (conditions.get(path) ?? []).some((own) => {
        if (name === '$exists' && operand === true) return needsField(own);
        if (name === '$type' && operand === 'string') return own[0] === '$eq' && typeof own[1] === 'string';
        return own[0] === name && areEqual(own[1], operand);
      }),
    ),
  );
}

function isUsable(index: Index, conditions: Conditions): boolean {
  if (index.building) return false;
  if (index.partial && !implies(conditions, index.partial)) return false;
  return !index.sparse || index.fields.some(({ path }) => (conditions.get(path) ?? []).some(needsField));
}

function wholeCollection(collection: Collection, reverse: boolean, sorted: boolean): Plan {
  const start = prefix(collection.id);
  return { ranges: [{ start, end: after(start) }], reverse, sorted, repeats: false, exact: false };
}

function hinted(collection: Collection, hint: unknown): Index | undefined {
  const index = collection.indexes.find(({ name, spec }) =>
    typeof hint === 'string' ? name === hint : areEqual(spec['key'], hint),
  );
  if (!index)
    throw refusal(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return index;
}

function isNatural(value: unknown): value is Doc {
  return isDoc(value) && '$natural' in value;
}

function alternatives(collection: Collection, query: Query): Plan | undefined {
  const branches = query.filter['$or'];
  if (!Array.isArray(branches)) return undefined;
  const plans = branches.map((filter) => planQuery(collection, { filter: filter as Doc, folding: query.folding }));
  if (plans.some((plan) => plan.ranges.some(({ index }) => !index))) return undefined;
  return {
    ranges: plans.flatMap(({ ranges }) => ranges),
    reverse: false,
    sorted: isUnsorted(query.sort),
    repeats: true,
    exact: false,
  };
}

const isUnsorted = (sort: Doc | undefined): boolean => !sort || Object.keys(sort).length === 0;

export function planQuery(collection: Collection, query: Query): Plan {
  const { filter, sort, hint } = query;
  const natural = [hint, sort].find(isNatural);
  if (natural)
    return wholeCollection(collection, toNumber(natural['$natural'], 1) < 0, isUnsorted(sort) || isNatural(sort));
  const conditions: Conditions = query.folding === true ? new Map() : conditionsOf(filter);
  const forced =
    hint === undefined || (isDoc(hint) && Object.keys(hint).length === 0) ? undefined : hinted(collection, hint);
  const candidates = forced ? [forced] : collection.indexes.filter((index) => isUsable(index, conditions));
  const choices = candidates.map((index) => {
    const choice = choiceOf(index, conditions);
    const direction = query.folding === true && !isUnsorted(sort) ? 0 : sortDirection(choice, sort);
    const ordered = direction !== 0 && !isUnsorted(sort);
    return { ...choice, direction, score: choice.score + (ordered ? 30 : 0) - index.fields.length / 100 };
  });
  const best = choices.sort((a, b) => b.score - a.score)[0];
  if (!best || (!forced && best.score <= 0))
    return alternatives(collection, query) ?? wholeCollection(collection, false, isUnsorted(sort));
  const ranges = best.ranges.sort((a, b) => Buffer.compare(a.start, b.start));
  const { index, points, interval = '' } = best;
  const exact =
    query.folding !== true && isExact({ index, fields: new Set([...points, interval]) }, filter, conditions);
  return { ranges, reverse: best.direction === -1, sorted: best.direction !== 0, repeats: index.multikey, exact };
}
