import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import type { Design } from '../../src/statistics/design/design.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import type { Lonely } from '../../src/statistics/design/design-covariance.js';
import { domainMeans, sumByDomain } from '../../src/statistics/estimation/domain-means.js';
import { domainRatios } from '../../src/statistics/estimation/domain-ratios.js';
import { domainTotals } from '../../src/statistics/estimation/domain-totals.js';
import { domainVariances } from '../../src/statistics/design/domain-variances.js';
import type { Replicates } from '../../src/statistics/design/jackknife.js';
import {
  onWeights,
  replicateCovariance,
  replicateEstimates,
} from '../../src/statistics/design/replicate-covariance.js';
import type { Centre } from '../../src/statistics/design/replicate-covariance.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import type { Domains, Sample, Totals } from '../../src/statistics/design/sample.js';
import { twoStageCovariance } from '../../src/statistics/design/two-stage.js';
import type { TwoStageDesign } from '../../src/statistics/design/two-stage.js';

/** What is estimated in every domain; y by row, NaN = no value. */
export interface Estimand {
  kind: 'mean' | 'total' | 'ratio';
  y: Float64Array;
  /** Denominator of a ratio. */
  x?: Float64Array;
}

/** Estimates in k = domains + 1 domains, the last one all of them pooled. */
export interface Estimated {
  k: number;
  estimate: Float64Array;
  /** k x k by row. */
  covariance: Float64Array;
}

/** A way to errors: linearisation under one or two stages, or replicates. */
export interface Estimator {
  design: Design;
  weight: Float64Array;
  df: number;
  estimate: (what: Estimand, domains: Domains) => Estimated;
}

/** Linearised errors from PSUs in strata. */
export function linearisation(design: Design, weight: Float64Array, lonely: Lonely = 'refuse'): Estimator {
  const sample = sampleOf(design, weight);
  return {
    design,
    weight,
    df: degreesOfFreedom(design),
    estimate: (what, domains) => {
      const { estimate, linearised } = linearisedEstimates(sample, what, domains);
      return { k: linearised.k, estimate, covariance: designCovariance(design, linearised.totals, lonely) };
    },
  };
}

/** Linearised errors of PSUs in strata and SSUs in PSUs. */
export function twoStageLinearisation(stages: TwoStageDesign, weight: Float64Array, lonely: Lonely): Estimator {
  const sample = sampleOf(stages.second, weight);
  return {
    design: stages.first,
    weight,
    df: degreesOfFreedom(stages.first),
    estimate: (what, domains) => {
      const { estimate, linearised } = linearisedEstimates(sample, what, domains);
      return { k: linearised.k, estimate, covariance: twoStageCovariance(stages, linearised.totals, lonely) };
    },
  };
}

/** Linearised variances where each domain counts its own strata of one PSU; no covariances. */
export function domainLinearisation(
  design: Design,
  weight: Float64Array,
  lonely: Lonely,
  domainMade: boolean,
): Estimator {
  const sample = sampleOf(design, weight);
  return {
    design,
    weight,
    df: degreesOfFreedom(design),
    estimate: (what, domains) => {
      const { estimate, linearised } = linearisedEstimates(sample, what, domains);
      const { k } = linearised;
      const covariance = new Float64Array(k * k).fill(Number.NaN);
      domainVariances(design, linearised, lonely, domainMade).forEach(
        (variance, d) => (covariance[d * k + d] = variance),
      );
      return { k, estimate, covariance };
    },
  };
}

/** Errors from the spread of replicates. */
export function replication(design: Design, weight: Float64Array, replicates: Replicates, centre: Centre): Estimator {
  return {
    design,
    weight,
    df: replicates.df,
    estimate: (what, domains) => {
      const run = onWeights(design, weight, (column) => pointEstimates(column, what, domains));
      const estimates = replicateEstimates(replicates, run);
      const { covariance } = replicateCovariance(replicates, estimates, centre);
      return { k: estimates.k, estimate: estimates.full, covariance };
    },
  };
}

function linearisedEstimates(
  sample: Sample,
  { kind, y, x }: Estimand,
  domains: Domains,
): { estimate: Float64Array; linearised: Totals } {
  if (kind === 'mean') {
    const linearised = domainMeans(sample, y, domains);
    return { estimate: linearised.mean, linearised };
  }
  if (kind === 'total') {
    const linearised = domainTotals(sample, y, domains);
    return { estimate: linearised.total, linearised };
  }
  if (!x) throw new Error('linearisedEstimates requires the denominator of a ratio');
  const linearised = domainRatios(sample, { numerator: y, denominator: x }, domains);
  return { estimate: linearised.ratio, linearised };
}

function pointEstimates(weight: Float64Array, { kind, y, x }: Estimand, domains: Domains): Float64Array {
  const present = x ? y.map((value, row) => (Number.isNaN(x[row]) ? Number.NaN : value)) : y;
  const { sumOfValues, sumOfWeights } = sumByDomain(weight, present, domains);
  if (kind === 'total') return sumOfValues;
  if (!x) return sumOfValues.map((sum, d) => sum / (sumOfWeights[d] as number));
  const both = x.map((value, row) => (Number.isNaN(y[row]) ? Number.NaN : value));
  const below = sumByDomain(weight, both, domains).sumOfValues;
  return sumOfValues.map((sum, d) => sum / (below[d] as number));
}
