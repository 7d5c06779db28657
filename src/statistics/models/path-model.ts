/** A structural model as its author states it: constructs with the items that measure them, and which construct acts on which. */
export interface PathModel {
  constructs: readonly { id: string; items: readonly string[] }[];
  /** From one construct to another, by id. Followed in their direction they never come back. */
  paths: readonly (readonly [from: string, to: string])[];
}

/** A path model by number: constructs in order of the model, items in order of `itemsOf`. */
export interface PathNetwork {
  ids: string[];
  items: string[];
  /** Items of each construct. */
  blocks: number[][];
  /** Constructs that act on each, and those it acts on, in order of the paths. */
  predecessors: number[][];
  followers: number[][];
  /** Constructs, predecessors before followers. */
  order: number[];
}

/**
 * Items of a model, construct by construct: the order in which its moments and matrices are to be given.
 *
 * @param model an item of two constructs comes twice
 * @returns ids of the items
 * @example itemsOf({ constructs: [{ id: 'A', items: ['a1', 'a2'] }, { id: 'B', items: ['b1'] }], paths: [['A', 'B']] }) // ['a1', 'a2', 'b1']
 */
export function itemsOf(model: PathModel): string[] {
  return model.constructs.flatMap(({ items }) => items);
}

/**
 * Numbers the constructs and items of a model and looks at whether it can be estimated.
 *
 * @returns neighbours of each construct, and an order of the constructs in which effects can be followed
 * @throws where there is no construct, one has no item or no path, ids are taken twice, or paths name an unknown construct, repeat or go in a circle
 * @example networkOf({ constructs: [{ id: 'A', items: ['a'] }, { id: 'B', items: ['b'] }], paths: [['A', 'B']] }).predecessors // [[], [0]]
 */
export function networkOf(model: PathModel): PathNetwork {
  const ids = model.constructs.map(({ id }) => id);
  const numbers = new Map(ids.map((id, number) => [id, number]));
  check(ids.length > 0, 'a construct');
  check(numbers.size === ids.length, 'constructs of different ids');
  check(new Set(model.paths.map((path) => JSON.stringify(path))).size === model.paths.length, 'every path once');
  const predecessors: number[][] = ids.map(() => []);
  const followers: number[][] = ids.map(() => []);
  for (const [from, to] of model.paths) {
    const [source, target] = [numbers.get(from), numbers.get(to)];
    if (source === undefined || target === undefined)
      throw new Error(`networkOf requires known constructs, not ${from} -> ${to}`);
    predecessors[target]?.push(source);
    followers[source]?.push(target);
  }
  let next = 0;
  const blocks = model.constructs.map(({ items }) => items.map(() => next++));
  ids.forEach((id, j) => {
    check(blocks[j]?.length !== 0, `an item for ${id}`);
    check(predecessors[j]?.length !== 0 || followers[j]?.length !== 0, `a path to or from ${id}`);
  });
  return { ids, items: itemsOf(model), blocks, predecessors, followers, order: orderOf(predecessors) };
}

/** Predecessors first. */
function orderOf(predecessors: readonly number[][]): number[] {
  const order: number[] = [];
  const left = new Set(predecessors.keys());
  while (left.size > 0) {
    const ready = [...left].filter((j) => predecessors[j]?.every((i) => !left.has(i)));
    check(ready.length > 0, 'paths that do not go in a circle');
    for (const j of ready) left.delete(j);
    order.push(...ready);
  }
  return order;
}

function check(holds: boolean, requirement: string): void {
  if (!holds) throw new Error(`networkOf requires ${requirement}`);
}
