import type { Ranking, SatisfiedShare, TreeNode, WaveMeasurement } from '../measurement/wave-measurement.js';

export function nodeOf(measurement: WaveMeasurement, id: string): TreeNode | undefined {
  return measurement.nodes.find((node) => node.id === id);
}

export function childrenOf(measurement: WaveMeasurement, id: string): TreeNode[] {
  return measurement.nodes.filter((node) => node.parent === id);
}

/** The surveys whose answers enter a node. */
export function surveysUnder(measurement: WaveMeasurement, id: string): string[] {
  const node = nodeOf(measurement, id);
  if (!node) return [];
  if (node.survey !== '') return [node.survey];
  return childrenOf(measurement, id).flatMap((child) => surveysUnder(measurement, child.id));
}

/** The nodes at the top of the tree for which rankings are shown: the overall index, sectors, surveys. */
export function topNodes(measurement: WaveMeasurement): TreeNode[] {
  return measurement.nodes.filter(({ kind }) => kind === 'overall' || kind === 'sector' || kind === 'survey');
}

/** The top nodes worth a choice: a survey that is alone in its sector is the sector. */
export function choices(measurement: WaveMeasurement): TreeNode[] {
  const alone = ({ kind, parent }: TreeNode) => kind === 'survey' && childrenOf(measurement, parent).length === 1;
  return topNodes(measurement).filter((node) => !alone(node));
}

export function rankingOf(measurement: WaveMeasurement, node: string): Ranking | undefined {
  return measurement.rankings.find((ranking) => ranking.node === node);
}

export function satisfiedOf(
  measurement: WaveMeasurement,
  survey: string,
  district: string,
): SatisfiedShare | undefined {
  return measurement.satisfied.find((each) => each.survey === survey && each.district === district);
}
