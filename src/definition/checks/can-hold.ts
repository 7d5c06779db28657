import { computedOf } from '../computed.js';
import { idsBehind } from '../outline.js';
import type { Place } from '../outline.js';
import { ruleReferences } from '../rules.js';
import type { Answers, Rule } from '../types.js';
import { ruleSizeFaults } from './rule-size.js';
import { someAnswers } from './some-answers.js';
import type { Written } from './written.js';

export interface Wanted {
  /** Ids of questions that nobody can be asked. */
  unreachable: ReadonlySet<string>;
  test: (answers: Answers) => boolean;
}

/**
 * Whether some answers to what these rules look at pass a test. A rule that is too large, or on a question that is not there, has a
 * fault of its own already; one on the day is left open.
 */
export function canHold(written: Written, rules: Rule[], { unreachable, test }: Wanted): boolean {
  const { definition, outline } = written;
  const references = rules.flatMap(ruleReferences);
  const ids = idsBehind(references, outline.computedOf);
  const places = ids.map((id) => outline.placeOf.get(id)).filter((place): place is Place => place !== undefined);
  const isTooLarge = rules.some((rule) => ruleSizeFaults(rule, '').length > 0);
  if (isTooLarge || places.length < ids.length) return true;
  const isComputed = references.some((id) => outline.computedOf.has(id));
  const withComputed = (answers: Answers) => test({ ...answers, ...computedOf(definition.computed ?? [], answers) });
  return someAnswers(written, places, { unreachable, test: isComputed ? withComputed : test });
}
