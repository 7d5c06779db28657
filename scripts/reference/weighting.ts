import { calibrationOf } from '../../src/statistics/calibration.js';
import { degreesOfFreedom } from '../../src/statistics/design.js';
import type { Design } from '../../src/statistics/design.js';
import { kish } from '../../src/statistics/kish.js';
import { rake } from '../../src/statistics/rake.js';
import type { RakingMargin } from '../../src/statistics/rake.js';
import { sampleOf } from '../../src/statistics/sample.js';
import type { Sample } from '../../src/statistics/sample.js';
import { codesOf, numberColumn, objectOf, readTable, textColumn } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { figuresBy } from './domains.js';
import { columnName, designOfCase, domainFigures, everybody, totalFigures } from './survey-design.js';

/** Raking to margins, or post-stratification to cells: weights, their effect, and estimates made with them. */
export function answerWeighting(given: Case): Answer | string {
  const options = objectOf(given.options);
  if (!options['margins'] && !options['cells']) return 'weighting other than to margins or cells is not covered yet';
  const table = readTable(given);
  const margins = options['margins'] ? marginsOf(table, objectOf(options['margins'])) : [cellsMargin(table, options)];
  const start = numberColumn(table, columnName(given.input['weight']));
  const { weights, cells } = rake(start, margins);
  const design = designOfCase(given, table);
  const calibrated = sampleOf(design, weights, calibrationOf(cells, start));
  const effect = kish(weights);
  const { n, sum, sumOfSquares, effectiveN, deff } = effect;
  const named: Record<string, Sample> = {
    base_design: sampleOf(design, start),
    raked_design_textbook_se: calibrated,
    weights_treated_as_fixed: sampleOf(design, weights),
  };
  return {
    weights: Array.from(weights),
    kish: { n, sum_w: sum, sum_w2: sumOfSquares, n_eff: effectiveN, deff_kish: deff },
    ...('mean' in given.expected ? block(given.expected, calibrated, table, design) : {}),
    ...Object.fromEntries(
      Object.entries(named)
        .filter(([key]) => key in given.expected)
        .map(([key, sample]) => [key, block(objectOf(given.expected[key]), sample, table, design)]),
    ),
  };
}

/** Means, totals and domain means of the first mean's variable, as one block of a case asks for them. */
function block(asked: Record<string, unknown>, sample: Sample, table: Table, design: Design): Answer {
  const means = Object.keys(objectOf(asked['mean']));
  const totals = Object.keys(objectOf(asked['total']));
  const all = everybody(sample.weight.length);
  return {
    degf: degreesOfFreedom(design),
    mean: Object.fromEntries(means.map((name) => [name, domainFigures(sample, numberColumn(table, name), all)[0]])),
    total: Object.fromEntries(totals.map((name) => [name, totalFigures(sample, numberColumn(table, name), all)[0]])),
    by: figuresBy(sample, numberColumn(table, means[0] ?? ''), table, asked['by']),
  };
}

function marginsOf(table: Table, margins: Record<string, unknown>): RakingMargin[] {
  return Object.entries(margins).map(([name, totals]) => {
    const { codes, labels } = codesOf(textColumn(table, name), Object.keys(objectOf(totals)));
    return { name, labels, codes, targets: Float64Array.from(labels, (label) => Number(objectOf(totals)[label])) };
  });
}

/** Crossed cells with their population numbers as one margin. */
function cellsMargin(table: Table, options: Record<string, unknown>): RakingMargin {
  const cells = (options['cells'] as unknown[]).map(objectOf);
  const columns = Object.keys(cells[0] ?? {}).filter((key) => key !== 'Freq');
  const texts = columns.map((column) => textColumn(table, column));
  const labels = cells.map((cell) => columns.map((column) => String(cell[column])).join(' x '));
  const rows = (texts[0] ?? []).map((_, row) => texts.map((each) => each[row]).join(' x '));
  const targets = Float64Array.from(cells, (cell) => Number(cell['Freq']));
  return { name: columns.join(' x '), labels, codes: codesOf(rows, labels).codes, targets };
}
