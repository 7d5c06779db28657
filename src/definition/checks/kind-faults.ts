import type { Outline } from '../outline.js';
import type { Fault, Operand, Question, Rule } from '../types.js';
import { isDay } from '../days.js';

/** What an operand is worth; undefined where that cannot be told, or is told as another fault. */
type Kind = 'number' | 'text' | 'day' | undefined;

/** Days compared with something else, days counted between something else, and arithmetic on words: never known. */
export function ruleKindFaults(rule: Rule, path: string, outline: Outline): Fault[] {
  if ('and' in rule) return rule.and.flatMap((part) => ruleKindFaults(part, path, outline));
  if ('or' in rule) return rule.or.flatMap((part) => ruleKindFaults(part, path, outline));
  if ('not' in rule) return ruleKindFaults(rule.not, path, outline);
  if ('answered' in rule || 'missing' in rule || 'selected' in rule) return [];
  const sides: Operand[] = 'in' in rule ? [rule.in[0], ...rule.in[1]] : Object.values<[Operand, Operand]>(rule).flat();
  const isOfDays = sides.some((side) => typeof side === 'object' && kindOf(side, outline) === 'day');
  return [
    ...(isOfDays ? wrongKinds(sides, 'day', path, outline) : []),
    ...sides.flatMap((side) => operandKindFaults(side, path, outline)),
  ];
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

function nameOf(operand: Operand): number | string {
  if (typeof operand !== 'object') return operand;
  return 'answer' in operand ? operand.answer : (Object.keys(operand)[0] ?? '');
}

/** A computed value is looked into as far as it stands before the one it is used in: that comes to an end. */
function kindOf(operand: Operand, outline: Outline, before = Infinity): Kind {
  if (typeof operand === 'number') return 'number';
  if (typeof operand === 'string') return isDay(operand) ? 'day' : 'text';
  if ('today' in operand) return 'day';
  if ('answer' in operand) return kindOfAnswer(operand.answer, outline, before);
  if (!('first' in operand) && !('if' in operand)) return 'number';
  const branches: Operand[] = 'first' in operand ? operand.first : [operand.if[1], operand.if[2]];
  const [kind, ...others] = new Set(branches.map((branch) => kindOf(branch, outline, before)));
  return others.length === 0 ? kind : undefined;
}

function kindOfAnswer(id: string, outline: Outline, before: number): Kind {
  const question = outline.placeOf.get(id)?.question;
  if (question !== undefined) return kindOfQuestion(question);
  const written = outline.computedOf.get(id);
  return written && written.at < before ? kindOf(written.computed.value, outline, written.at) : undefined;
}

function kindOfQuestion({ type }: Question): Kind {
  if (type === 'date') return 'day';
  if (type === 'text') return 'text';
  return type === 'multiple' || type === 'ordering' ? undefined : 'number';
}
