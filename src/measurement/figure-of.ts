import type { Fault } from '../definition/types.js';
import { intervalFactor } from '../statistics/numbers/student-t.js';
import type { Figure, Interval, Mark, Status } from './wave-measurement.js';

/** What a figure is judged by. */
export interface Evidence {
  /** Node or survey, for the reasons. */
  path: string;
  /** NaN = none. */
  estimate: number;
  variance: number;
  n: number;
  effectiveN: number;
  psus: number;
  strata: number;
  marks: readonly Mark[];
}

/** What holds for all figures of a wave. */
export interface Ground {
  df: number;
  confidence: number;
  floors: { ranked: number; shown: number };
  lonelyStrata: boolean;
}

const FEW = 8;

/**
 * A figure with its interval, its marks, and its standing by the floors: fewer than `floors.ranked` respondents or no error: not
 * ranked; effective number below `floors.shown`, or nobody answered: not shown, and then without its number.
 *
 * @param evidence estimate and variance in the unit of the figure; an estimate of NaN = nobody answered
 * @param ground floors, confidence and degrees of freedom of the wave
 * @returns t interval with the degrees of freedom of the design; estimate and error are absent rather than NaN
 * @example n 99 with a floor of 100: status notRanked, reason figure.belowRankedFloor
 */
export function figureOf(evidence: Evidence, ground: Ground): Figure {
  const { estimate, n, effectiveN, psus } = evidence;
  const error = intervalOf(evidence, ground);
  const reasons = reasonsOf(evidence, ground, error !== undefined);
  const status = statusOf(reasons);
  const figure = { status, n, effectiveN, psus, df: ground.df, reasons, marks: marksOf(evidence, ground) };
  if (status === 'notShown') return figure;
  return error ? { ...figure, estimate, error } : { ...figure, estimate };
}

const hiding = new Set([
  'figure.noAnswers',
  'figure.notWeighted',
  'figure.missingPart',
  'figure.belowShownFloor',
  'figure.emptyMode',
  'figure.modeNotShown',
]);

/** The worst that the reasons allow. */
function statusOf(reasons: readonly Fault[]): Status {
  if (reasons.some(({ code }) => hiding.has(code))) return 'notShown';
  return reasons.length > 0 ? 'notRanked' : 'ranked';
}

/**
 * Adds reasons to a figure; one that is no longer shown loses its number. They say better why than that nobody answered.
 *
 * @param added the worst of them decides the status
 * @returns the figure itself where nothing is added
 * @example a ranked figure with the reason figure.partNotRanked added: status notRanked, the estimate stays
 */
export function withReasons(figure: Figure, added: readonly Fault[]): Figure {
  if (added.length === 0) return figure;
  const reasons = [...figure.reasons.filter(({ code }) => code !== 'figure.noAnswers'), ...added];
  const { estimate, error, ...rest } = { ...figure, reasons, status: statusOf(reasons) };
  if (rest.status === 'notShown' || estimate === undefined) return rest;
  return error ? { ...rest, estimate, error } : { ...rest, estimate };
}

function reasonsOf(evidence: Evidence, { floors }: Ground, hasError: boolean): Fault[] {
  const { path, n, effectiveN } = evidence;
  const reason = (code: string, params: Fault['params'] = {}): Fault => ({ code, path, params });
  if (Number.isNaN(evidence.estimate)) return [reason('figure.noAnswers')];
  return [
    ...(effectiveN < floors.shown ? [reason('figure.belowShownFloor', { effectiveN, floor: floors.shown })] : []),
    ...(n < floors.ranked ? [reason('figure.belowRankedFloor', { n, floor: floors.ranked })] : []),
    ...(hasError ? [] : [reason('figure.noError')]),
  ];
}

/** Nothing where members lie in fewer than two PSUs: the formula would say 0. */
function intervalOf({ estimate, variance, psus }: Evidence, { df, confidence }: Ground): Interval | undefined {
  if (Number.isNaN(estimate) || psus < 2 || df < 1) return undefined;
  const se = Math.sqrt(Math.max(0, variance));
  const half = intervalFactor(confidence, df) * se;
  return { se, low: estimate - half, high: estimate + half };
}

function marksOf({ psus, strata, marks }: Evidence, { lonelyStrata }: Ground): Mark[] {
  return [
    ...marks,
    ...(psus < 2 ? ['singlePsu' as const] : []),
    ...(psus >= 2 && psus - strata < FEW ? ['fewDegreesOfFreedom' as const] : []),
    ...(lonelyStrata ? ['lonelyPsu' as const] : []),
  ];
}
