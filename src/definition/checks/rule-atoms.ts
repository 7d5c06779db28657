import type { MissingCode, Operand, Rule } from '../types.js';

/** One test of a rule on one question's answer, as far as it is written out. */
export type Atom =
  | { kind: 'equal' | 'selected'; question: string; values: (number | string)[] }
  | { kind: 'ordered'; question: string }
  | { kind: 'missing'; question: string; codes: MissingCode[] };

export function ruleAtoms(rule: Rule): Atom[] {
  if ('and' in rule) return rule.and.flatMap(ruleAtoms);
  if ('or' in rule) return rule.or.flatMap(ruleAtoms);
  if ('not' in rule) return ruleAtoms(rule.not);
  if ('answered' in rule) return [];
  if ('missing' in rule) return [{ kind: 'missing', question: rule.missing[0], codes: rule.missing[1] }];
  if ('selected' in rule) return [{ kind: 'selected', question: rule.selected[0], values: [rule.selected[1]] }];
  if ('in' in rule) return questionsOf(rule.in[0]).map((question) => equal(question, rule.in[0], rule.in[1]));
  if ('equal' in rule) return pairAtoms(rule.equal, true);
  if ('notEqual' in rule) return pairAtoms(rule.notEqual, true);
  return Object.values<[Operand, Operand]>(rule).flatMap((pair) => pairAtoms(pair, false));
}

function pairAtoms([left, right]: [Operand, Operand], isEqual: boolean): Atom[] {
  const sides: [Operand, Operand][] = [
    [left, right],
    [right, left],
  ];
  return sides.flatMap(([side, other]) =>
    questionsOf(side).map((question) =>
      isEqual && typeof other !== 'object' ? equal(question, side, [other]) : { kind: 'ordered', question },
    ),
  );
}

/** Inside arithmetic a value is no code. */
function equal(question: string, operand: Operand, values: (number | string)[]): Atom {
  const isBare = typeof operand === 'object' && 'answer' in operand;
  return isBare ? { kind: 'equal', question, values } : { kind: 'ordered', question };
}

/** Questions whose answer is compared as one value; `count` takes any. */
function questionsOf(operand: Operand): string[] {
  if (typeof operand !== 'object' || 'count' in operand || 'today' in operand || 'place' in operand || 'if' in operand)
    return [];
  if ('answer' in operand) return [operand.answer];
  return (Object.values(operand)[0] as Operand[]).flatMap(questionsOf);
}
