/** What a case says of how close an independent implementation must come. */
export type Tolerance = Record<string, unknown>;

/** How far a number may lie from the expected one. */
export interface Allowed {
  relative: number;
  absolute: number;
}

/** An interval's end may be off by what the estimate may, and the error may times the factor of the interval. */
export function intervalAllowance(figure: Record<string, unknown>, path: string[], tolerance: Tolerance): Allowed {
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
export function allowedFor(path: string[], tolerance: Tolerance, expected?: unknown): Allowed {
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

/** A tolerance of a case by name. */
export function numeric(tolerance: Tolerance, name: string, otherwise = 0): number {
  const value = tolerance[name];
  return typeof value === 'number' ? value : otherwise;
}
