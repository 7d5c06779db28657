import type { Questionnaire } from '../definition/questionnaire.js';
import { operandReferences } from '../definition/rules.js';
import type { Computed } from '../definition/types.js';

/** When each computed value can be worked out. */
interface Waiting {
  /** By question or item those of which it is the last that they use; under `undefined` those that use none. */
  after: ReadonlyMap<string | undefined, readonly Computed[]>;
  /** By computed value the last question or item that it uses, also by way of other computed values. */
  last: ReadonlyMap<string, string | undefined>;
}

const found = new WeakMap<Questionnaire, Waiting>();

/** Found once for a questionnaire, since every step of every interview needs it. */
function waitingOf(questionnaire: Questionnaire): Waiting {
  const waiting = found.get(questionnaire) ?? findWaiting(questionnaire);
  found.set(questionnaire, waiting);
  return waiting;
}

export function computedAfter(questionnaire: Questionnaire): Waiting['after'] {
  return waitingOf(questionnaire).after;
}

export function lastUsed(questionnaire: Questionnaire): Waiting['last'] {
  return waitingOf(questionnaire).last;
}

function findWaiting({ answerables, computed }: Questionnaire): Waiting {
  const ids = [...answerables.keys()];
  const order = new Map(ids.map((id, at) => [id, at]));
  const after = new Map<string | undefined, Computed[]>();
  for (const each of computed) {
    const at = Math.max(-1, ...operandReferences(each.value).map((id) => order.get(id) ?? -1));
    order.set(each.id, at);
    after.set(ids[at], [...(after.get(ids[at]) ?? []), each]);
  }
  return { after, last: new Map(computed.map(({ id }) => [id, ids[order.get(id) ?? -1]])) };
}
