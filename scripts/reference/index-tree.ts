import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import { designOf } from '../../src/statistics/design/design.js';
import type { Design } from '../../src/statistics/design/design.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import type { Domains, Sample } from '../../src/statistics/design/sample.js';
import type { NodeEstimates, TreeBranch } from '../../src/statistics/estimation/score-tree.js';
import { intervalFactor } from '../../src/statistics/numbers/student-t.js';
import { codesOf, numberColumn, textColumn } from './case.js';
import type { Table } from './case.js';
import { answersTo, marginOf } from './index-input.js';
import type { IndexInput } from './index-input.js';

/** Rows of one wave with their weights, in a design that may hold more rows than these. */
export interface WaveSample {
  weights: Float64Array;
  sample: Sample;
  fixed: Sample;
  domains: Domains;
  districts: string[];
  table: Table;
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
  const margins = Object.entries(input.margins).map(([name, totals]) => marginOf(table, name, totals));
  const { weights, cells } = rake(start, margins);
  const { codes, labels } = codesOf(textColumn(table, input.district));
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
          values: answersTo(wave.table, input, input.items[item] as string),
          min,
          max,
        })),
      };
    }),
  };
}

/** Domains by name; 'all' is the pooled one, the last column. */
export function domainNames({ districts }: WaveSample, { prefix }: IndexInput): [string, number][] {
  return [['all', districts.length], ...districts.map((label, d): [string, number] => [`${prefix}${label}`, d])];
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

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
