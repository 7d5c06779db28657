import { answerOf, isMissing, notYet, valueOf } from './answer-of.js';
import { daysBetween, isDay, todayId } from './days.js';
import type { Answers, MissingCode, Operand, Rule } from './types.js';

/** Kleene's strong three-valued logic: undefined is unknown. */
export type Truth = true | false | undefined;

type Operator = Rule extends infer R ? (R extends Rule ? keyof R : never) : never;
type ArgumentsOf<K extends Operator> = Extract<Rule, Record<K, unknown>>[K];
type OperandKind = Exclude<Operand, number | string> extends infer O ? (O extends object ? keyof O : never) : never;
type OperandOf<K extends OperandKind> = Extract<Operand, Record<K, unknown>>[K];
type Result = number | string | undefined;

type Operators = { readonly [K in Operator]: (args: ArgumentsOf<K>, answers: Answers) => Truth };

const operators: Operators = {
  equal: compared((left, right) => left === right),
  notEqual: compared((left, right) => left !== right),
  less: ordered((order) => order < 0),
  atMost: ordered((order) => order <= 0),
  greater: ordered((order) => order > 0),
  atLeast: ordered((order) => order >= 0),
  in: ([operand, values], answers) => known(operandValue(operand, answers), (value) => values.includes(value)),
  selected: ([id, code], answers) =>
    known(valueOf(answers, id), (value) => Array.isArray(value) && value.includes(code)),
  answered: (id, answers) => (isNotYet(id, answers) ? undefined : valueOf(answers, id) !== undefined),
  missing: ([id, codes], answers) => isStated(id, codes, answers),
  and: (rules, answers) => settledBy(false, rules, answers),
  or: (rules, answers) => settledBy(true, rules, answers),
  not: (rule, answers) => not(evaluateRule(rule, answers)),
};

export function evaluateRule(rule: Rule, answers: Answers): Truth {
  const operator = keyOf(rule, operators);
  if (operator === undefined) throw new Error('evaluateRule requires a rule with one known operator');
  const args = (rule as Record<Operator, unknown>)[operator];
  return (operators[operator] as (args: unknown, answers: Answers) => Truth)(args, answers);
}

/** `when` treats unknown as false; no rule is always true. */
export function holds(rule: Rule | undefined, answers: Answers): boolean {
  return rule === undefined || evaluateRule(rule, answers) === true;
}

/** Ids of the answers and computed values a rule looks at, each once, in order; the day is looked at as `@today`. */
export function ruleReferences(rule: Rule): string[] {
  return [...new Set(references(rule))];
}

export function operandReferences(operand: Operand): string[] {
  return [...new Set(operandIds(operand))];
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

/** One rule of the decisive truth settles all; else one that is unknown leaves it open. */
function settledBy(decisive: boolean, rules: Rule[], answers: Answers): Truth {
  let settled: Truth = !decisive;
  for (const rule of rules) {
    const truth = evaluateRule(rule, answers);
    if (truth === decisive) return decisive;
    if (truth === undefined) settled = undefined;
  }
  return settled;
}

function known<T, U>(value: T | undefined, test: (value: T) => U): U | undefined {
  return value === undefined ? undefined : test(value);
}

function isNotYet(id: string, answers: Answers): boolean {
  return answerOf(answers, id) === notYet;
}

function isStated(id: string, codes: MissingCode[], answers: Answers): Truth {
  const answer = answerOf(answers, id);
  if (answer === notYet) return undefined;
  return isMissing(answer) && codes.includes(answer.missing);
}

function compared(test: (left: number | string, right: number | string) => boolean): Operators['equal'] {
  return ([left, right], answers) =>
    known(operandValue(left, answers), (a) => known(operandValue(right, answers), (b) => test(a, b)));
}

/** A number and a text have no order: unknown. */
function ordered(test: (order: number) => boolean): Operators['less'] {
  return ([left, right], answers) => {
    const a = operandValue(left, answers);
    const b = operandValue(right, answers);
    if (typeof a === 'number' && typeof b === 'number') return test(a - b);
    if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : a > b ? 1 : 0);
    return undefined;
  };
}

const operands: { readonly [K in OperandKind]: (args: OperandOf<K>, answers: Answers) => Result } = {
  answer: (id, answers) => single(valueOf(answers, id)),
  add: (args, answers) => combined(args, answers, (a, b) => a + b),
  subtract: (args, answers) => combined(args, answers, (a, b) => a - b),
  multiply: (args, answers) => combined(args, answers, (a, b) => a * b),
  divide: (args, answers) => combined(args, answers, (a, b) => a / b),
  min: (args, answers) => combined(args, answers, (a, b) => Math.min(a, b)),
  max: (args, answers) => combined(args, answers, (a, b) => Math.max(a, b)),
  first: firstOf,
  if: ([rule, then, otherwise], answers) =>
    known(evaluateRule(rule, answers), (truth) => operandValue(truth ? then : otherwise, answers)),
  count: (ids, answers) =>
    ids.some((id) => isNotYet(id, answers)) ? undefined : ids.reduce((sum, id) => sum + countOf(id, answers), 0),
  place: ([id, code], answers) => placeOf(valueOf(answers, id), code),
  days: ([from, to], answers) => daysOf(operandValue(from, answers), operandValue(to, answers)),
  today: (_, answers) => single(valueOf(answers, todayId)),
};

/** A number or a text, never NaN or an infinity; undefined is unknown. */
export function operandValue(operand: Operand, answers: Answers): Result {
  if (typeof operand !== 'object') return single(operand);
  const kind = keyOf(operand, operands);
  if (kind === undefined) throw new Error('operandValue requires an operand of one known kind');
  const args = (operand as Record<OperandKind, unknown>)[kind];
  return (operands[kind] as (args: unknown, answers: Answers) => Result)(args, answers);
}

/** The one key of a rule or an operand, if the table knows it. A loop, since lists of keys made for each would take half of the time. */
function keyOf<K extends string>(written: object, table: Record<K, unknown>): K | undefined {
  for (const key in written) return Object.prototype.hasOwnProperty.call(table, key) ? (key as K) : undefined;
  return undefined;
}

function single(value: unknown): Result {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** What may still get a value is not passed over. */
function firstOf(args: Operand[], answers: Answers): Result {
  for (const operand of args) {
    const value = operandValue(operand, answers);
    if (value !== undefined || operandIds(operand).some((id) => isNotYet(id, answers))) return value;
  }
  return undefined;
}

function countOf(id: string, answers: Answers): number {
  const value = valueOf(answers, id);
  if (Array.isArray(value)) return value.length;
  return value === undefined ? 0 : 1;
}

function placeOf(value: unknown, code: number): Result {
  return Array.isArray(value) && value.includes(code) ? value.indexOf(code) + 1 : undefined;
}

function daysOf(from: Result, to: Result): Result {
  return isDay(from) && isDay(to) ? daysBetween(from, to) : undefined;
}

/** Adding 0 turns -0 into 0. */
function combined(args: Operand[], answers: Answers, step: (a: number, b: number) => number): Result {
  const values = args.map((operand) => operandValue(operand, answers));
  return values.every((value) => typeof value === 'number') ? single(values.reduce(step) + 0) : undefined;
}

function references(rule: Rule): string[] {
  if ('and' in rule) return rule.and.flatMap(references);
  if ('or' in rule) return rule.or.flatMap(references);
  if ('not' in rule) return references(rule.not);
  if ('answered' in rule) return [rule.answered];
  if ('missing' in rule) return [rule.missing[0]];
  if ('selected' in rule) return [rule.selected[0]];
  return (Object.values(rule)[0] as Operand[]).flatMap(operandIds);
}

function operandIds(operand: Operand | (number | string)[]): string[] {
  if (typeof operand !== 'object' || Array.isArray(operand)) return [];
  if ('today' in operand) return [todayId];
  if ('answer' in operand) return [operand.answer];
  if ('count' in operand) return operand.count;
  if ('place' in operand) return [operand.place[0]];
  if ('if' in operand) {
    const [rule, then, otherwise] = operand.if;
    return [...references(rule), ...operandIds(then), ...operandIds(otherwise)];
  }
  return Object.values<Operand[]>(operand).flat().flatMap(operandIds);
}
