import { covarianceOf } from './item-covariance.js';
import type { CovarianceOptions, ItemCovariance } from './item-covariance.js';
import type { Moments } from './moments.js';
import type { PathModel } from './path-model.js';
import { isPlsFault, plsOf } from './pls.js';
import type { Pls, PlsOptions } from './pls.js';
import { indexesOf, unstandardisedWeights } from './pls-index.js';
import type { ConstructIndex, ScaleEnds } from './pls-index.js';
import type { PlsFault } from './pls-weights.js';

/** How a path model is estimated from moments. */
export interface PlsSettings extends CovarianceOptions, PlsOptions {
  /** Ends of the items' scales, in order of `itemsOf`. */
  ends: readonly ScaleEnds[];
  /**
   * `correlation` (the default): weights come from correlations and are divided by the standard deviations; `covariance`: from covariances,
   * as they are. The two give other indexes: one is to be kept over the years.
   */
  metric?: 'correlation' | 'covariance';
  /** What happens to the index of a construct with weights of both signs; `refuse` where nothing is said. */
  mixed?: 'refuse' | 'compute';
}

/** A path model with what its items and indexes are. */
export interface PlsRun {
  items: ItemCovariance;
  pls: Pls;
  /** Weights on the items as they were answered. */
  weights: Float64Array;
  indexes: ConstructIndex[];
}

/**
 * Path model, weights and indexes from the moments of its items.
 * Source: as `plsOf` and `indexesOf`.
 *
 * @param moments of the items in order of `itemsOf(model)`; rows taken as `complete` for listwise deletion
 * @returns the run, or why the data do not allow one
 * @throws as `plsOf`, `covarianceOf` and `indexesOf`
 * @example A (a) -> B (b), items of mean 7.3 on 1-10 that correlate .5: direct effect .5, both indexes 70
 */
export function runPls(model: PathModel, moments: Moments, settings: PlsSettings): PlsRun | PlsFault {
  const items = covarianceOf(moments, settings);
  const inCovariances = settings.metric === 'covariance';
  const pls = plsOf(model, inCovariances ? items.covariance : items.correlation, settings);
  if (isPlsFault(pls)) return pls;
  const weights = inCovariances ? pls.weights : unstandardisedWeights(pls, items.sd);
  const indexes = indexesOf(pls.network, { weights, mean: items.mean, ends: settings.ends }, settings.mixed);
  return { items, pls, weights, indexes };
}
