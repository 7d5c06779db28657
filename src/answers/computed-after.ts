import type { Questionnaire } from '../definition/questionnaire.js';
import { operandReferences } from '../definition/rules.js';
import type { Computed } from '../definition/types.js';

/** Computed values by the last question or item that each of them uses; under `undefined` those that use none. */
export type ComputedAfter = ReadonlyMap<string | undefined, readonly Computed[]>;

const found = new WeakMap<Questionnaire, ComputedAfter>();

/** When each computed value can be worked out; found once for a questionnaire, since it is needed at every step. */
export function computedAfter(questionnaire: Questionnaire): ComputedAfter {
  const after = found.get(questionnaire) ?? findAfter(questionnaire);
  found.set(questionnaire, after);
  return after;
}

function findAfter({ answerables, computed }: Questionnaire): ComputedAfter {
  const ids = [...answerables.keys()];
  const order = new Map(ids.map((id, at) => [id, at]));
  const after = new Map<string | undefined, Computed[]>();
  for (const each of computed) {
    const last = Math.max(-1, ...operandReferences(each.value).map((id) => order.get(id) ?? -1));
    order.set(each.id, last);
    after.set(ids[last], [...(after.get(ids[last]) ?? []), each]);
  }
  return after;
}
