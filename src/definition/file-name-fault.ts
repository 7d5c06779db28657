import type { Definition, Fault } from './types.js';

/** A file named like a version of a survey is that version of that survey. */
export function fileNameFaults(file: string, { id, version }: Pick<Definition, 'id' | 'version'>): Fault[] {
  const name = file.split(/[/\\]/).at(-1) ?? '';
  const expected = `${id}.v${version}.json`;
  const isVersioned = /\.v\d+\.json$/.test(name);
  return !isVersioned || name === expected ? [] : [{ code: 'file.name', path: '', params: { expected } }];
}
