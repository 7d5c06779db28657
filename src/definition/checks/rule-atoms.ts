import type { MissingCode, Operand, Rule } from '../types.js';

/** One test of a rule on one question's answer, as far as it is written out. */
export type Atom =
  | { kind: 'equal' | 'selected' | 'place'; question: string; values: (number | string)[] }
  | { kind: 'value'; question: string }
  | { kind: 'missing'; question: string; codes: MissingCode[] };

export function ruleAtoms(rule: Rule): Atom[] {
  if ('and' in rule) return rule.and.flatMap(ruleAtoms);
  if ('or' in rule) return rule.or.flatMap(ruleAtoms);
  if ('not' in rule) return ruleAtoms(rule.not);
  if ('answered' in rule) return [];
  if ('missing' in rule) return [{ kind: 'missing', question: rule.missing[0], codes: rule.missing[1] }];
  if ('selected' in rule) return [{ kind: 'selected', question: rule.selected[0], values: [rule.selected[1]] }];
  if ('in' in rule) return equalAtoms(rule.in[0], rule.in[1]);
  if ('equal' in rule) return pairAtoms(rule.equal);
  if ('notEqual' in rule) return pairAtoms(rule.notEqual);
  return Object.values<[Operand, Operand]>(rule).flat().flatMap(operandAtoms);
}

/** Tests inside an operand: in arithmetic a value is no code; `count` takes any. */
export function operandAtoms(operand: Operand): Atom[] {
  if (typeof operand !== 'object' || 'count' in operand || 'today' in operand) return [];
  if ('answer' in operand) return [{ kind: 'value', question: operand.answer }];
  if ('place' in operand) return [{ kind: 'place', question: operand.place[0], values: [operand.place[1]] }];
  if ('if' in operand) {
    const [rule, then, otherwise] = operand.if;
    return [...ruleAtoms(rule), ...operandAtoms(then), ...operandAtoms(otherwise)];
  }
  return Object.values<Operand[]>(operand).flat().flatMap(operandAtoms);
}

function pairAtoms([left, right]: [Operand, Operand]): Atom[] {
  return [
    ...(typeof right === 'object' ? operandAtoms(left) : equalAtoms(left, [right])),
    ...(typeof left === 'object' ? operandAtoms(right) : equalAtoms(right, [left])),
  ];
}

function equalAtoms(operand: Operand, values: (number | string)[]): Atom[] {
  const isBare = typeof operand === 'object' && 'answer' in operand;
  return isBare ? [{ kind: 'equal', question: operand.answer, values }] : operandAtoms(operand);
}
