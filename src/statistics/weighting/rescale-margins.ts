import type { RakingMargin } from './rake.js';

export interface RescaledMargins {
  margins: RakingMargin[];
  /** Factor each margin's targets were multiplied with, by margin; 1 = left as it was. */
  factors: number[];
}

/**
 * Brings margins whose totals disagree to one total, and says by how much each was changed: a choice to be shown, never to be made in silence.
 * Source: R survey `rake` ends where the last margin's total is taken for all.
 *
 * @param margins targets of 0 or more, not all 0
 * @param total of all margins; that of the last one where left out
 * @returns margins with one total, and the factors
 * @throws where a margin has no targets above 0, or the total is not above 0
 * @example targets [55, 55] and [40, 60]: [50, 50] and [40, 60], factors 0.9091 and 1
 */
export function rescaleMargins(
  margins: readonly RakingMargin[],
  total = sum(margins.at(-1)?.targets ?? new Float64Array()),
): RescaledMargins {
  if (!(total > 0) || margins.some(({ targets }) => !(sum(targets) > 0))) {
    throw new Error('rescaleMargins requires margins with totals above 0');
  }
  const factors = margins.map(({ targets }) => total / sum(targets));
  return {
    margins: margins.map((margin, at) => ({
      ...margin,
      targets: margin.targets.map((target) => target * (factors[at] as number)),
    })),
    factors,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
