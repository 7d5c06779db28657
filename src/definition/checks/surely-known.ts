import type { Outline, Place, WrittenComputed } from '../outline.js';
import { placesOf } from '../question-types/ordering.js';
import type { Operand, Rule } from '../types.js';

const found = new WeakMap<WrittenComputed, boolean>();

/** Whether everybody who comes by gives a question a value. */
export function isSurelyAnswered({ question, item, page }: Place): boolean {
  const isAlwaysAsked = [page, question, item].every((part) => part?.when === undefined);
  return isAlwaysAsked && question.optional !== true && question.missing === undefined;
}

/** Whether a computed value is known as soon as its questions are behind. A division may be by 0. */
export function isSurelyKnown(operand: Operand, outline: Outline, before = Infinity): boolean {
  const isKnown = (part: Operand) => isSurelyKnown(part, outline, before);
  if (typeof operand !== 'object' || 'count' in operand || 'today' in operand) return true;
  if ('answer' in operand) return isAnswerKnown(operand.answer, outline, before);
  if ('place' in operand) return isPlaced(outline.placeOf.get(operand.place[0]));
  if ('if' in operand) return isDecided(operand.if[0], isKnown) && isKnown(operand.if[1]) && isKnown(operand.if[2]);
  if ('first' in operand) return operand.first.some(isKnown);
  if ('divide' in operand && !(typeof operand.divide[1] === 'number' && operand.divide[1] !== 0)) return false;
  return Object.values<Operand[]>(operand).flat().every(isKnown);
}

function isAnswerKnown(id: string, outline: Outline, before: number): boolean {
  const place = outline.placeOf.get(id);
  if (place !== undefined) return isSurelyAnswered(place);
  const written = outline.computedOf.get(id);
  return written !== undefined && written.at < before && isComputedKnown(written, outline);
}

/** Found once: values that use each other several times over would be looked into again and again. */
function isComputedKnown(written: WrittenComputed, outline: Outline): boolean {
  const isKnown = found.get(written) ?? isSurelyKnown(written.computed.value, outline, written.at);
  found.set(written, isKnown);
  return isKnown;
}

function isPlaced(place: Place | undefined): boolean {
  if (place?.question.type !== 'ordering' || !isSurelyAnswered(place)) return false;
  return placesOf(place.question) === place.question.options.length;
}

/** A rule may be decided although a part of it is unknown: that is not looked for. */
function isDecided(rule: Rule, isKnown: (operand: Operand) => boolean): boolean {
  if ('and' in rule) return rule.and.every((part) => isDecided(part, isKnown));
  if ('or' in rule) return rule.or.every((part) => isDecided(part, isKnown));
  if ('not' in rule) return isDecided(rule.not, isKnown);
  if ('answered' in rule || 'missing' in rule) return true;
  if ('selected' in rule) return isKnown({ answer: rule.selected[0] });
  return 'in' in rule ? isKnown(rule.in[0]) : Object.values<Operand[]>(rule).flat().every(isKnown);
}
