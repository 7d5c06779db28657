import type { Fault } from '../types.js';
import type { Written } from './written.js';

type Named = { id: string; path: string };

/** Every kind of thing has names of its own; questions, items and computed values share theirs, because answers do. */
export function idFaults({ definition, outline }: Written): Fault[] {
  const { pages, screening, index, scales, computed = [] } = definition;
  const questions = outline.questions.map(({ question, path }) => ({ id: question.id, path }));
  const items = outline.places.filter((place) => place.item !== undefined);
  return [
    ...namesFaults(numbered(pages, '/pages')),
    ...namesFaults([...[...questions, ...items].sort(inOrder), ...numbered(computed, '/computed')]),
    ...namesFaults(numbered(screening, '/screening')),
    ...namesFaults(numbered(index.dimensions, '/index/dimensions')),
    ...reservedFaults({ id: definition.id, path: '/id' }),
    ...reservedFaults({ id: definition.sector, path: '/sector' }),
    ...Object.keys(index.core ?? {}).flatMap((id) => reservedFaults({ id, path: `/index/core/${id}` })),
    ...namesFaults(Object.keys(scales).map((id) => ({ id, path: `/scales/${id}` }))),
  ];
}

function numbered(list: { id: string }[], path: string): Named[] {
  return list.map(({ id }, at) => ({ id, path: `${path}/${at}` }));
}

function inOrder(a: Named, b: Named): number {
  return a.path.localeCompare(b.path, 'en', { numeric: true });
}

function namesFaults(names: Named[]): Fault[] {
  return names.flatMap(({ id, path }, at) => [
    ...(names.slice(0, at).some((other) => other.id === id) ? [{ code: 'id.duplicate', path, params: { id } }] : []),
    ...reservedFaults({ id, path }),
  ]);
}

/** What every object has already. */
function reservedFaults({ id, path }: Named): Fault[] {
  return id in {} ? [{ code: 'id.reserved', path, params: { id } }] : [];
}
