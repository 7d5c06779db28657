import type { Place, WrittenRule } from '../outline.js';
import { rulesOf } from '../question-types.js';
import { ruleReferences } from '../rules.js';
import type { Fault } from '../types.js';
import { ruleAtoms } from './rule-atoms.js';
import type { Atom } from './rule-atoms.js';
import { ruleSizeFaults } from './rule-size.js';
import type { Written } from './written.js';

/** Rules of a sane size that look back at questions there are, for answers these can have. */
export function ruleFaults({ definition, outline }: Written): Fault[] {
  return outline.rules.flatMap((written) => {
    const size = ruleSizeFaults(written.rule, written.path);
    if (size.length > 0) return size;
    const references = ruleReferences(written.rule).flatMap((id) =>
      referenceFaults(id, written, outline.placeOf.get(id)),
    );
    const atoms = ruleAtoms(written.rule).flatMap((atom) => {
      const place = outline.placeOf.get(atom.question);
      return place === undefined ? [] : atomFaults(atom, place, { written, scales: definition.scales });
    });
    return [...references, ...atoms];
  });
}

function referenceFaults(question: string, { path, before }: WrittenRule, place: Place | undefined): Fault[] {
  if (place === undefined) return [{ code: 'rule.unknownQuestion', path, params: { question } }];
  return place.order < before ? [] : [{ code: 'rule.forward', path, params: { question } }];
}

interface Context {
  written: WrittenRule;
  scales: Written['definition']['scales'];
}

function atomFaults(atom: Atom, { question, id }: Place, { written: { path }, scales }: Context): Fault[] {
  const isChoice = question.type === 'multiple';
  if (atom.kind === 'missing') {
    const never = atom.codes.filter((code) => !question.missing?.includes(code));
    return never.map((missing) => ({ code: 'rule.missingNeverStated', path, params: { question: id, missing } }));
  }
  if (atom.kind === 'selected' && !isChoice) return [{ code: 'rule.notMultiple', path, params: { question: id } }];
  if (atom.kind !== 'selected' && isChoice) return [{ code: 'rule.isMultiple', path, params: { question: id } }];
  const scale = 'scale' in question ? scales[question.scale] : undefined;
  const legal = rulesOf(question).values(question, scale)?.flat();
  const strays = atom.kind === 'ordered' ? [] : atom.values.filter((value) => legal?.includes(value) === false);
  return strays.map((value) => ({ code: 'rule.notAnOption', path, params: { question: id, value } }));
}
