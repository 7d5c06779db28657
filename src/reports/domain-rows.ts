import type { Frame, SurveyBlock } from '../measurement/frame.js';
import type { WaveMeasurement } from '../measurement/wave-measurement.js';
import { childrenOf, nodeOf } from './tree.js';

/** Rows of one survey's service users in a service district, or in all of them. */
export interface DomainRows {
  block: SurveyBlock;
  rows: number[];
}

export function domainRows(frame: Frame, survey: string, district: string): DomainRows | undefined {
  const block = frame.surveys.find((each) => each.survey === survey);
  if (!block) return undefined;
  const { user, service } = frame.columns;
  const code = frame.districts.indexOf(district);
  const rows: number[] = [];
  for (let row = block.from; row < block.to; row += 1) {
    const own = service[row] as number;
    if (user[row] === 1 && (district === 'all' ? own >= 0 : own === code)) rows.push(row);
  }
  return { block, rows };
}

/** Item ids of a survey that enter a node. */
export function itemsUnder(measurement: WaveMeasurement, id: string, survey: string): string[] {
  const node = nodeOf(measurement, id);
  if (!node) return [];
  if (node.kind === 'item') return node.survey === survey ? [node.name] : [];
  return childrenOf(measurement, id).flatMap((child) => itemsUnder(measurement, child.id, survey));
}

/** Whether a row has a valid answer to one of the items. */
export function hasValid({ items, from }: SurveyBlock, ids: readonly string[], row: number): boolean {
  return items.some(({ id, values }) => ids.includes(id) && !Number.isNaN(values[row - from]));
}

/** Sum of weights and weighted sum over the rows with a valid value. */
export function weightedSums(
  { block, rows }: DomainRows,
  values: Float64Array,
  weights: Float64Array,
): { n: number; weight: number; product: number } {
  const sums = { n: 0, weight: 0, product: 0 };
  for (const row of rows) {
    const value = values[row - block.from] as number;
    if (Number.isNaN(value)) continue;
    const weight = weights[row] as number;
    sums.n += 1;
    sums.weight += weight;
    sums.product += weight * value;
  }
  return sums;
}
