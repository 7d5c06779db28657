import { effectiveSize } from '../statistics/kish.js';
import type { Frame, SurveyBlock } from './frame.js';
import { serviceUsers } from './tree.js';
import type { TreeNode } from './wave-measurement.js';

/** Who answered, by domain: the districts in their order, then all pooled. */
export interface Respondents {
  /** Persons with a valid item. */
  n: number[];
  effectiveN: number[];
}

/**
 * Counts the respondents with a valid item of each node, by service district. A person who answered several surveys counts once
 * with the sum of their weights.
 *
 * @param weight final weights by row of the frame
 * @returns by node id
 * @example a node of one survey: its rows with a valid item among the node's items
 */
export function respondentsOf(
  nodes: readonly TreeNode[],
  frame: Frame,
  weight: Float64Array,
): Map<string, Respondents> {
  return new Map(
    nodes.map((node) => {
      const items = itemsBelow(node, nodes);
      const members = frame.surveys
        .filter(({ survey }) => items.some((item) => item.survey === survey))
        .map((block) => ({ block, domain: membersOf(frame, block, items) }));
      return [node.id, count(frame, members, weight)];
    }),
  );
}

function itemsBelow(node: TreeNode, nodes: readonly TreeNode[]): TreeNode[] {
  if (node.kind === 'item') return [node];
  return nodes.filter(({ parent }) => parent === node.id).flatMap((child) => itemsBelow(child, nodes));
}

/** Service district of the rows with a valid answer to one of the items, -1 for the others. */
function membersOf(frame: Frame, block: SurveyBlock, items: readonly TreeNode[]): Int32Array {
  const columns = block.items.filter(({ id }) =>
    items.some(({ survey, name }) => survey === block.survey && name === id),
  );
  const domain = serviceUsers(frame, block).code;
  for (let at = 0; at < domain.length; at++) {
    if (columns.every(({ values }) => Number.isNaN(values[at]))) domain[at] = -1;
  }
  return domain;
}

interface Members {
  block: SurveyBlock;
  domain: Int32Array;
}

function count(frame: Frame, members: readonly Members[], weight: Float64Array): Respondents {
  const pooled = frame.districts.length;
  const domains = Array.from({ length: pooled + 1 }, (_, d) => {
    const sums = new Map<number, number>();
    for (const { block, domain } of members) {
      for (let at = 0; at < domain.length; at++) {
        const own = domain[at] as number;
        if (own < 0 || (own !== d && d !== pooled)) continue;
        const person = frame.columns.respondent[block.from + at] as number;
        sums.set(person, (sums.get(person) ?? 0) + (weight[block.from + at] as number));
      }
    }
    return sizeOf(sums);
  });
  return { n: domains.map(({ n }) => n), effectiveN: domains.map(({ effectiveN }) => effectiveN) };
}

function sizeOf(weights: ReadonlyMap<number, number>): { n: number; effectiveN: number } {
  let sum = 0;
  let squares = 0;
  for (const weight of weights.values()) {
    sum += weight;
    squares += weight * weight;
  }
  return { n: weights.size, effectiveN: effectiveSize(sum, squares) };
}
