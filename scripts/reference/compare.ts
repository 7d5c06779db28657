import { objectOf } from './case.js';

/** How two trees of numbers agree. */
export interface Comparison {
  compared: number;
  differences: string[];
  /** Keys of `expected` that the answer does not have. */
  notCompared: string[];
}

type Tolerance = Record<string, unknown>;

/** How far a number may lie from the expected one. */
interface Allowed {
  relative: number;
  absolute: number;
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

/** An interval's end may be off by what the estimate may, and the error may times the factor of the interval. */
function intervalAllowance(figure: Record<string, unknown>, path: string[], tolerance: Tolerance): Allowed {
  const own = [`${path.at(-1)}_ci_abs`, 'ci_abs', 'intervals_abs'].find((name) => name in tolerance);
  if (own) return { relative: 0, absolute: numeric(tolerance, own) };
  const estimate = Number(figure['est'] ?? figure['change'] ?? Object.values(figure).find(Number.isFinite));
  const halfWidth = (Number(figure['ci_high']) - Number(figure['ci_low'])) / 2;
  const allowed = allowedFor(['est'], tolerance);
  const absolute = allowed.absolute + allowed.relative * Math.abs(estimate);
  return { relative: 0, absolute: absolute + numeric(tolerance, 'se_rel') * halfWidth };
}

const exact = new Set(['degf', 'df', 'n', 'rank', 'replicates', 'L', 'U', 'L_min', 'L_max', 'U_min', 'U_max']);
const twiceError = new Set(['deff', 'deff_with_replacement', 'correlation', 'covariance', 'covariance_between_waves']);
const errors = new Set(['se', 'se_1', 'se_2', 'total_se', 'cv', 't', 'se_if_independent']);

const statistics = new Set(['statistic', 'chisq', 'wald_F', 'F', 't', 'ndf', 'ddf']);

/** The tolerance a figure has, by what it is called. */
function allowedFor(path: string[], tolerance: Tolerance, expected?: unknown): Allowed {
  const name = path.findLast((key) => !/^\d+$/.test(key)) ?? '';
  const error = numeric(tolerance, 'se_rel');
  if (exact.has(name) && Number.isInteger(expected)) return { relative: 0, absolute: 0 };
  // Where the last round moves nothing but rounding, another order of sums may need one round more or less.
  if (/^iterations(_|$)/.test(name)) return { relative: 0, absolute: 1 };
  if ('statistic_rel' in tolerance && statistics.has(name)) {
    return { relative: numeric(tolerance, 'statistic_rel'), absolute: 0 };
  }
  const kind = ['points', 'intervals'].find((each) => path[0]?.startsWith(each) && `${each}_abs` in tolerance);
  if (kind) return { relative: 0, absolute: numeric(tolerance, `${kind}_abs`) };
  if (inInterval(path) && 'ci_abs' in tolerance) return { relative: 0, absolute: numeric(tolerance, 'ci_abs') };
  if (
    'weights_rel' in tolerance &&
    path.some((key) => /^(weights|kish|kish_deff|g|g_range|sum)$|^achieved_/.test(key))
  ) {
    return { relative: numeric(tolerance, 'weights_rel'), absolute: 0 };
  }
  if (/_rel_diff(_|$)/.test(name)) return { relative: 0, absolute: widest(tolerance).relative };
  if ('se_rel' in tolerance && (errors.has(name) || /_se(_|$)/.test(name))) return { relative: error, absolute: 1e-12 };
  if (twiceError.has(name)) return { relative: 2 * error, absolute: 1e-12 };
  const own = path.findLast((key) => `${key}_rel` in tolerance || `${key}_abs` in tolerance);
  if (own) return { relative: numeric(tolerance, `${own}_rel`), absolute: numeric(tolerance, `${own}_abs`) };
  if (/^p(_|$)/.test(name) && 'p_abs' in tolerance) return { relative: 0, absolute: numeric(tolerance, 'p_abs') };
  const ofModel = pathModelTolerance(path);
  if (ofModel in tolerance) return { relative: 0, absolute: numeric(tolerance, ofModel) };
  const absolute = numeric(
    tolerance,
    'estimate_abs',
    numeric(tolerance, 'abs', numeric(tolerance, 'critical_value_abs')),
  );
  const relative = numeric(tolerance, 'estimate_rel', numeric(tolerance, 'rel'));
  return relative === 0 && absolute === 0 ? widest(tolerance) : { relative, absolute };
}

/** What cases about path models call the tolerance of a figure. */
function pathModelTolerance(path: string[]): string {
  if (path.some((key) => /^(individual_)?index(_|$)/.test(key))) return 'index_abs';
  return path.includes('scores') ? 'scores_abs' : 'weights_loadings_paths_abs';
}

/** A figure to which the case gives no tolerance of its own may be off as far as any estimate of the case. */
function widest(tolerance: Tolerance): Allowed {
  const most = (ending: string): number =>
    Object.keys(tolerance)
      .filter((key) => key.endsWith(ending) && key !== 'se_rel')
      .reduce((sum, key) => Math.max(sum, numeric(tolerance, key)), 0);
  return { relative: most('_rel'), absolute: most('_abs') };
}

/** Whether a figure is an end of an interval, by what it or what holds it is called. */
function inInterval(path: string[]): boolean {
  return path.some((key) => /(^|_)ci(_|$)/.test(key));
}

function numeric(tolerance: Tolerance, name: string, otherwise = 0): number {
  const value = tolerance[name];
  return typeof value === 'number' ? value : otherwise;
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
