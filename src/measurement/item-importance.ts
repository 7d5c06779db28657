import { importancePerformance, performanceOf } from '../statistics/models/importance-performance.js';
import { covarianceOf } from '../statistics/models/item-covariance.js';
import { momentsOf } from '../statistics/models/moments-pass.js';
import { smallestEigenvalue } from '../statistics/models/pls-reliability.js';
import { relativeImportance } from '../statistics/models/relative-importance.js';
import type { Frame, SurveyBlock } from './frame.js';

/** An item on the map of importance and performance. */
export interface ItemImportance {
  id: string;
  /** Johnson's relative weight as a share of R2, 0-1. */
  importance: number;
  /** 0-100, over all districts. */
  performance: number;
  highImportance: boolean;
  highPerformance: boolean;
}

/** What drives overall satisfaction in a survey, or why that cannot be told. */
export type ImportanceMap =
  | { status: 'refused'; reason: 'tooFew' | 'noVariance' | 'contradictory'; n: number }
  | {
      status: 'estimated';
      n: number;
      r2: number;
      meanImportance: number;
      meanPerformance: number;
      items: ItemImportance[];
    };

/** Service users that the map needs, and more than so many for every item. */
const LEAST = { all: 200, perItem: 10 };
const NO_EIGENVALUE = 1e-6;

/**
 * Importance of the index items for overall satisfaction (Johnson's relative weights from weighted pairwise correlations) beside their
 * performance (mean on 0-100), over the service users of all districts. The lines of the quadrants are the plain means.
 * Source: Johnson (2000); Martilla and James (1977).
 *
 * @param final final weights by row of the block
 * @returns shares of R2 that sum to 1; refused below 200 users or 10 an item, or where answers do not vary or contradict each other
 * @example two items that do not correlate, with correlations 0.6 and 0.3 to satisfaction: importance 0.8 and 0.2
 */
export function itemImportance({ columns }: Frame, block: SurveyBlock, final: Float64Array): ImportanceMap {
  const service = columns.service.subarray(block.from, block.to);
  const weight = final.map((each, row) => ((service[row] as number) >= 0 ? each : 0));
  const values = [block.satisfaction, ...block.items.map((item) => item.values)];
  const n = block.satisfaction.filter((each, row) => !Number.isNaN(each) && (service[row] as number) >= 0).length;
  if (n < Math.max(LEAST.all, LEAST.perItem * block.items.length)) return { status: 'refused', reason: 'tooFew', n };
  const { mean, correlation } = covarianceOf(momentsOf(values, { weight, rows: 'available' }), { missing: 'pairwise' });
  const varies = values.every((_, item) => correlation[item * values.length + item] === 1);
  if (!varies || !correlation.every(Number.isFinite)) return { status: 'refused', reason: 'noVariance', n };
  if (smallestEigenvalue(correlation) < NO_EIGENVALUE) return { status: 'refused', reason: 'contradictory', n };
  const johnson = relativeImportance(correlation).map((each) => each.johnson);
  const r2 = johnson.reduce((sum, each) => sum + each, 0);
  const importance = johnson.map((each) => each / r2);
  const performance = block.items.map((_, item) => performanceOf(mean[item + 1] as number, block));
  const { quadrants, ...lines } = importancePerformance(importance, performance);
  const items = block.items.map(({ id }, item) => ({
    id,
    importance: importance[item] as number,
    performance: performance[item] as number,
    ...(quadrants[item] as (typeof quadrants)[number]),
  }));
  return { status: 'estimated', n, r2, ...lines, items };
}
