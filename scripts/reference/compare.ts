import { objectOf } from './case.js';
import { allowedFor, intervalAllowance, numeric } from './tolerance.js';
import type { Allowed, Tolerance } from './tolerance.js';

/** How two trees of numbers agree. */
export interface Comparison {
  compared: number;
  differences: string[];
  /** Keys of `expected` that the answer does not have. */
  notCompared: string[];
}

/** Walks the expected figures; each must be in the answer within the case's tolerance, or it is listed as not compared. */
export function compare(expected: unknown, answer: unknown, tolerance: Tolerance): Comparison {
  const result: Comparison = { compared: 0, differences: [], notCompared: [] };
  walk({ expected, answer, path: [] }, tolerance, result);
  return result;
}

interface Pair {
  expected: unknown;
  answer: unknown;
  path: string[];
}

function walk({ expected, answer, path }: Pair, tolerance: Tolerance, result: Comparison): void {
  if (answer === undefined) {
    if (expected !== null) result.notCompared.push(path.join('.'));
    return;
  }
  if (typeof expected !== 'object' || expected === null) {
    compareLeaf({ expected, answer, path }, allowedFor(path, tolerance, expected), result);
    return;
  }
  if (isMatrix(expected) && isSymmetric(expected)) {
    const found = typeof answer === 'object' && answer !== null && isMatrix(answer) ? answer.values : answer;
    compareMatrix({ expected: expected.values, answer: found, path }, tolerance, result);
    return;
  }
  if (isMatrix(expected) && Array.isArray(answer)) {
    walk({ expected: expected.values, answer, path }, tolerance, result);
    return;
  }
  if (Array.isArray(expected) && Array.isArray(answer) && expected.length !== answer.length)
    result.differences.push(`${path.join('.')}: got ${answer.length} entries, expected ${expected.length}`);
  for (const [key, value] of Object.entries(expected)) {
    // How far programs agree among themselves is not a figure of ours.
    if (key === 'checked_with') continue;
    const found = (answer as Record<string, unknown>)[key];
    const pair = { expected: value, answer: found, path: [...path, key] };
    if (key.startsWith('ci_') && typeof value !== 'object')
      compareLeaf(pair, intervalAllowance(objectOf(expected), path, tolerance), result);
    else if (/^ci(_|$)/.test(key) && Array.isArray(value) && Array.isArray(found))
      compareEnds(pair, expected, tolerance, result);
    else walk(pair, tolerance, result);
  }
}

function compareLeaf({ expected, answer, path }: Pair, allowed: Allowed, result: Comparison): void {
  if (answer === undefined) {
    result.notCompared.push(path.join('.'));
    return;
  }
  result.compared += 1;
  const agrees =
    typeof expected === 'number' && typeof answer === 'number'
      ? Math.abs(answer - expected) <= allowed.absolute + allowed.relative * Math.abs(expected)
      : expected === null
        ? Number.isNaN(answer)
        : expected === answer;
  if (agrees) return;
  const apart =
    typeof expected === 'number' && typeof answer === 'number' ? `, difference ${Math.abs(answer - expected)}` : '';
  result.differences.push(`${path.join('.')}: got ${shown(answer)}, expected ${shown(expected)}${apart}`);
}

function shown(value: unknown): string {
  return Number.isNaN(value) ? 'no value' : JSON.stringify(value);
}

/** Entries of a covariance may be off by twice the tolerance of a standard error, measured on the two variances; other entries as figures may. */
function compareMatrix({ expected, answer, path }: Pair, tolerance: Tolerance, result: Comparison): void {
  const values = expected as number[][];
  const relative = 2 * numeric(tolerance, 'se_rel');
  values.forEach((row, j) =>
    row.forEach((value, k) => {
      const scale = Math.sqrt(Math.abs((values[j]?.[j] ?? 0) * (values[k]?.[k] ?? 0)));
      const found = (answer as number[][])[j]?.[k];
      const place = [...path, String(j), String(k)];
      const allowed =
        'se_rel' in tolerance ? { relative: 0, absolute: relative * scale } : allowedFor(place, tolerance);
      compareLeaf({ expected: value, answer: found, path: place }, allowed, result);
    }),
  );
}

/** The two ends of an interval given as a list. */
function compareEnds({ expected, answer, path }: Pair, figure: object, tolerance: Tolerance, result: Comparison): void {
  const [low, high] = expected as unknown[];
  const whole = { est: objectOf(figure)['estimate'], ...figure, ci_low: low, ci_high: high };
  const allowed = intervalAllowance(whole, path, tolerance);
  [low, high].forEach((end, at) => {
    compareLeaf({ expected: end, answer: (answer as unknown[])[at], path: [...path, String(at)] }, allowed, result);
  });
}

interface Matrix {
  rows: unknown[];
  cols: unknown[];
  values: number[][];
}

function isMatrix(value: object): value is Matrix {
  return 'rows' in value && 'cols' in value && 'values' in value;
}

/** Whether a matrix may be one of covariances: the same labels both ways and the same figure on either side of the diagonal. */
function isSymmetric({ rows, cols, values }: Matrix): boolean {
  return rows.join() === cols.join() && values.every((row, j) => row.every((value, k) => value === values[k]?.[j]));
}
