import { operandReferences, ruleReferences } from './rules.js';
import type { Computed, Rule } from './types.js';

/** Questions and items that a rule looks at, also by way of computed values, which use only those before them in the list. */
export function usedQuestions(rule: Rule, computed: readonly Computed[]): string[] {
  const used = new Set(ruleReferences(rule));
  for (const { id, value } of [...computed].reverse()) {
    if (used.delete(id)) operandReferences(value).forEach((each) => used.add(each));
  }
  return [...used];
}
