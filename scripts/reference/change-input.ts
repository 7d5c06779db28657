import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import type { Level } from '../../src/statistics/estimation/change-between.js';
import type { Design } from '../../src/statistics/design/design.js';
import { domainMeans, sumByDomain } from '../../src/statistics/estimation/domain-means.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { RakingMargin } from '../../src/statistics/weighting/rake.js';
import { linearisedTotals, sampleOf } from '../../src/statistics/design/sample.js';
import type { Domains, Sample } from '../../src/statistics/design/sample.js';
import { codesOf, numberColumn, objectOf, textColumn } from './case.js';
import type { Case, Table } from './case.js';
import { columnName, designOfCase } from './survey-design.js';

/** One wave of a case: its rows in the design of all rows, with their weights, and the variable. */
export interface WaveRows {
  sample: Sample;
  values: Float64Array;
  table: Table;
}

/** Two waves that stand in one design. */
export interface TwoWaves {
  design: Design;
  waves: readonly [WaveRows, WaveRows];
}

/** Reads the two waves: one variable of each on the same rows, or rows of two waves stacked. A sentence where that cannot be. */
export function twoWaves(given: Case, table: Table): TwoWaves | string {
  const { input } = given;
  const design = designOfCase(given, table);
  if (input['wave_1'] !== undefined && input['wave_2'] !== undefined) return panel(given, table, design);
  const labels = textColumn(table, columnName(input['wave']));
  const names = [...new Set(labels)].toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  const [first, second] = names;
  if (first === undefined || second === undefined || names.length > 2) return 'the wave column does not have two waves';
  const rowsOf = (wave: string, at: number): WaveRows => {
    const own = labels.map((label) => label === wave);
    const part = Object.fromEntries(
      Object.entries(table).map(([name, texts]) => [name, texts.filter((_, row) => own[row])]),
    );
    const psu = design.psu.filter((_, row) => own[row]);
    const values = numberColumn(part, columnName(input['y']));
    return { sample: weighted(given, part, { ...design, psu }, [wave, `wave_${at + 1}`]), values, table: part };
  };
  return { design, waves: [rowsOf(first, 0), rowsOf(second, 1)] };
}

/** Both variables on the same rows; a row without one of them has neither. */
function panel(given: Case, table: Table, design: Design): TwoWaves {
  const [first, second] = ['wave_1', 'wave_2'].map((wave) => numberColumn(table, columnName(given.input[wave]))) as [
    Float64Array,
    Float64Array,
  ];
  const sample = weighted(given, table, design, []);
  const both = (own: Float64Array, other: Float64Array): WaveRows => ({
    sample,
    values: own.map((each, row) => (Number.isNaN(other[row]) ? Number.NaN : each)),
    table,
  });
  return { design, waves: [both(first, second), both(second, first)] };
}

/** A wave's rows with the weights of the file, raked to the margins of the case where it has any: its own, or those of every wave. */
function weighted(given: Case, table: Table, design: Design, names: readonly string[]): Sample {
  const start = numberColumn(table, columnName(given.input['weight']));
  const stated = objectOf(objectOf(given.options)['margins'] ?? given.input['margins']);
  const own = names.find((name) => name in stated && !(name in table));
  const margins = Object.entries(own === undefined ? stated : objectOf(stated[own]));
  if (margins.length === 0) return sampleOf(design, start);
  const { weights, cells } = rake(
    start,
    margins.map(([name, totals]) => marginOf(table, name, totals)),
  );
  return sampleOf(design, weights, calibrationOf(cells, start));
}

/** Totals by level: an object, or a list for levels 1, 2, ... */
function marginOf(table: Table, name: string, totals: unknown): RakingMargin {
  const byLevel = Array.isArray(totals)
    ? totals.map((total, at): [string, unknown] => [String(at + 1), total])
    : Object.entries(objectOf(totals));
  const { codes, labels } = codesOf(
    textColumn(table, name),
    byLevel.map(([level]) => level),
  );
  return { name, labels, codes, targets: Float64Array.from(byLevel, ([, total]) => Number(total)) };
}

/** Means, or totals, of the domains of a wave; the last one pools all. */
export function levelOf({ sample, values }: WaveRows, domains: Domains, statistic: 'mean' | 'total'): Level {
  if (statistic === 'mean') {
    const { mean, totals } = domainMeans(sample, values, domains);
    return { estimate: mean, totals };
  }
  const k = domains.count + 1;
  const line = { slope: new Float64Array(k).fill(1), intercept: new Float64Array(k) };
  const { totals } = linearisedTotals(sample, values, domains, line);
  return { estimate: sumByDomain(sample.weight, values, domains).sumOfValues, totals };
}
