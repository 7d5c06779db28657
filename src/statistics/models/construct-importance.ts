import type { PlsRun } from './pls-run.js';

/** What one construct does to a target, and how it performs itself. */
export interface ConstructImportance {
  construct: string;
  /** Points of the target's index for one point of this construct's index; absent where either index is refused. */
  importance?: number;
  /** The same in standard deviations. */
  standardised: number;
  /** Index of the construct, 0-100; absent where it is refused. */
  performance?: number;
}

/**
 * Importance-performance map of a path model: total effects on a target, and the indexes of the constructs that have one.
 * Source: Ringle and Sarstedt, Industrial Management and Data Systems 116 (2016), 1865-1886.
 *
 * @param run a path model with its indexes
 * @param target id of a construct of the model
 * @returns one entry for each construct from which paths lead to the target, in order of the model
 * @throws where the model has no such construct
 * @example A -> B of single items with sd 2 and 1 on 1-10 that correlate .5: importance of A on B 0.25, standardised 0.5
 */
export function constructImportance({ pls, indexes }: PlsRun, target: string): ConstructImportance[] {
  const { ids } = pls.network;
  const to = ids.indexOf(target);
  if (to < 0) throw new Error(`constructImportance requires a construct of the model, not ${target}`);
  const { total } = pls.structure;
  const reaches = reachOf(pls.network.predecessors, to);
  const points = inPoints(
    total,
    indexes.map(({ sd }) => sd),
  );
  return ids.flatMap((construct, from) => {
    if (!reaches.has(from)) return [];
    const importance = points(from, to);
    const performance = indexes[from]?.value;
    return [
      {
        construct,
        standardised: total[from * ids.length + to] as number,
        ...(importance === undefined ? {} : { importance }),
        ...(performance === undefined ? {} : { performance }),
      },
    ];
  });
}

/**
 * Effects between constructs in points of their indexes rather than standard deviations: effect x sd of the target / sd of the source.
 * Source: as `constructImportance`.
 *
 * @param effects J x J by row, from construct of the row to construct of the column: direct or total
 * @param sd standard deviations of people's own indexes by construct, as `PlsRun.indexes` has them; absent where an index is refused
 * @returns the effect of one construct on another; nothing where the index of either is refused
 * @throws where the effects are not those of as many constructs
 * @example effect 0.5, sd 10 of the source and 20 of the target: 1
 */
export function inPoints(
  effects: Float64Array,
  sd: readonly (number | undefined)[],
): (from: number, to: number) => number | undefined {
  const count = sd.length;
  if (effects.length !== count * count)
    throw new Error('inPoints requires an effect of every construct on every other');
  return (from, to) => {
    const [source, target] = [sd[from], sd[to]];
    if (source === undefined || target === undefined) return undefined;
    return ((effects[from * count + to] as number) * target) / source;
  };
}

/** Constructs from which paths lead to one. */
function reachOf(predecessors: readonly (readonly number[])[], to: number): Set<number> {
  const found = new Set<number>();
  const open = [to];
  for (let j = open.pop(); j !== undefined; j = open.pop()) {
    for (const i of predecessors[j] ?? []) {
      if (!found.has(i)) open.push(i);
      found.add(i);
    }
  }
  return found;
}
