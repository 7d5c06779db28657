// MongoDB's query language over decoded documents. What is rare ($expr, $bits...) goes to mingo.
import { Query } from 'mingo/query';
import { type Doc, isDoc, plain } from './bson.js';
import { areEqual, asDoc } from './compare.js';
import { fold } from './collation.js';
import { operators, regexTest } from './match-operators.js';
import { compileExpression, mingoOptions } from './expression.js';
import { expand, reach } from './path.js';
import { refusal } from './problem.js';

export type Test = (doc: unknown) => boolean;

export interface Matching {
  /** Strings are compared folded, as a collation of strength 1 or 2 asks. */
  fold?: boolean;
  /** The values of variables that `$expr` may name. */
  variables?: Doc;
}

const isOperators = (value: unknown): value is Doc => isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true;

function all(tests: readonly Test[]): Test {
  const [only] = tests;
  return tests.length === 1 && only ? only : (doc) => tests.every((test) => test(doc));
}

function branches(name: string, value: unknown, matching: Matching): Test[] {
  if (!Array.isArray(value) || value.length === 0) throw refusal(2, `${name} must be a nonempty array`);
  return value.map((branch) => {
    if (!isDoc(branch)) throw refusal(2, `${name} argument's entries must be objects`);
    return compileFilter(branch, matching);
  });
}

function viaMingo(filter: Doc): Test {
  const query = new Query(plain(filter), mingoOptions);
  return (doc) => query.test(plain(doc as Doc));
}

function isTrue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0 && value !== false;
}

function expressionTest(expression: unknown, matching: Matching): Test {
  const evaluate = compileExpression(expression, matching.variables);
  return (doc) => isTrue(evaluate(doc as Doc));
}

function topLevel(name: string, value: unknown, matching: Matching): Test {
  if (name === '$comment') return () => true;
  if (name === '$expr') return expressionTest(value, matching);
  if (name === '$and') return all(branches(name, value, matching));
  const tests = name === '$or' || name === '$nor' ? branches(name, value, matching) : [];
  if (name === '$or') return (doc) => tests.some((test) => test(doc));
  if (name === '$nor') return (doc) => !tests.some((test) => test(doc));
  throw refusal(2, `unknown top level operator: ${name}`);
}

/** Tests on one member of an array, or on the values a path reaches. */
function elementTest(condition: unknown, matching: Matching): (member: unknown) => boolean {
  if (!isDoc(condition)) throw refusal(2, '$elemMatch needs an Object');
  const first = Object.keys(condition)[0] ?? '';
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const tests = operatorTests(condition, matching);
    return (member) => tests.every((test) => test([member]));
  }
  const test = compileFilter(condition, matching);
  return (member) => typeof member === 'object' && member !== null && test(member);
}

type Found = (found: unknown[]) => boolean;

function allOf(operand: unknown, matching: Matching): Found {
  if (!Array.isArray(operand)) throw refusal(2, '$all needs an array');
  const tests = operand.map((wanted) =>
    isOperators(wanted) ? every(operatorTests(wanted, matching)) : equals(wanted, matching),
  );
  return (found) => tests.length > 0 && tests.every((test) => test(found));
}

const every =
  (tests: readonly Found[]): Found =>
  (found) =>
    tests.every((test) => test(found));

function equals(wanted: unknown, matching: Matching): Found {
  const regex = regexTest(wanted);
  if (regex) return (found) => expand(found).some((value) => regex(value) || areEqual(value, wanted));
  const other = matching.fold ? fold(wanted) : wanted;
  return (found) => expand(found).some((value) => areEqual(matching.fold ? fold(value) : value, other));
}

function operatorTest(name: string, operand: unknown, condition: Doc, matching: Matching): Found {
  if (name === '$eq') return equals(operand, matching);
  if (name === '$not') {
    const inner = fieldTest(operand, matching);
    return (found) => !inner(found);
  }
  if (name === '$all') return allOf(operand, matching);
  if (name === '$elemMatch') {
    const test = elementTest(operand, matching);
    return (found) => found.some((value) => Array.isArray(value) && value.some((member) => test(member)));
  }
  if (name === '$in' || name === '$nin') {
    if (!Array.isArray(operand)) throw refusal(2, `${name} needs an array`);
    const tests = operand.map((wanted) => equals(wanted, matching));
    return (found) => tests.some((test) => test(found)) === (name === '$in');
  }
  if (name === '$ne') {
    const same = equals(operand, matching);
    return (found) => !same(found);
  }
  const make = operators[name];
  if (make) return make(operand, condition, matching.fold === true ? fold : (value) => value);
  if (!name.startsWith('$bits')) throw refusal(2, `unknown operator: ${name}`);
  const test = viaMingo({ value: { [name]: operand } });
  return (found) => expand(found).some((value) => test({ value }));
}

function operatorTests(condition: Doc, matching: Matching): Found[] {
  return Object.entries(condition).map(([name, operand]) => operatorTest(name, operand, condition, matching));
}

function fieldTest(condition: unknown, matching: Matching): Found {
  const operand = asDoc(condition);
  if (!isOperators(operand) || '$ref' in operand) return equals(condition, matching);
  return every(operatorTests(operand, matching));
}

export function compileFilter(filter: Doc, matching: Matching = {}): Test {
  const tests = Object.entries(filter).map(([name, condition]): Test => {
    if (name.startsWith('$')) return topLevel(name, condition, matching);
    const parts = name.split('.');
    const test = fieldTest(condition, matching);
    return (doc) => test(reach(doc, parts));
  });
  return all(tests);
}

/** Whether `$pull` removes a member of an array. */
export function pullTest(condition: unknown): Test {
  if (isDoc(condition)) return elementTest(condition, {});
  const same = equals(condition, {});
  return (member) => same([member]);
}
