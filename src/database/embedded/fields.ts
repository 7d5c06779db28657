// Of a document's bytes only the top-level fields somebody asks for: most questions name a few of many.
import { decode, type Doc, join, valueSize } from './bson.js';

/** Cuts the named fields, in the document's order, out of its bytes. */
export function fieldPicker(names: readonly string[]): (bytes: Buffer) => Buffer {
  const wanted = [...new Set(names)].map((name) => Buffer.from(name));
  const isWanted = (bytes: Buffer, from: number, to: number): boolean =>
    wanted.some((name) => name.length === to - from && name.compare(bytes, from, to) === 0);
  return (bytes) => {
    const parts: Buffer[] = [];
    const last = bytes.length - 1;
    for (let at = 4, end = 4; at < last; at = end) {
      const nameEnd = bytes.indexOf(0, at + 1);
      end = nameEnd + 1 + valueSize(bytes, bytes[at] ?? 0, nameEnd + 1);
      if (isWanted(bytes, at + 1, nameEnd)) parts.push(bytes.subarray(at, end));
    }
    return join(parts);
  };
}

/** Decodes the top-level fields that `paths` begin with; without paths, the whole document. */
export function fieldDecoder(paths: readonly string[] | undefined): (bytes: Buffer) => Doc {
  if (!paths) return decode;
  const pick = fieldPicker(paths.map((path) => path.split('.')[0] ?? ''));
  return (bytes) => decode(pick(bytes));
}

/** The paths a filter looks at; nothing when it may look at any. */
export function filterPaths(filter: Doc): string[] | undefined {
  const paths: string[] = [];
  for (const [name, condition] of Object.entries(filter)) {
    if (['$and', '$or', '$nor'].includes(name) && Array.isArray(condition)) {
      const inner = condition.map((branch) => filterPaths(branch as Doc));
      if (inner.includes(undefined)) return undefined;
      paths.push(...inner.flatMap((list) => list ?? []));
    } else if (!name.startsWith('$')) paths.push(name);
    else if (name !== '$comment') return undefined;
  }
  return paths;
}
