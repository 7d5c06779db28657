import { dot } from '../numbers/dot.js';
import type { DistanceFunctions, RatioBounds } from './calibration-distance.js';
import { factorPivoted, solveFactored } from '../numbers/semidefinite-solve.js';

/** Orthonormal auxiliaries with their totals, and the distance whose linear predictor is looked for. */
export interface CalibrationProblem {
  start: Float64Array;
  /** Rank x rows. */
  columns: readonly Float64Array[];
  totals: Float64Array;
  bounds: (row: number) => RatioBounds;
  functions: DistanceFunctions;
}

export interface CalibrationRoot {
  /** Linear predictor by row. */
  u: Float64Array;
  rounds: number;
  /** False where no weights within the bounds have these totals. */
  met: boolean;
}

const MOST_ROUNDS = 300;
const MOST_HALVINGS = 60;
/** Distance from the totals, relative to them, at which nothing more is gained, and the one that still counts as met. */
const EXACT = 1e-13;
const MET = 1e-10;
const DAMPING = 1e-10;

/**
 * Solves the calibration equations sum start x g(u) x column = total for u = columns x lambda by Newton steps on their convex dual, each step
 * halved until it gets nearer. Bounds that cannot be met are proven so by a direction in which even the most extreme weights fall short.
 * Source: Deville and Saerndal (1992), section 2; Boyd and Vandenberghe, Convex Optimization (2004), sections 5.8 and 9.5.
 *
 * @param problem columns orthonormal under the start weights
 * @returns the linear predictor where the totals are met, or the last one tried
 * @example one column [0.7071, 0.7071] under weights 1, 1 with total 2.8284, linear: u [1, 1]
 */
export function calibrationRoot(problem: CalibrationProblem): CalibrationRoot {
  const size = Math.hypot(...problem.totals, Math.sqrt(problem.start.reduce((sum, weight) => sum + weight, 0)));
  let at = pointAt(problem, new Float64Array(problem.totals.length));
  let rounds = 0;
  while (at.distance > EXACT * size && rounds < MOST_ROUNDS && !isUnreachable(problem, at)) {
    const next = stepFrom(problem, at, at.distance <= MET * size ? 1 : MOST_HALVINGS);
    rounds += 1;
    if (!next) break;
    at = next;
  }
  return { u: at.u, rounds, met: at.distance <= MET * size };
}

interface Point {
  lambda: Float64Array;
  u: Float64Array;
  /** Dual objective: least where the equations hold. */
  value: number;
  /** Totals of the weights less those asked for. */
  misfit: Float64Array;
  distance: number;
}

function pointAt({ start, columns, totals, bounds, functions }: CalibrationProblem, lambda: Float64Array): Point {
  const u = new Float64Array(start.length);
  for (const [a, column] of columns.entries()) {
    for (let row = 0; row < u.length; row++)
      u[row] = (u[row] as number) + (lambda[a] as number) * (column[row] as number);
  }
  let value = 0;
  const weights = new Float64Array(start.length);
  for (let row = 0; row < u.length; row++) {
    const weight = start[row] as number;
    if (weight === 0) continue;
    const limits = bounds(row);
    weights[row] = weight * functions.ratio(u[row] as number, limits);
    value += weight * functions.integral(u[row] as number, limits);
  }
  const misfit = totals.map((total, a) => dot(columns[a] as Float64Array, weights) - total);
  return { lambda, u, value: value - dot(lambda, totals), misfit, distance: Math.sqrt(dot(misfit, misfit)) };
}

/** The next point, or nothing where no step gets nearer. */
function stepFrom(problem: CalibrationProblem, from: Point, tries: number): Point | undefined {
  const k = problem.totals.length;
  const direction = solveFactored(factorPivoted(curvature(problem, from.u), k), from.misfit).map((each) => -each);
  const descent = dot(direction, from.misfit);
  let length = 1;
  for (let halving = 0; halving < tries; halving++) {
    const next = pointAt(
      problem,
      from.lambda.map((each, a) => each + length * (direction[a] as number)),
    );
    const isLower = next.value <= from.value + 1e-4 * length * descent && next.value < from.value;
    if (Number.isFinite(next.value) && (isLower || next.distance < 0.5 * from.distance)) return next;
    length /= 2;
  }
  return undefined;
}

/** Second derivatives of the dual, k x k by row, damped so that they have an inverse where the bounds cut every row. */
function curvature({ start, columns, bounds, functions }: CalibrationProblem, u: Float64Array): Float64Array {
  const k = columns.length;
  const slopes = start.map((weight, row) => weight * functions.slope(u[row] as number, bounds(row)));
  const matrix = new Float64Array(k * k);
  for (const [a, first] of columns.entries()) {
    const scaled = first.map((value, row) => value * (slopes[row] as number));
    for (let b = a; b < k; b++) {
      const entry = dot(scaled, columns[b] as Float64Array);
      matrix[a * k + b] = entry;
      matrix[b * k + a] = entry;
    }
  }
  for (let a = 0; a < k; a++) matrix[a * k + a] = (matrix[a * k + a] as number) + DAMPING;
  return matrix;
}

/** Whether, weighted with lambda, the totals ask for more than the largest weights within the bounds give. */
function isUnreachable({ start, totals, bounds }: CalibrationProblem, { lambda, u }: Point): boolean {
  const asked = dot(lambda, totals);
  let most = 0;
  let size = Math.abs(asked);
  for (let row = 0; row < u.length; row++) {
    const predictor = (start[row] as number) * (u[row] as number);
    if (predictor === 0) continue;
    const { lower, upper } = bounds(row);
    most += predictor * (predictor > 0 ? upper : lower);
    size += Math.abs(predictor);
  }
  return asked - most > 1e-9 * size;
}
