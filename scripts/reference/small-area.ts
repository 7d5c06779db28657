import { fayHerriot, syntheticEstimate } from '../../src/statistics/estimation/fay-herriot.js';
import type { Areas } from '../../src/statistics/estimation/area-regression.js';
import type { BetweenMethod } from '../../src/statistics/estimation/between-variance.js';
import { unknownKey } from './asked.js';
import { objectOf } from './case.js';
import type { Answer, Case } from './case.js';
import { areasOfCase, inputKeys } from './small-area-input.js';
import type { StatedAreas } from './small-area-input.js';
import { DEFAULT_PRECISION, programScoring } from './small-area-program.js';

const methods: readonly BetweenMethod[] = ['REML', 'ML', 'FH'];

/** Small-area estimates by each of the methods that a case asks for. */
export function answerSmallArea(given: Case): Answer | string {
  const unknown =
    unknownKey('options', given.options, ['precision', 'method']) ?? unknownKey('input', given.input, inputKeys);
  if (unknown !== undefined) return unknown;
  const stated = areasOfCase(given);
  if (typeof stated === 'string') return stated;
  const method = methods.find((each) => each === (objectOf(given.options)['method'] ?? given.input['method']));
  const asked = methods.filter((method) => method in given.expected);
  const { areas, direct, variance, rows } = stated;
  return {
    areas,
    direct: Array.from(direct),
    sampling_variance: Array.from(variance),
    design_matrix: rows.map((row) => Array.from(row)),
    ...(method && asked.length === 0 ? figuresOf(stated, method, objectOf(given.options)) : {}),
    ...Object.fromEntries(asked.map((each) => [each, figuresOf(stated, each, objectOf(given.options))])),
  };
}

function figuresOf(stated: StatedAreas, method: BetweenMethod, options: Record<string, unknown>): Answer {
  const sampled = stated.rows.flatMap((_, d) => (isUsable(stated, d) ? [d] : []));
  const areas: Areas = {
    direct: Float64Array.from(sampled, (d) => stated.direct[d] as number),
    variance: Float64Array.from(sampled, (d) => stated.variance[d] as number),
    covariates: Float64Array.from(sampled.flatMap((d) => Array.from(stated.rows[d] as Float64Array))),
  };
  const precision = typeof options['precision'] === 'number' ? options['precision'] : 1e-12;
  const fit = fayHerriot(areas, { method, precision });
  const program = programScoring(areas, method);
  const figures = stated.rows.map((row, d) => {
    const at = sampled.indexOf(d);
    return at < 0 ? { ...syntheticEstimate(fit, row), gamma: 0, g1: undefined } : fit.areas[at];
  });
  const column = (name: 'estimate' | 'gamma' | 'mse' | 'g1' | 'g2' | 'g3'): unknown[] =>
    figures.map((each) => (each as Partial<Record<typeof name, number>>)[name]);
  return {
    convergence: true,
    iterations: program(precision).iterations,
    refvar: fit.variance,
    refvar_at_default_precision: program(DEFAULT_PRECISION).variance,
    beta: fit.coefficients.map(({ estimate, ...rest }, a) => ({ name: stated.names[a], est: estimate, ...rest })),
    loglike: fit.logLikelihood,
    aic: fit.aic,
    bic: fit.bic,
    eblup: column('estimate'),
    gamma: column('gamma'),
    mse: column('mse'),
    g1: column('g1'),
    g2: column('g2'),
    g3: column('g3'),
  };
}

/** An area without a direct estimate or a sampling variance above 0 is estimated like one that was not sampled. */
function isUsable({ direct, variance }: StatedAreas, d: number): boolean {
  return Number.isFinite(direct[d]) && (variance[d] as number) > 0;
}
