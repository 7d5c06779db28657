import type { Mode } from '../definition/types.js';
import type { Method } from '../waves/method.js';
import type { Frame, SurveyBlock } from './frame.js';
import type { TreeNode } from './wave-measurement.js';

/** Shares of the modes, in the order of the frame; they sum to 1, or are 0 where nobody answered. */
export type ModeShares = number[];

/**
 * With what share each mode enters the score of a node: weighted shares of the respondents (service users with a valid item) of each
 * survey, and over surveys by their share in the node.
 *
 * @param nodes the node first, then what is below it
 * @param weight final weights by row of the frame
 * @returns by district, then of all districts together
 * @example one survey, weights 3 by phone and 1 online in a district: [0.75, 0, 0.25] for phone, on site, online
 */
export function modeShares(nodes: readonly TreeNode[], frame: Frame, weight: Float64Array): ModeShares[] {
  const surveys = nodes.filter(({ kind }) => kind === 'survey').map((node) => ({ node, share: shareIn(node, nodes) }));
  const sums = surveys.map(({ node, share }) => ({ share, sum: sumsOf(frame, node.survey, weight) }));
  return Array.from({ length: frame.districts.length + 1 }, (_, d) => {
    const own = sums
      .map(({ share, sum }) => ({ share, sums: sum[d] as number[] }))
      .filter(({ sums: s }) => total(s) > 0);
    const all = own.reduce((whole, { share }) => whole + share, 0);
    return frame.modes.map((_mode, m) =>
      own.reduce((whole, { share, sums: s }) => whole + ((share / all) * (s[m] as number)) / total(s), 0),
    );
  });
}

/**
 * The mix at which modes are held: the one that the method states, else that of the wave's city.
 *
 * @param city shares of the overall index in all districts together
 * @returns shares in the order of `modes`, of sum 1
 * @example a method with modeMix { phone: 3, online: 1 }: [0.75, 0, 0.25] for phone, on site, online
 */
export function targetMix(modes: readonly Mode[], { modeMix }: Method, city: ModeShares): ModeShares {
  if (!modeMix) return city;
  const stated = modes.map((mode) => modeMix[mode] ?? 0);
  return stated.map((share) => share / total(stated));
}

/** Product of the weights from a survey up to the node. */
function shareIn(survey: TreeNode, nodes: readonly TreeNode[]): number {
  if (survey === nodes[0]) return 1;
  const parent = nodes.find(({ id }) => id === survey.parent);
  return parent ? survey.weight * shareIn(parent, nodes) : 1;
}

/** Sums of weights of respondents by district and mode, then of all districts by mode. */
function sumsOf(frame: Frame, survey: string, weight: Float64Array): number[][] {
  const block = frame.surveys.find((each) => each.survey === survey);
  const sums = Array.from({ length: frame.districts.length + 1 }, () => frame.modes.map(() => 0));
  if (!block) return sums;
  const { mode, service, user } = frame.columns;
  for (let row = block.from; row < block.to; row++) {
    const district = service[row] as number;
    if (user[row] === 0 || district < 0 || !answers(block, row)) continue;
    const m = mode[row] as number;
    for (const own of [sums[district], sums.at(-1)] as number[][])
      own[m] = (own[m] as number) + (weight[row] as number);
  }
  return sums;
}

function answers({ items, from }: SurveyBlock, row: number): boolean {
  return items.some(({ values }) => !Number.isNaN(values[row - from]));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}
