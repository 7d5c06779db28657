import type { Design } from '../design/design.js';
import { designCovariance } from '../design/design-covariance.js';
import type { Lonely } from '../design/design-covariance.js';
import { domainMeansOf } from './domain-means-of.js';
import { domainMeans } from './domain-means.js';
import type { Means } from './domain-means.js';
import { reachOf } from '../design/reach.js';
import type { Domains, Sample } from '../design/sample.js';

/** A rated item: its rows, and the ends of its scale. */
export interface TreeLeaf {
  id: string;
  weight: number;
  sample: Sample;
  domains: Domains;
  /** Answers by row, NaN = no valid answer. */
  values: Float64Array;
  min: number;
  max: number;
}

export interface TreeBranch {
  id: string;
  /** Factor with which it enters the branch above, used as given. */
  weight: number;
  children: readonly (TreeLeaf | TreeBranch)[];
}

/** Estimates of one node in k = domains + 1 domains, the last one all of them pooled. */
export interface NodeEstimates {
  id: string;
  k: number;
  /** 0-100; NaN where an item below has no valid answer in the domain. */
  score: Float64Array;
  /** k x k by row. */
  covariance: Float64Array;
  /** PSUs, and strata, with members. */
  psus: Int32Array;
  strata: Int32Array;
}

/**
 * Scores of every node of an index tree with their full covariance between domains, up from item means over valid answers:
 * leaf = 100 (mean - min)/(max - min), branch = sum of weight x child. Errors are linearised: a branch is a sum of ratios, its PSU
 * totals are the weighted sums of its children's, whether those lie in one sample or in several that share PSUs. Branches with
 * weights 1 and -1 make a difference.
 * Source: Wolter (2007), section 6; statistics of ratios summed up a fixed-weight tree.
 *
 * @param root leaves whose samples share the PSU numbers of `design`
 * @param design all PSUs and strata
 * @param lonely what to do with strata of one PSU
 * @param wanted tells by id which nodes are returned; each costs a covariance
 * @returns the wanted nodes, a branch after its children
 * @throws where leaves have different numbers of domains
 * @example one item on 1-5 with mean 4 in a single domain: score [75, 75]
 */
export function estimateTree(
  root: TreeBranch | TreeLeaf,
  design: Design,
  lonely: Lonely = 'refuse',
  wanted: (id: string) => boolean = () => true,
): NodeEstimates[] {
  const found: NodeEstimates[] = [];
  measure(root, ({ id }, { score, totals, members }) => {
    if (!wanted(id)) return;
    const k = score.length;
    const covariance = designCovariance(design, totals, lonely);
    found.push({ id, k, score, covariance, ...reachOf(design, members, k) });
  });
  return found;
}

/** Scores of one node in k domains, with what their errors and covariances are made from. */
export interface LinearisedNode {
  id: string;
  /** 0-100; NaN where an item below has no valid answer in the domain. */
  score: Float64Array;
  /** PSUs x k by row: linearised totals. */
  totals: Float64Array;
}

/**
 * Scores of some nodes of an index tree with their linearised PSU totals, for covariances with estimates outside the tree, such as the same
 * scores in another wave (`changeBetween`).
 * Source: as `estimateTree`.
 *
 * @param root leaves whose samples share their PSU numbers
 * @param wanted tells by id which nodes are returned; each costs PSUs x domains numbers
 * @returns the wanted nodes, a branch after its children
 * @throws where leaves have different numbers of domains
 * @example two PSUs with answers 3 and 5 on 1-5, weights 1, one domain: score [75, 75], totals [-12.5, -12.5, 12.5, 12.5]
 */
export function linearisedTree(
  root: TreeBranch | TreeLeaf,
  wanted: (id: string) => boolean = () => true,
): LinearisedNode[] {
  const found: LinearisedNode[] = [];
  measure(root, ({ id }, { score, totals }) => {
    if (wanted(id)) found.push({ id, score, totals: totals.slice() });
  });
  return found;
}

interface Node {
  score: Float64Array;
  totals: Float64Array;
  members: Uint8Array;
}

/** Sees every node once, a branch after its children; the arrays are reused afterwards. */
type See = (node: TreeBranch | TreeLeaf, measured: Node) => void;

function measure(node: TreeBranch | TreeLeaf, see: See, means?: Means): Node {
  const measured = 'children' in node ? branch(node, see) : leaf(node, means);
  see(node, measured);
  return measured;
}

function leaf({ id, sample, domains, values, min, max }: TreeLeaf, means = domainMeans(sample, values, domains)): Node {
  if (!(min < max)) throw new Error(`estimateTree requires a scale of leaf ${id} with ends min < max`);
  const { mean, totals, members } = means;
  const perPoint = 100 / (max - min);
  return {
    score: mean.map((each) => (each - min) * perPoint),
    totals: scaleInPlace(totals, perPoint),
    members,
  };
}

/** So many totals of all leaves of a branch are held together at most, 8 bytes each. */
const TOGETHER = 1 << 21;

/** Means of the leaves of a branch in one pass, where they have their rows in common and few enough PSUs. */
function meansOfLeaves(children: TreeBranch['children']): Map<TreeBranch | TreeLeaf, Means> {
  const leaves = children.filter((child) => !('children' in child)) as TreeLeaf[];
  const [first] = leaves;
  if (!first || leaves.some(({ sample, domains }) => sample !== first.sample || domains !== first.domains))
    return new Map();
  const { sample, domains } = first;
  if (leaves.length * sample.design.stratum.length * (domains.count + 1) > TOGETHER) return new Map();
  const columns = leaves.map(({ values }) => values);
  return new Map(domainMeansOf(sample, columns, domains).map((means, at) => [leaves[at] as TreeLeaf, means]));
}

function branch({ id, children }: TreeBranch, see: See): Node {
  const [first, ...others] = children;
  if (!first) throw new Error(`estimateTree requires children of branch ${id}`);
  const means = meansOfLeaves(children);
  const sum = weighted(measure(first, see, means.get(first)), first.weight);
  for (const child of others) {
    const next = measure(child, see, means.get(child));
    if (next.score.length !== sum.score.length) throw new Error('estimateTree requires leaves with the same domains');
    sum.score = sum.score.map((each, d) => each + child.weight * (next.score[d] as number));
    addInPlace(sum.totals, next.totals, child.weight);
    next.members.forEach((member, at) => member === 1 && (sum.members[at] = 1));
  }
  return sum;
}

/** The node's own arrays are reused: it has been reported already. */
function weighted(node: Node, weight: number): Node {
  return {
    score: node.score.map((each) => weight * each),
    totals: scaleInPlace(node.totals, weight),
    members: node.members,
  };
}

function scaleInPlace(values: Float64Array, factor: number): Float64Array {
  for (let at = 0; at < values.length; at++) values[at] = factor * (values[at] as number);
  return values;
}

function addInPlace(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] as number) + factor * (values[at] as number);
}
