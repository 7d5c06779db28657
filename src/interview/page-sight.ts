import { todayId } from '../definition/days.js';
import { operandReferences, ruleReferences } from '../definition/rules.js';
import type { Computed, Rule } from '../definition/types.js';

/** Where something looks: at this page only, at other pages only, or at both, so that this page alone cannot tell. */
export type Looks = 'here' | 'elsewhere' | 'unsure';

/** Where rules and computed values look, seen from one page. Today's date is known everywhere. */
export interface PageSight {
  ofRule(rule: Rule): Looks;
  ofId(id: string): Looks;
  /** From here on nobody on this page can tell whether these are asked. */
  leaveOut(ids: readonly string[]): void;
}

export function pageSight(asked: readonly string[], computed: readonly Computed[]): PageSight {
  const known = new Map<string, Looks>([[todayId, 'here'], ...asked.map((id) => [id, 'here'] as const)]);
  const values = new Map(computed.map(({ id, value }) => [id, value]));
  const ofIds = (ids: readonly string[]): Looks => together(ids.filter((id) => id !== todayId).map(ofId));
  const ofId = (id: string): Looks => {
    const value = values.get(id);
    const looks = known.get(id) ?? (value === undefined ? 'elsewhere' : ofIds(operandReferences(value)));
    known.set(id, looks);
    return looks;
  };
  return {
    ofRule: (rule) => ofIds(ruleReferences(rule)),
    ofId,
    leaveOut: (ids) => ids.forEach((id) => known.set(id, 'unsure')),
  };
}

function together(looks: readonly Looks[]): Looks {
  if (looks.every((each) => each === 'here')) return 'here';
  return looks.every((each) => each === 'elsewhere') ? 'elsewhere' : 'unsure';
}
