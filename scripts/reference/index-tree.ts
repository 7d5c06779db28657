import { calibrationOf } from '../../src/statistics/calibration.js';
import { designOf } from '../../src/statistics/design.js';
import type { Design } from '../../src/statistics/design.js';
import { rake } from '../../src/statistics/rake.js';
import type { RakingMargin } from '../../src/statistics/rake.js';
import { sampleOf } from '../../src/statistics/sample.js';
import type { Domains, Sample } from '../../src/statistics/sample.js';
import type { NodeEstimates, TreeBranch } from '../../src/statistics/score-tree.js';
import { intervalFactor } from '../../src/statistics/student-t.js';
import { codesOf, numberColumn, objectOf, textColumn } from './case.js';
import type { Table } from './case.js';

/** A survey of districts with an index tree, as `input` describes it. */
export interface IndexInput {
  weight: string;
  /** Columns whose crossing is the stratum. */
  strata: string[];
  psu: string;
  items: string[];
  scale: [number, number];
  sectorOfItem: string[];
  itemWeights: number[];
  sectors: string[];
  sectorWeights: number[];
  /** Population totals of levels 1, 2, ... by column. */
  margins: Record<string, number[]>;
}

export function indexInput(input: Record<string, unknown>): IndexInput {
  return {
    weight: String(input['base_weight']),
    strata: String(input['strata']).split(' x '),
    psu: String(input['psu']).split(',')[0] ?? '',
    items: input['items'] as string[],
    scale: input['scale'] as [number, number],
    sectorOfItem: input['sector_of_item'] as string[],
    itemWeights: input['item_weights'] as number[],
    sectors: input['sectors'] as string[],
    sectorWeights: input['sector_weights'] as number[],
    margins: objectOf(input['margins']) as Record<string, number[]>,
  };
}

/** Rows of one wave with their weights, in a design that may hold more rows than these. */
export interface WaveSample {
  weights: Float64Array;
  sample: Sample;
  fixed: Sample;
  domains: Domains;
  districts: string[];
  table: Table;
}

/** The rows of a table for which a column has a value. */
export function rowsWhere(table: Table, column: string, value: string): Table {
  const wanted = textColumn(table, column).map((each) => each === value);
  return Object.fromEntries(
    Object.entries(table).map(([name, texts]) => [name, texts.filter((_, row) => wanted[row])]),
  );
}

/** Strata and PSUs of all rows of a table; equal labels in several waves are one PSU. */
export function designOfTable(table: Table, { strata, psu }: IndexInput): Design {
  const columns = strata.map((name) => textColumn(table, name));
  const labels = textColumn(table, psu).map((_, row) => columns.map((column) => column[row]).join('.'));
  return designOf(codesOf(labels).codes, codesOf(textColumn(table, psu)).codes);
}

/** Rakes the rows of one wave. `psu` gives their PSUs in the design. */
export function waveSample(table: Table, input: IndexInput, design: Design): WaveSample {
  const start = numberColumn(table, input.weight);
  const { weights, cells } = rake(start, marginsOf(table, input.margins));
  const [first = ''] = Object.keys(input.margins);
  const { codes, labels } = codesOf(textColumn(table, first), levelNames(input.margins[first] ?? []));
  return {
    weights,
    sample: sampleOf(design, weights, calibrationOf(cells, start)),
    fixed: sampleOf(design, weights),
    domains: { code: codes, count: labels.length },
    districts: labels,
    table,
  };
}

/** Overall index over sectors over items; ids carry a prefix so that two waves can stand in one tree. */
export function treeOf(wave: WaveSample, input: IndexInput, sample = wave.sample, prefix = ''): TreeBranch {
  const [min, max] = input.scale;
  const total = sum(input.sectorWeights);
  return {
    id: `${prefix}overall`,
    weight: 1,
    children: input.sectors.map((sector, at) => {
      const own = [...input.items.keys()].filter((item) => input.sectorOfItem[item] === sector);
      const whole = sum(own.map((item) => input.itemWeights[item] as number));
      return {
        id: `${prefix}${sector}`,
        weight: (input.sectorWeights[at] as number) / total,
        children: own.map((item) => ({
          id: `${prefix}${input.items[item]}`,
          weight: (input.itemWeights[item] as number) / whole,
          sample,
          domains: wave.domains,
          values: numberColumn(wave.table, input.items[item] as string),
          min,
          max,
        })),
      };
    }),
  };
}

/** Domains by name; 'all' is the pooled one, the last column. */
export function domainNames({ districts }: WaveSample): [string, number][] {
  return [['all', districts.length], ...districts.map((district, d): [string, number] => [`d${district}`, d])];
}

export interface IndexFigure {
  est: number;
  se: number;
  ci_low: number;
  ci_high: number;
}

/** A node's score in one domain, with its t interval. */
export function figure(node: NodeEstimates, d: number, df: number): IndexFigure {
  const est = node.score[d] as number;
  const se = Math.sqrt(node.covariance[d * node.k + d] as number);
  const half = intervalFactor(0.95, df) * se;
  return { est, se, ci_low: est - half, ci_high: est + half };
}

function marginsOf(table: Table, margins: Record<string, number[]>): RakingMargin[] {
  return Object.entries(margins).map(([name, totals]) => {
    const { codes, labels } = codesOf(textColumn(table, name), levelNames(totals));
    return { name, labels, codes, targets: Float64Array.from(totals) };
  });
}

function levelNames(totals: number[]): string[] {
  return totals.map((_, at) => String(at + 1));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
