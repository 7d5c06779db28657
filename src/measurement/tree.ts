import type { Questionnaire } from '../definition/questionnaire.js';
import type { Design } from '../statistics/design/design.js';
import type { Domains } from '../statistics/design/sample.js';
import { estimateTree, linearisedTree } from '../statistics/estimation/score-tree.js';
import type { LinearisedNode, NodeEstimates, TreeBranch, TreeLeaf } from '../statistics/estimation/score-tree.js';
import type { Method } from '../waves/method.js';
import type { Frame, SurveyBlock } from './frame.js';
import type { TreeNode } from './wave-measurement.js';
import type { WeightedFrame } from './weighting.js';

/**
 * The nodes of the index tree, a parent before its children: overall, sectors in the order of their first survey, surveys,
 * dimensions, items. Weights are shares of the node above.
 *
 * @param surveys questionnaires in the order of the wave
 * @returns nodes with their ids
 * @throws where the method gives a survey or sector no weight, or the weights of siblings sum to 0
 * @example one survey with one dimension of two items: six nodes, the items with weight 0.5
 */
export function treeNodes(surveys: readonly Questionnaire[], method: Method): TreeNode[] {
  const sectors = [...new Set(surveys.map(({ definition }) => definition.sector))];
  const overall = { id: 'overall', kind: 'overall' as const, parent: '', weight: 1, name: '', survey: '' };
  const sectorShares = shares(sectors.map((sector) => weightOf(method.sectorWeights, sector)));
  return [
    overall,
    ...sectors.flatMap((sector, at) => {
      const own = surveys.filter(({ definition }) => definition.sector === sector);
      const surveyShares = shares(own.map(({ definition }) => weightOf(method.surveyWeights, definition.id)));
      const node = { id: `sector:${sector}`, kind: 'sector' as const, parent: 'overall', name: sector, survey: '' };
      const children = own.flatMap((each, i) => surveyNodes(each, node.id, surveyShares[i] as number));
      return [{ ...node, weight: sectorShares[at] as number }, ...children];
    }),
  ];
}

function surveyNodes({ definition }: Questionnaire, parent: string, weight: number): TreeNode[] {
  const survey = definition.id;
  const { dimensions } = definition.index;
  const dimensionShares = shares(dimensions.map((each) => each.weight));
  const node = { id: `survey:${survey}`, kind: 'survey' as const, parent, weight, name: survey, survey };
  const below = dimensions.flatMap((dimension, at) => {
    const id = `dimension:${survey}/${dimension.id}`;
    const itemShares = shares(dimension.items.map((each) => each.weight ?? 1));
    const branch = { id, kind: 'dimension' as const, parent: node.id, name: dimension.id, survey };
    const items = dimension.items.map(({ item }, i) => {
      const leaf = { id: `item:${survey}/${item}`, kind: 'item' as const, parent: id, name: item, survey };
      return { ...leaf, weight: itemShares[i] as number };
    });
    return [{ ...branch, weight: dimensionShares[at] as number }, ...items];
  });
  return [node, ...below];
}

function weightOf(weights: Readonly<Record<string, number>>, name: string): number {
  const weight = weights[name];
  if (weight === undefined) throw new Error(`treeNodes requires a weight for ${name} in the method`);
  return weight;
}

function shares(weights: number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new Error('treeNodes requires weights of siblings with a positive sum');
  return weights.map((weight) => weight / total);
}

/**
 * Scores and covariances of all nodes for the service users of each service district, and of all districts pooled (last column).
 * A survey that could not be weighted has no members, so that it and everything above it has no score.
 *
 * @param nodes from `treeNodes`
 * @param design PSUs and strata of the whole frame: errors of several surveys share it
 * @returns estimates by node id; scores are 0-100, NaN = none
 * @example estimates.get('overall').score[0] is the index of the first district
 */
export function estimateNodes(
  nodes: readonly TreeNode[],
  frame: Frame,
  weighted: WeightedFrame,
  design: Design,
): Map<string, NodeEstimates> {
  return new Map(estimateTree(rootOf(nodes, frame, weighted), design, 'adjust').map((each) => [each.id, each]));
}

/**
 * As `estimateNodes`, of what compares districts alone (overall, sectors, surveys): where domains are many, each node costs.
 *
 * @param nodes from `treeNodes`
 * @param design PSUs and strata of the whole frame
 * @returns estimates by node id; scores are 0-100, NaN = none
 * @example estimateCompared(nodes, frame, weighted, design).has('dimension:finance/a') // false
 */
export function estimateCompared(
  nodes: readonly TreeNode[],
  frame: Frame,
  weighted: WeightedFrame,
  design: Design,
): Map<string, NodeEstimates> {
  const root = rootOf(nodes, frame, weighted);
  return new Map(estimateTree(root, design, 'adjust', isCompared(nodes)).map((each) => [each.id, each]));
}

function isCompared(nodes: readonly TreeNode[]): (id: string) => boolean {
  const compared = new Set(nodes.filter(comparesDistricts).map(({ id }) => id));
  return (id) => compared.has(id);
}

/**
 * Scores of what compares districts (overall, sectors, surveys) with their linearised PSU totals, for covariances with another wave.
 *
 * @param nodes from `treeNodes`
 * @returns by node id, domains as in `estimateNodes`; totals are of the PSUs of the frame
 * @example linearisedNodes(nodes, frame, weighted).has('dimension:finance/a') // false
 */
export function linearisedNodes(
  nodes: readonly TreeNode[],
  frame: Frame,
  weighted: WeightedFrame,
): Map<string, LinearisedNode> {
  const found = linearisedTree(rootOf(nodes, frame, weighted), isCompared(nodes));
  return new Map(found.map((each) => [each.id, each]));
}

/**
 * Whether districts are ranked by a node: the overall index, a sector or a survey.
 *
 * @returns false for dimensions and items
 * @example comparesDistricts({ kind: 'item', ... }) // false
 */
export function comparesDistricts({ kind }: TreeNode): boolean {
  return kind === 'overall' || kind === 'sector' || kind === 'survey';
}

function rootOf(nodes: readonly TreeNode[], frame: Frame, weighted: WeightedFrame): TreeBranch | TreeLeaf {
  const domains = frame.surveys.map((block, at) =>
    serviceUsers(frame, block, weighted.surveys[at]?.status === 'weighted'),
  );
  return branchOf(nodes[0] as TreeNode, nodes, { frame, weighted, domains });
}

interface Data {
  frame: Frame;
  weighted: WeightedFrame;
  /** By survey. */
  domains: Domains[];
}

function branchOf(node: TreeNode, nodes: readonly TreeNode[], data: Data): TreeBranch | TreeLeaf {
  if (node.kind === 'item') return leafOf(node, data);
  const children = nodes.filter(({ parent }) => parent === node.id).map((child) => branchOf(child, nodes, data));
  return { id: node.id, weight: node.weight, children };
}

function leafOf({ id, weight, survey, name }: TreeNode, { frame, weighted, domains }: Data): TreeLeaf {
  const at = frame.surveys.findIndex((block) => block.survey === survey);
  const block = frame.surveys[at];
  const sample = weighted.samples[at];
  const values = block?.items.find((item) => item.id === name)?.values;
  const own = domains[at];
  if (!block || !sample || !values || !own) throw new Error(`estimateNodes requires a column for ${id}`);
  return { id, weight, sample, domains: own, values, min: block.min, max: block.max };
}

/**
 * The rows of a survey by service district; those who did not use the service, or elsewhere, are in no domain.
 *
 * @param block the survey
 * @param weighted false: nobody is in a domain, so that the survey has no figures
 * @returns domain of each row of the block, an index into `frame.districts`, -1 = none
 * @example a user in the second district and a non-user: code Int32Array [1, -1]
 */
export function serviceUsers(frame: Frame, block: SurveyBlock, weighted = true): Domains {
  const { service, user } = frame.columns;
  const code = service.slice(block.from, block.to);
  for (let at = 0; at < code.length; at++) if (!weighted || user[block.from + at] === 0) code[at] = -1;
  return { code, count: frame.districts.length };
}
