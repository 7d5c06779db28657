import type { Fault } from '../types.js';
import type { Written } from './written.js';

/** A new version follows an earlier one and maps questions it has. */
export function previousFaults({ definition: { version, previous }, outline }: Written): Fault[] {
  if (previous === undefined) return [];
  const unknown = Object.keys(previous.items).filter((id) => !outline.placeOf.has(id));
  return [
    ...(previous.version < version
      ? []
      : [{ code: 'previous.notEarlier', path: '/previous/version', params: { version, previous: previous.version } }]),
    ...unknown.map((item) => ({ code: 'previous.unknownItem', path: `/previous/items/${item}`, params: { item } })),
  ];
}
