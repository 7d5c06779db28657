import type { Fault } from '../definition/types.js';
import { calibrationOf } from '../statistics/weighting/calibration.js';
import type { Calibration } from '../statistics/weighting/calibration.js';
import type { Design } from '../statistics/design/design.js';
import { kish } from '../statistics/weighting/kish.js';
import { rake } from '../statistics/weighting/rake.js';
import { sampleOf } from '../statistics/design/sample.js';
import type { Sample } from '../statistics/design/sample.js';
import { marginVariables, type Margin, type MarginVariable } from '../waves/method.js';
import type { Wave } from '../waves/wave.js';
import type { Frame, SurveyBlock } from './frame.js';
import { levelsOf, rakingMargins, sumByLevel } from './margin-levels.js';
import type { VariableLevels } from './margin-levels.js';
import type { MarginCell, Mark, SurveyWeighting, WeightColumns } from './wave-measurement.js';

/** A frame with its weights: the report of each survey, and the sample that its estimates are made from. */
export interface WeightedFrame {
  columns: WeightColumns;
  surveys: SurveyWeighting[];
  /** By survey; a survey that could not be weighted has weights 0. */
  samples: Sample[];
}

/**
 * Weights the frame, survey by survey: everybody screened for a survey, users or not, is raked to the margins of the wave's method,
 * from start weight = base weight / allocation. Margins with an empty cell, or missing for a district, leave the survey not
 * estimable with the fault stated; nothing is renormalised.
 *
 * @param design PSUs and strata of the whole frame
 * @returns weight columns of the frame's rows
 * @example without margins the final weight is the start weight, marked `notRaked`
 */
export function weightFrame(frame: Frame, wave: Wave, design: Design): WeightedFrame {
  const { baseWeight, allocation } = frame.columns;
  const start = baseWeight.map((weight, row) => weight / (allocation[row] as number));
  const columns = { start, rakingFactor: new Float64Array(frame.rows), final: new Float64Array(frame.rows) };
  const weighted = frame.surveys.map((block) => weightSurvey(frame, block, wave, columns));
  const samples = frame.surveys.map((block, at) => {
    const rows = { ...design, psu: design.psu.subarray(block.from, block.to) };
    return sampleOf(rows, columns.final.subarray(block.from, block.to), weighted[at]?.calibration);
  });
  return { columns, surveys: weighted.map(({ report }) => report), samples };
}

interface WeightedSurvey {
  report: SurveyWeighting;
  calibration?: Calibration;
}

function weightSurvey(frame: Frame, block: SurveyBlock, wave: Wave, columns: WeightColumns): WeightedSurvey {
  const start = columns.start.subarray(block.from, block.to);
  const final = columns.final.subarray(block.from, block.to);
  const factor = columns.rakingFactor.subarray(block.from, block.to);
  const { margins } = wave.method;
  if (margins.length === 0 || wave.population !== 'residents') {
    final.set(start);
    factor.fill(1);
    return { report: { ...reportOf(frame, block, final), status: 'weighted', marks: ['notRaked'] } };
  }
  const levels = variablesOf(margins).map((variable) => levelsOf(variable, margins, frame, block));
  const faults = levels.flatMap((each) => ('faults' in each ? each.faults : emptyCells(each, block.survey)));
  if (start.length === 0) {
    const none = { code: 'weighting.noInterviews', path: block.survey, params: {} };
    return { report: { ...reportOf(frame, block, final), faults: [none] } };
  }
  if (faults.length > 0) return { report: { ...reportOf(frame, block, final), faults } };
  const variables = levels.filter((each) => 'codes' in each);
  const targets = rakingMargins(start, variables);
  const raked = rake(start, targets);
  final.set(raked.weights);
  factor.set(raked.weights.map((weight, row) => weight / (start[row] as number)));
  const cells = variables.flatMap((each, at) => cellsOf(each, targets[at]?.targets, start, raked.weights));
  const marks = [...marksOf(margins), ...(raked.converged ? [] : ['notConverged' as const])];
  const { rounds, gap } = raked;
  return {
    report: { ...reportOf(frame, block, final), status: 'weighted', marks, rounds, gap, cells },
    calibration: calibrationOf(raked.cells, start),
  };
}

function variablesOf(margins: readonly Margin[]): MarginVariable[] {
  return marginVariables.filter((variable) => margins.some((margin) => margin.variable === variable));
}

function emptyCells({ variable, levels, codes }: VariableLevels, survey: string): Fault[] {
  const rows = sumByLevel(new Float64Array(codes.length).fill(1), codes, levels.length);
  return levels
    .filter(({ persons }, at) => persons > 0 && rows[at] === 0)
    .map(({ district, category }) => ({
      code: 'weighting.emptyCell',
      path: survey,
      params: { variable, district, category },
    }));
}

function reportOf(frame: Frame, block: SurveyBlock, final: Float64Array): SurveyWeighting {
  const { deff, effectiveN } = kish(final);
  const positive = final.filter((weight) => weight > 0);
  const smallest = positive.reduce((least, weight) => Math.min(least, weight), positive[0] ?? 0);
  const largest = positive.reduce((most, weight) => Math.max(most, weight), 0);
  return {
    survey: block.survey,
    status: 'notEstimable',
    faults: [],
    marks: [],
    n: block.to - block.from,
    users: frame.columns.user.subarray(block.from, block.to).reduce((sum, user) => sum + user, 0),
    rounds: 0,
    gap: 0,
    deff,
    effectiveN,
    weightRatio: smallest > 0 ? largest / smallest : 1,
    smallest,
    largest,
    cells: [],
  };
}

/** What every margin cell asked for and got; an unknown category only where somebody is in it. */
function cellsOf(
  { variable, levels, codes }: VariableLevels,
  targets: Float64Array | undefined,
  start: Float64Array,
  final: Float64Array,
): MarginCell[] {
  const n = sumByLevel(new Float64Array(codes.length).fill(1), codes, levels.length);
  const before = sumByLevel(start, codes, levels.length);
  const after = sumByLevel(final, codes, levels.length);
  return levels.flatMap(({ district, category, margin }, at) => {
    const { source, asOf, fallback, approximate } = margin;
    const cell = { variable, district, category, source, asOf, fallback, approximate };
    const sums = {
      target: targets?.[at] as number,
      n: n[at] as number,
      start: before[at] as number,
      final: after[at] as number,
    };
    return category === 'unknown' && sums.n === 0 ? [] : [{ ...cell, ...sums }];
  });
}

function marksOf(margins: readonly Margin[]): Mark[] {
  return [
    ...(margins.some(({ fallback }) => fallback) ? ['fallbackMargin' as const] : []),
    ...(margins.some(({ approximate }) => approximate) ? ['approximateMargin' as const] : []),
  ];
}
