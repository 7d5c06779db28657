import type { Auxiliary } from '../../src/statistics/weighting/auxiliaries.js';
import { calibrate } from '../../src/statistics/weighting/calibrate.js';
import type { CalibrationLimits } from '../../src/statistics/weighting/calibrate.js';
import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import type { Calibration } from '../../src/statistics/weighting/calibration.js';
import type { Distance } from '../../src/statistics/weighting/calibration-distance.js';
import type { Design } from '../../src/statistics/design/design.js';
import { crossedMargin, postStratify } from '../../src/statistics/weighting/post-stratify.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { codesOf, objectOf, textColumn } from './case.js';
import type { Case, Table } from './case.js';
import { modelMatrix } from './model-matrix.js';

/** Weights with what is needed to make errors with them, or to make them again from other start weights. */
export interface Weighting {
  start: Float64Array;
  weights: Float64Array;
  calibration?: Calibration;
  margins: RakingMargin[];
  again: (start: Float64Array) => Float64Array;
}

/** What the parts of a weighting case are answered from. */
export interface Setup {
  given: Case;
  table: Table;
  design: Design;
  start: Float64Array;
  /** Weights the figures of the present part are made with. */
  weighting: Weighting;
}

/** The margins of a case with the levels it lists. A row whose value is missing, or not among them, has code -1. */
export function marginsOf(table: Table, margins: Record<string, unknown>): RakingMargin[] {
  return Object.entries(margins).map(([name, totals]) => {
    const targets = objectOf(totals);
    const { codes, labels } = codesOf(textColumn(table, name), Object.keys(targets));
    return { name, labels, codes, targets: Float64Array.from(labels, (label) => Number(targets[label])) };
  });
}

/** Weights as they are given. */
export function unweighted(start: Float64Array): Weighting {
  return { start, weights: start, margins: [], again: (weights) => weights };
}

/** Weights raked to margins. */
export function raked(start: Float64Array, margins: RakingMargin[]): Weighting {
  const { weights, cells } = rake(start, margins);
  const again = (replicate: Float64Array): Float64Array => rake(replicate, margins).weights;
  return { start, weights, margins, calibration: calibrationOf(cells, start), again };
}

/** Weights post-stratified to the cells of a case: one level of each variable with its number of units, called Freq or another name. */
export function postStratified(table: Table, start: Float64Array, listed: unknown[]): Weighting {
  const cells = listed.map(objectOf);
  const columns = Object.keys(cells[0] ?? {});
  const variables = columns.filter((name) => name in table);
  const count = columns.find((name) => !(name in table)) ?? 'Freq';
  const margin = crossedMargin(
    variables.map((name) => ({ name, ...codesOf(textColumn(table, name)) })),
    cells.map((cell) => ({ levels: variables.map((name) => String(cell[name])), total: Number(cell[count]) })),
  );
  const { weights, cells: sampled } = postStratify(start, margin);
  const again = (replicate: Float64Array): Float64Array => postStratify(replicate, margin).weights;
  return { start, weights, margins: [margin], calibration: calibrationOf(sampled, start), again };
}

/** Weights calibrated to auxiliaries. */
export function calibrated(
  start: Float64Array,
  auxiliaries: Auxiliary[],
  distance: Distance,
  limits: CalibrationLimits,
): Weighting {
  const { weights, calibration } = calibrate(start, auxiliaries, distance, limits);
  const again = (replicate: Float64Array): Float64Array => calibrate(replicate, auxiliaries, distance, limits).weights;
  return { start, weights, margins: [], calibration, again };
}

/** The auxiliaries of a case's formula, with totals in the order of the model matrix or by name. A text says what is not understood. */
export function auxiliariesOf(given: Case, table: Table): Auxiliary[] | string {
  const options = objectOf(given.options);
  const columns = modelMatrix(String(options['formula']), table);
  if (typeof columns === 'string') return columns;
  const stated = options['totals'] ?? options['population'] ?? given.expected['totals'] ?? given.expected['population'];
  if (Array.isArray(stated) && stated.length === columns.length) {
    return columns.map((column, at) => ({ ...column, total: Number(stated[at]) }));
  }
  const named = objectOf(stated);
  const missing = columns.find(({ name }) => !(name in named));
  if (missing) return `there is no population total of ${missing.name}`;
  return columns.map((column) => ({ ...column, total: Number(named[column.name]) }));
}
