import { isDay } from './days.js';
import { ruleNames, type Named } from './rule-names.js';
import { ruleSentences, type SentenceKey, type Style } from './rule-sentences.js';
import type { Definition, Language, MissingCode, Operand, Rule } from './types.js';

/** Prints the rules of one definition in one language. */
export interface RulePrinter {
  rule: (rule: Rule) => string;
  operand: (operand: Operand) => string;
  /** A question, item or computed value: its words and its id. */
  name: (id: string) => string;
}

/**
 * A rule as a sentence for people to review. Nothing is left out: every operand, constant and code appears, ids in square
 * brackets, codes in round ones, and whatever is nested stands in brackets, so that two different rules never print the same.
 *
 * printedRule({ equal: [{ answer: 'sex' }, 1] }, definition, 'en') is `“Your sex” [sex] is “Male” (1)`.
 */
export function printedRule(rule: Rule, definition: Definition, language: Language): string {
  return rulePrinter(definition, language).rule(rule);
}

type Operator = Rule extends infer R ? (R extends Rule ? keyof R : never) : never;
type ArgumentsOf<K extends Operator> = Extract<Rule, Record<K, unknown>>[K];
type Kind = Exclude<Operand, number | string> extends infer O ? (O extends object ? keyof O : never) : never;
type OperandOf<K extends Kind> = Extract<Operand, Record<K, unknown>>[K];

interface Wording extends RulePrinter {
  say: (key: SentenceKey, parts: Record<string, string>) => string;
  nameOf: (id: string) => Named | undefined;
  /** An operand inside another one: in brackets unless it is a single thing. */
  inner: (operand: Operand) => string;
  /** A rule inside another one. */
  part: (rule: Rule) => string;
  code: (id: string, code: number) => string;
  constant: (value: number | string, id?: string) => string;
}

export function rulePrinter(definition: Definition, language: Language): RulePrinter {
  const names = ruleNames(definition, language);
  const sentences = ruleSentences[language];
  const say: Wording['say'] = (key, parts) => filled(sentences[key], parts);
  const bracket = (part: string) => say('bracket', { part });
  const wording: Wording = {
    say,
    nameOf: (id) => names.get(id),
    name: (id) => say('name', { label: names.get(id)?.label ?? '', id }),
    rule: (rule) => printed(operators, rule, wording),
    operand: (operand) => (typeof operand === 'object' ? printed(operands, operand, wording) : constant(operand)),
    inner: (operand) => (isSingle(operand) ? wording.operand(operand) : bracket(wording.operand(operand))),
    part: (rule) => ('and' in rule || 'or' in rule ? bracket(wording.rule(rule)) : wording.rule(rule)),
    code: (id, code) => say('code', { label: quotable(names.get(id)?.codes.get(code) ?? ''), code: String(code) }),
    constant,
  };
  return wording;

  function constant(value: number | string, id = ''): string {
    if (typeof value === 'number') return names.get(id)?.codes.has(value) ? wording.code(id, value) : String(value);
    return isDay(value) ? day(value) : say('text', { text: escaped(value) });
  }

  function day(text: string): string {
    const [year, month, date] = text.split('-').map(Number) as [number, number, number];
    return say('day', { year: `${year}`, month: `${month}`, day: `${date}`, monthName: monthNames[month - 1] ?? '' });
  }
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');

const operators: { readonly [K in Operator]: (args: ArgumentsOf<K>, wording: Wording) => string } = {
  equal: (pair, wording) => compared('equal', pair, wording),
  notEqual: (pair, wording) => compared('notEqual', pair, wording),
  less: (pair, wording) => compared('less', pair, wording),
  atMost: (pair, wording) => compared('atMost', pair, wording),
  greater: (pair, wording) => compared('greater', pair, wording),
  atLeast: (pair, wording) => compared('atLeast', pair, wording),
  in: (args, wording) => among('in', args, wording),
  selected: ([id, code], { say, name, code: word }) => say('selected', { name: name(id), code: word(id, code) }),
  answered: (id, { say, name }) => say('answered', { name: name(id) }),
  missing: (args, wording) => stated('missing', args, wording),
  and: (rules, wording) => joined('and', rules, wording),
  or: (rules, wording) => joined('or', rules, wording),
  not: (rule, wording) => denied(rule, wording),
};

const operands: { readonly [K in Kind]: (args: OperandOf<K>, wording: Wording) => string } = {
  answer: (id, { name }) => name(id),
  add: (args, wording) => infix('add', args, wording),
  subtract: (args, wording) => infix('subtract', args, wording),
  multiply: (args, wording) => infix('multiply', args, wording),
  divide: (args, wording) => infix('divide', args, wording),
  min: (args, wording) => wording.say('min', { parts: listed(args, wording) }),
  max: (args, wording) => wording.say('max', { parts: listed(args, wording) }),
  first: (args, wording) => wording.say('first', { parts: listed(args, wording) }),
  if: ([rule, then, otherwise], { say, part, inner }) =>
    say('if', { rule: part(rule), value: inner(then), otherwise: inner(otherwise) }),
  count: (ids, wording) => counted(ids, wording),
  place: ([id, code], { say, name, code: word }) => say('place', { name: name(id), code: word(id, code) }),
  days: ([from, to], { say, inner }) => say('days', { from: inner(from), to: inner(to) }),
  today: (_, { say }) => say('today', {}),
};

function printed(table: object, node: object, wording: Wording): string {
  const [key, args] = Object.entries(node)[0] ?? [];
  if (key === undefined || !Object.prototype.hasOwnProperty.call(table, key)) {
    throw new Error('printedRule requires rules and operands with one known operator');
  }
  return (table as Record<string, (args: unknown, wording: Wording) => string>)[key]?.(args, wording) ?? '';
}

/** Constants beside a bare answer are that question's codes, with their words. */
function compared(
  operator: 'equal' | 'notEqual' | 'less' | 'atMost' | 'greater' | 'atLeast',
  [left, right]: [Operand, Operand],
  wording: Wording,
): string {
  const side = (operand: Operand, other: Operand) =>
    typeof operand === 'object' ? wording.operand(operand) : wording.constant(operand, answerId(other));
  const style = styleOf([left, right], wording);
  return wording.say(`${style}.${operator}`, { left: side(left, right), right: side(right, left) });
}

function styleOf(pair: Operand[], { nameOf }: Wording): Style {
  const kinds = pair.map((operand): Style => {
    if (typeof operand === 'string') return isDay(operand) ? 'date' : 'code';
    if (typeof operand === 'object' && 'today' in operand) return 'date';
    return nameOf(answerId(operand) ?? '')?.kind ?? 'number';
  });
  return kinds.find((kind) => kind === 'date') ?? kinds.find((kind) => kind === 'code') ?? 'number';
}

function answerId(operand: Operand): string | undefined {
  return typeof operand === 'object' && 'answer' in operand ? operand.answer : undefined;
}

function among(key: 'in' | 'notIn', [operand, values]: ArgumentsOf<'in'>, wording: Wording): string {
  const words = values.map((value) => wording.constant(value, answerId(operand)));
  return wording.say(key, { left: wording.operand(operand), values: words.join(wording.say('list', {})) });
}

function stated(key: 'missing' | 'notMissing', [id, codes]: [string, MissingCode[]], wording: Wording): string {
  const words = codes.map((code) => wording.say('text', { text: wording.say(`missing.${code}`, {}) }));
  return wording.say(key, { name: wording.name(id), codes: words.join(wording.say('either', {})) });
}

function joined(key: 'and' | 'or', rules: Rule[], { say, rule: whole, part }: Wording): string {
  const [only] = rules;
  if (rules.length === 1 && only) return say(`${key}One`, { part: whole(only) });
  return rules.map(part).join(say(key, {}));
}

/** What is commonly denied has words of its own. */
function denied(rule: Rule, wording: Wording): string {
  const { say, name } = wording;
  if ('in' in rule) return among('notIn', rule.in, wording);
  if ('missing' in rule) return stated('notMissing', rule.missing, wording);
  if ('answered' in rule) return say('notAnswered', { name: name(rule.answered) });
  if (!('selected' in rule)) return say('not', { part: wording.rule(rule) });
  const [id, code] = rule.selected;
  return say('notSelected', { name: name(id), code: wording.code(id, code) });
}

function infix(key: 'add' | 'subtract' | 'multiply' | 'divide', args: Operand[], { say, inner }: Wording): string {
  return args.map(inner).join(say(key, {}));
}

function listed(args: Operand[], { say, inner }: Wording): string {
  return args.map(inner).join(say('list', {}));
}

function counted(ids: string[], { say, name, nameOf }: Wording): string {
  const [only = ''] = ids;
  if (ids.length === 1 && nameOf(only)?.isMultiple) return say('countChosen', { name: name(only) });
  return say('count', { names: ids.map(name).join(say('list', {})) });
}

/** One thing that needs no brackets; a choice between two has its own. */
function isSingle(operand: Operand): boolean {
  return typeof operand !== 'object' || 'answer' in operand || 'today' in operand || 'if' in operand;
}

function filled(sentence: string, parts: Record<string, string>): string {
  return sentence.replaceAll(/\{(\w+)\}/gu, (_, name: string) => parts[name] ?? '');
}

function quotable(label: string): string {
  return label.replaceAll('“', '‘').replaceAll('”', '’');
}

/** A constant that is a text keeps its every sign, and ends where its quotation mark does. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('”', '\\”').replaceAll('\n', '\\n');
}
