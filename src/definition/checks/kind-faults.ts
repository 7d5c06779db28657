import { kindOf, type Kind } from '../kinds.js';
import type { Outline } from '../outline.js';
import type { Fault, Operand, Rule } from '../types.js';

/** Days compared with something else, days counted between something else, numbers compared with words, and arithmetic on words: never known. */
export function ruleKindFaults(rule: Rule, path: string, outline: Outline): Fault[] {
  if ('and' in rule) return rule.and.flatMap((part) => ruleKindFaults(part, path, outline));
  if ('or' in rule) return rule.or.flatMap((part) => ruleKindFaults(part, path, outline));
  if ('not' in rule) return ruleKindFaults(rule.not, path, outline);
  if ('answered' in rule || 'missing' in rule || 'selected' in rule) return [];
  const sides: Operand[] = 'in' in rule ? [rule.in[0], ...rule.in[1]] : Object.values<[Operand, Operand]>(rule).flat();
  const isOfDays = sides.some((side) => typeof side === 'object' && kindOf(side, outline) === 'day');
  const own = sides.flatMap((side) => operandKindFaults(side, path, outline));
  if (isOfDays) return [...wrongKinds(sides, 'day', path, outline), ...own];
  return own.length > 0 ? own : mixedKinds(sides, path, outline);
}

export function operandKindFaults(operand: Operand, path: string, outline: Outline): Fault[] {
  if (typeof operand !== 'object' || isLeaf(operand)) return [];
  if ('if' in operand) {
    const [rule, ...branches] = operand.if;
    return [
      ...ruleKindFaults(rule, path, outline),
      ...branches.flatMap((branch) => operandKindFaults(branch, path, outline)),
    ];
  }
  const args = Object.values<Operand[]>(operand).flat();
  const wrong = 'first' in operand ? [] : wrongKinds(args, 'days' in operand ? 'day' : 'number', path, outline);
  return [...wrong, ...args.flatMap((arg) => operandKindFaults(arg, path, outline))];
}

type Leaf = Extract<Operand, { answer: string } | { count: string[] } | { place: unknown } | { today: true }>;

function isLeaf(operand: Exclude<Operand, number | string>): operand is Leaf {
  return 'answer' in operand || 'count' in operand || 'place' in operand || 'today' in operand;
}

function wrongKinds(operands: Operand[], wanted: 'day' | 'number', path: string, outline: Outline): Fault[] {
  const code = wanted === 'day' ? 'rule.notADate' : 'rule.notANumber';
  const isWrong = (kind: Kind) => kind !== undefined && kind !== wanted;
  return operands
    .filter((operand) => isWrong(kindOf(operand, outline)))
    .map((operand) => ({ code, path, params: { value: nameOf(operand) } }));
}

/** A number and a text are never the same, and neither is the greater. */
function mixedKinds([first, ...others]: Operand[], path: string, outline: Outline): Fault[] {
  if (first === undefined) return [];
  const isNumber = (operand: Operand) => kindOf(operand, outline) === 'number';
  const isMixed = (other: Operand) => kindOf(other, outline) !== undefined && isNumber(other) !== isNumber(first);
  const mixed = kindOf(first, outline) === undefined ? [] : others.filter(isMixed);
  return mixed.map((operand) => ({
    code: 'rule.mixedKinds',
    path,
    params: { value: nameOf(first), other: nameOf(operand) },
  }));
}

function nameOf(operand: Operand): number | string {
  if (typeof operand !== 'object') return operand;
  return 'answer' in operand ? operand.answer : (Object.keys(operand)[0] ?? '');
}
