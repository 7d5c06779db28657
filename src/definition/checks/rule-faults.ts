import type { Outline, Place, WrittenComputed } from '../outline.js';
import { rulesOf } from '../question-types.js';
import { operandReferences, ruleReferences } from '../rules.js';
import { todayId } from '../days.js';
import type { Fault, Question } from '../types.js';
import { operandKindFaults, ruleKindFaults } from './kind-faults.js';
import { operandAtoms, ruleAtoms } from './rule-atoms.js';
import type { Atom } from './rule-atoms.js';
import { ruleSizeFaults } from './rule-size.js';
import type { Written } from './written.js';

/** Rules and computed values of a sane size that look back at questions there are, for answers these can have. */
export function ruleFaults(written: Written): Fault[] {
  const { outline } = written;
  return [
    ...outline.computed.flatMap((computed) => computedFaults(computed, written)),
    ...outline.rules.flatMap(({ rule, path, before }) => {
      const size = ruleSizeFaults(rule, path);
      if (size.length > 0) return size;
      return [
        ...ruleReferences(rule).flatMap((id) => referenceFaults(id, path, before, outline)),
        ...ruleAtoms(rule).flatMap((atom) => atomFaults(atom, path, written)),
        ...ruleKindFaults(rule, path, outline),
      ];
    }),
  ];
}

function computedFaults({ computed: { value }, path: own, at }: WrittenComputed, written: Written): Fault[] {
  const { outline } = written;
  const path = `${own}/value`;
  const size = ruleSizeFaults(value, path);
  if (size.length > 0) return size;
  const later = (id: string) => !outline.placeOf.has(id) && (outline.computedOf.get(id)?.at ?? -1) >= at;
  return [
    ...operandReferences(value).flatMap((id) =>
      later(id)
        ? [{ code: 'computed.forward', path, params: { computed: id } }]
        : referenceFaults(id, path, Infinity, outline),
    ),
    ...operandAtoms(value).flatMap((atom) => atomFaults(atom, path, written)),
    ...operandKindFaults(value, path, outline),
  ];
}

function referenceFaults(id: string, path: string, before: number, { placeOf, computedOf }: Outline): Fault[] {
  const place = placeOf.get(id);
  const computed = computedOf.get(id);
  if (id === todayId) return [];
  if (place !== undefined) {
    return place.order < before ? [] : [{ code: 'rule.forward', path, params: { question: id } }];
  }
  if (computed === undefined) return [{ code: 'rule.unknownQuestion', path, params: { question: id } }];
  if (computed.order < before) return [];
  const question = computed.behind.find((one) => placeOf.get(one)?.order === computed.order) ?? '';
  return [{ code: 'rule.computedTooEarly', path, params: { computed: id, question } }];
}

function atomFaults(atom: Atom, path: string, { outline, definition }: Written): Fault[] {
  const place = outline.placeOf.get(atom.question);
  if (place === undefined && !outline.computedOf.has(atom.question)) return [];
  if (atom.kind === 'missing') return statedFaults(atom, path, place);
  const wrong = wrongUse(atom.kind, place?.question);
  if (wrong !== undefined) return [{ code: wrong, path, params: { question: atom.question } }];
  const legal = place && legalValues(place.question, definition.scales);
  const strays = atom.kind === 'value' ? [] : atom.values.filter((value) => legal?.includes(value) === false);
  return strays.map((value) => ({ code: 'rule.notAnOption', path, params: { question: atom.question, value } }));
}

function statedFaults({ question: id, codes }: Atom & { kind: 'missing' }, path: string, place?: Place): Fault[] {
  const never = codes.filter((code) => !place?.question.missing?.includes(code));
  return never.map((missing) => ({ code: 'rule.missingNeverStated', path, params: { question: id, missing } }));
}

/** A computed value has no question and is one value. */
function wrongUse(kind: Exclude<Atom['kind'], 'missing'>, question: Question | undefined): string | undefined {
  const isOrdering = question?.type === 'ordering';
  const isSeveral = isOrdering || question?.type === 'multiple';
  if (kind === 'place') return isOrdering ? undefined : 'rule.notOrdering';
  if (kind === 'selected') return isSeveral ? undefined : 'rule.notMultiple';
  return isSeveral ? 'rule.isMultiple' : undefined;
}

function legalValues(question: Question, scales: Written['definition']['scales']): (number | string)[] | undefined {
  if ('options' in question) return question.options.map(({ code }) => code);
  return rulesOf(question)
    .values(question, 'scale' in question ? scales[question.scale] : undefined)
    ?.flat();
}
