import type { Definition } from '../types.js';
import { doorElements, sharedIds } from './shared-ids.js';

/** Ids of a survey that stand under another id at the door, because another survey asks something else under the same. */
export type DoorNames = ReadonlyMap<string, string>;

/** By survey id: `staff` of finance is `finance__staff` where the surveys ask it in different words. */
export function doorNames(definitions: readonly Definition[]): ReadonlyMap<string, DoorNames> {
  const shared = sharedIds(definitions);
  const ids = definitions.map((definition) => doorElements(definition).map(({ id }) => id));
  return new Map(
    definitions.map((definition, at) => {
      const others = new Set(ids.filter((_, other) => other !== at).flat());
      const taken = (ids[at] ?? []).filter((id) => others.has(id) && !shared.has(id));
      return [definition.id, new Map(taken.map((id) => [id, ownId(definition, id)]))];
    }),
  );
}

/** An id of a survey's own, for its questions and pages at the door. */
export function ownId({ id: survey }: Pick<Definition, 'id'>, id: string): string {
  return `${survey}__${id}`;
}
