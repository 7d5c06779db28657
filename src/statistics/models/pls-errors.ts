import { meansOf } from './item-covariance.js';
import type { Replicates } from '../design/jackknife.js';
import { poolMoments } from './moments.js';
import type { Moments } from './moments.js';
import type { PathModel } from './path-model.js';
import { isPlsFault } from './pls.js';
import { indexesOf } from './pls-index.js';
import type { ConstructIndex } from './pls-index.js';
import { runPls } from './pls-run.js';
import type { PlsRun, PlsSettings } from './pls-run.js';
import type { PlsFault } from './pls-weights.js';
import { replicateCovariance, replicateEstimates } from '../design/replicate-covariance.js';

/** Rows of a path model as moments by the PSUs (or groups) that its replicates weigh. */
export interface PlsSample {
  /** Moments by PSU, in order of the replicates' factors. */
  psus: readonly Moments[];
  /** Domains, each with its own moments by PSU: their indexes are made with the weights of all. */
  domains?: readonly (readonly Moments[])[];
  replicates: Replicates;
}

/** What is estimated, in this order: effects (J x J by row), shares explained and indexes (J), indexes by domain (domains x J by row). */
export type PlsFigure = 'direct' | 'total' | 'r2' | 'index' | 'domainIndex';

/** Estimates of a path model with their covariance over replicates. */
export interface PlsErrors {
  run: PlsRun;
  /** Number of estimates. */
  k: number;
  /** Where each kind of figure starts among the estimates. */
  start: Record<PlsFigure, number>;
  /** k estimates; NaN where there is none (no predecessor, index refused, item without a mean). */
  estimates: Float64Array;
  /** k x k by row; NaN where there is no estimate. */
  covariance: Float64Array;
  /** Replicates left out of each estimate's variance because they could not make it. */
  skipped: Int32Array;
  df: number;
}

/**
 * Path model with replicate errors: the whole estimation is repeated for each replicate on moments weighed by its factors, so that a
 * replicate costs nothing that grows with the rows; the signs of its constructs follow the whole sample's.
 * Source: Kott (2001) on the delete-a-group jackknife; R survey `withReplicates(mse = TRUE)`.
 *
 * @param sample moments of the items in order of `itemsOf(model)` by PSU, and replicates of these PSUs
 * @returns estimates and covariance, or why the whole sample does not allow any
 * @throws as `runPls`; where moments are not by PSU of the replicates
 * @example ten groups of a delete-a-group jackknife: df 9
 */
export function plsErrors(model: PathModel, sample: PlsSample, settings: PlsSettings): PlsErrors | PlsFault {
  const { psus, domains = [], replicates } = sample;
  if ([psus, ...domains].some((moments) => moments.length !== replicates.psus)) {
    throw new Error('plsErrors requires moments of every PSU of the replicates');
  }
  const run = runPls(model, poolMoments(psus), settings);
  if (isPlsFault(run)) return run;
  const count = run.pls.network.ids.length;
  const index = 2 * count * count + count;
  const k = index + count + domains.length * count;
  const again: PlsSettings = { ...settings, signsOf: run.pls.weights, mixed: 'compute' };
  const estimated = replicateEstimates(replicates, (factors) => {
    const replicate = runPls(model, poolMoments(psus, factors), again);
    if (isPlsFault(replicate)) return new Float64Array(k).fill(Number.NaN);
    return figuresOf(replicate, run.indexes, { ...sample, ends: settings.ends }, factors);
  });
  return {
    run,
    k,
    start: { direct: 0, total: count * count, r2: 2 * count * count, index, domainIndex: index + count },
    estimates: estimated.full,
    ...replicateCovariance(replicates, estimated),
    df: replicates.df,
  };
}

/**
 * Standard error of one figure.
 *
 * @param figure kind of the figure
 * @param at its place within the kind, as by J x J row-major for effects
 * @returns in units of the figure; NaN where there is no estimate
 * @example standardErrorOf(errors, 'index', 4) // of the fifth construct's index
 */
export function standardErrorOf({ k, start, covariance }: PlsErrors, figure: PlsFigure, at: number): number {
  const place = start[figure] + at;
  return Math.sqrt(covariance[place * k + place] as number);
}

/** All figures of a run; indexes that the whole sample refuses are refused in replicates too. */
function figuresOf(
  { pls, indexes, weights }: PlsRun,
  whole: readonly ConstructIndex[],
  { domains = [], ends }: Pick<PlsSample, 'domains'> & Pick<PlsSettings, 'ends'>,
  factors: Float64Array,
): number[] {
  const { direct, total, r2 } = pls.structure;
  const values = (made: readonly ConstructIndex[]): number[] =>
    made.map(({ value = Number.NaN }, j) => (whole[j]?.value === undefined ? Number.NaN : value));
  const byDomain = domains.flatMap((psus) => {
    const mean = meansOf(poolMoments(psus, factors));
    return values(indexesOf(pls.network, { weights, mean, ends }, 'compute'));
  });
  return [...direct, ...total, ...r2, ...values(indexes), ...byDomain];
}
