import { isDay } from './days.js';
import type { Outline, WrittenComputed } from './outline.js';
import type { Operand, Question } from './types.js';

/** What an operand is worth; undefined where that cannot be told. */
export type Kind = 'number' | 'text' | 'day' | undefined;

const found = new WeakMap<WrittenComputed, Kind>();

/** A computed value is looked into as far as it stands before the one it is used in: that comes to an end. */
export function kindOf(operand: Operand, outline: Outline, before = Infinity): Kind {
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
  return written && written.at < before ? kindOfComputed(written, outline) : undefined;
}

/** Found once: values that use each other several times over would be looked into again and again. */
function kindOfComputed(written: WrittenComputed, outline: Outline): Kind {
  if (!found.has(written)) found.set(written, kindOf(written.computed.value, outline, written.at));
  return found.get(written);
}

function kindOfQuestion({ type }: Question): Kind {
  if (type === 'date') return 'day';
  if (type === 'text') return 'text';
  return type === 'multiple' || type === 'ordering' ? undefined : 'number';
}
