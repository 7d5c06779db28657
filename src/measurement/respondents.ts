import { effectiveSize } from '../statistics/weighting/kish.js';
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
 * @param nodes each with all that is below it
 * @param weight final weights by row of the frame
 * @param wanted the nodes that are counted
 * @returns by node id
 * @example a node of one survey: its rows with a valid item among the node's items
 */
export function respondentsOf(
  nodes: readonly TreeNode[],
  frame: Frame,
  weight: Float64Array,
  wanted: readonly TreeNode[] = nodes,
): Map<string, Respondents> {
  const size = frame.respondents * (frame.districts.length + 1);
  const persons = { weight: new Float64Array(size), seen: new Uint8Array(size) };
  return new Map(
    wanted.map((node) => {
      const items = itemsBelow(node, nodes);
      const members = frame.surveys
        .filter(({ survey }) => items.some((item) => item.survey === survey))
        .map((block) => ({ block, domain: membersOf(frame, block, items) }));
      return [node.id, count(frame, members, weight, persons)];
    }),
  );
}

function itemsBelow(node: TreeNode, nodes: readonly TreeNode[]): TreeNode[] {
  if (node.kind === 'item') return [node];
  return nodes.filter(({ parent }) => parent === node.id).flatMap((child) => itemsBelow(child, nodes));
}

/** Service district of the rows with a valid answer to one of the items, -1 for the others. */
function membersOf(frame: Frame, block: SurveyBlock, items: readonly TreeNode[]): Int32Array {
  const valid = new Uint8Array(block.to - block.from);
  for (const { id, values } of block.items) {
    if (!items.some(({ survey, name }) => survey === block.survey && name === id)) continue;
    for (let at = 0; at < valid.length; at++) if (!Number.isNaN(values[at])) valid[at] = 1;
  }
  const domain = serviceUsers(frame, block).code;
  for (let at = 0; at < domain.length; at++) if (valid[at] === 0) domain[at] = -1;
  return domain;
}

interface Members {
  block: SurveyBlock;
  domain: Int32Array;
}

/** Persons x domains, cleared after each node. */
interface Persons {
  weight: Float64Array;
  seen: Uint8Array;
}

function count(frame: Frame, members: readonly Members[], weight: Float64Array, persons: Persons): Respondents {
  const k = frame.districts.length + 1;
  forEachMember(frame, members, (at, row) => {
    persons.seen[at] = 1;
    persons.weight[at] = (persons.weight[at] as number) + (weight[row] as number);
  });
  const n = new Int32Array(k);
  const sum = new Float64Array(k);
  const squares = new Float64Array(k);
  forEachMember(frame, members, (at) => {
    if (persons.seen[at] === 0) return;
    const own = at % k;
    const whole = persons.weight[at] as number;
    n[own] = (n[own] as number) + 1;
    sum[own] = (sum[own] as number) + whole;
    squares[own] = (squares[own] as number) + whole * whole;
    persons.seen[at] = 0;
    persons.weight[at] = 0;
  });
  return { n: [...n], effectiveN: Array.from(sum, (each, d) => effectiveSize(each, squares[d] as number)) };
}

/** Visits each member row twice: in its own domain, and in the pooled one. */
function forEachMember(frame: Frame, members: readonly Members[], visit: (at: number, row: number) => void): void {
  const pooled = frame.districts.length;
  const { respondent } = frame.columns;
  for (const { block, domain } of members) {
    for (let i = 0; i < domain.length; i++) {
      const own = domain[i] as number;
      if (own < 0) continue;
      const row = block.from + i;
      const person = (respondent[row] as number) * (pooled + 1);
      visit(person + own, row);
      visit(person + pooled, row);
    }
  }
}
