import { answerOf, isMissing, valueOf } from './answer-of.js';
import type { Answers, MissingCode, Operand, Rule } from './types.js';

/** Kleene's strong three-valued logic: undefined is unknown. */
export type Truth = true | false | undefined;

type Operator = Rule extends infer R ? (R extends Rule ? keyof R : never) : never;
type ArgumentsOf<K extends Operator> = Extract<Rule, Record<K, unknown>>[K];
type Operators = { readonly [K in Operator]: (args: ArgumentsOf<K>, answers: Answers) => Truth };

const operators: Operators = {
  equal: compared((left, right) => left === right),
  notEqual: compared((left, right) => left !== right),
  less: ordered((order) => order < 0),
  atMost: ordered((order) => order <= 0),
  greater: ordered((order) => order > 0),
  atLeast: ordered((order) => order >= 0),
  in: ([operand, values], answers) => known(valueOfOperand(operand, answers), (value) => values.includes(value)),
  selected: ([id, code], answers) =>
    known(valueOf(answers, id), (value) => Array.isArray(value) && value.includes(code)),
  answered: (id, answers) => valueOf(answers, id) !== undefined,
  missing: ([id, codes], answers) => isStated(id, codes, answers),
  and: (rules, answers) => not(any(rules.map((rule) => not(evaluateRule(rule, answers))))),
  or: (rules, answers) => any(rules.map((rule) => evaluateRule(rule, answers))),
  not: (rule, answers) => not(evaluateRule(rule, answers)),
};

export function evaluateRule(rule: Rule, answers: Answers): Truth {
  const [operator, args] = Object.entries(rule)[0] ?? [];
  if (operator === undefined || !Object.prototype.hasOwnProperty.call(operators, operator)) {
    throw new Error('evaluateRule requires a rule with one known operator');
  }
  return (operators[operator as Operator] as (args: unknown, answers: Answers) => Truth)(args, answers);
}

/** `when` treats unknown as false; no rule is always true. */
export function holds(rule: Rule | undefined, answers: Answers): boolean {
  return rule === undefined || evaluateRule(rule, answers) === true;
}

/** Ids of the answers a rule looks at, each once, in order. */
export function ruleReferences(rule: Rule): string[] {
  return [...new Set(references(rule))];
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function any(truths: Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

function known<T>(value: T | undefined, test: (value: T) => Truth): Truth {
  return value === undefined ? undefined : test(value);
}

function isStated(id: string, codes: MissingCode[], answers: Answers): boolean {
  const answer = answerOf(answers, id);
  return isMissing(answer) && codes.includes(answer.missing);
}

function compared(test: (left: number | string, right: number | string) => boolean): Operators['equal'] {
  return ([left, right], answers) =>
    known(valueOfOperand(left, answers), (a) => known(valueOfOperand(right, answers), (b) => test(a, b)));
}

/** A number and a text have no order: unknown. */
function ordered(test: (order: number) => boolean): Operators['less'] {
  return ([left, right], answers) => {
    const a = valueOfOperand(left, answers);
    const b = valueOfOperand(right, answers);
    if (typeof a === 'number' && typeof b === 'number') return test(a - b);
    if (typeof a === 'string' && typeof b === 'string') return test(a < b ? -1 : a > b ? 1 : 0);
    return undefined;
  };
}

function valueOfOperand(operand: Operand, answers: Answers): number | string | undefined {
  if (typeof operand !== 'object') return operand;
  if ('answer' in operand) return single(valueOf(answers, operand.answer));
  if ('count' in operand) return operand.count.reduce((sum, id) => sum + countOf(id, answers), 0);
  if ('add' in operand) return combined(operand.add, answers, (a, b) => a + b);
  if ('subtract' in operand) return combined(operand.subtract, answers, (a, b) => a - b);
  return combined(operand.multiply, answers, (a, b) => a * b);
}

function single(value: unknown): number | string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

function countOf(id: string, answers: Answers): number {
  const value = valueOf(answers, id);
  if (Array.isArray(value)) return value.length;
  return value === undefined ? 0 : 1;
}

function combined(operands: Operand[], answers: Answers, step: (a: number, b: number) => number): number | undefined {
  const values = operands.map((operand) => valueOfOperand(operand, answers));
  if (!values.every((value) => typeof value === 'number')) return undefined;
  const result = values.reduce(step);
  return Number.isFinite(result) ? result : undefined;
}

function references(rule: Rule): string[] {
  if ('and' in rule) return rule.and.flatMap(references);
  if ('or' in rule) return rule.or.flatMap(references);
  if ('not' in rule) return references(rule.not);
  if ('answered' in rule) return [rule.answered];
  if ('missing' in rule) return [rule.missing[0]];
  if ('selected' in rule) return [rule.selected[0]];
  return (Object.values(rule)[0] as Operand[]).flatMap(operandReferences);
}

function operandReferences(operand: Operand | (number | string)[]): string[] {
  if (typeof operand !== 'object' || Array.isArray(operand)) return [];
  if ('answer' in operand) return [operand.answer];
  if ('count' in operand) return operand.count;
  return (Object.values(operand)[0] as Operand[]).flatMap(operandReferences);
}
