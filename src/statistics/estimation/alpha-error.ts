import { cronbachAlpha } from './alpha.js';
import type { Design } from '../design/design.js';
import { covarianceOf } from '../models/item-covariance.js';
import type { Replicates } from '../design/jackknife.js';
import { poolMoments } from '../models/moments.js';
import { momentsByGroup } from '../models/moments-pass.js';
import { replicateCovariance, replicateEstimates } from '../design/replicate-covariance.js';
import type { Centre } from '../design/replicate-covariance.js';

/** Standard errors; absent where no replicate has an alpha. */
export interface AlphaError {
  raw?: number;
  standardised?: number;
  /** Replicates without an alpha, because an item did not vary in them. */
  skipped: number;
}

/**
 * Replication errors of Cronbach's alpha: the whole statistic again in every replicate. Rows are gone through once, for sums by PSU.
 * Source: Wolter (2007), section 4.5; R survey `withReplicates(as.svrepdesign(design, type = "JKn"), ...)`, which centres on the mean of
 * the replicates.
 *
 * @param columns one an item, by row of the design, NaN = no answer (the row is left out)
 * @param weight by row, 0 or more
 * @param replicates of the design, e.g. `jackknife(design)`
 * @param centre what deviations are taken from
 * @returns errors on the scale of alpha
 * @throws where there is one item, or columns differ in length
 * @example alphaError(columns, { design, weight }, jackknife(design)).raw // 0.0192 for seven items of the ECSI in 50 PSUs
 */
export function alphaError(
  columns: readonly Float64Array[],
  { design, weight }: { design: Design; weight: Float64Array },
  replicates: Replicates,
  centre: Centre = 'replicateMean',
): AlphaError {
  const sums = momentsByGroup(columns, { code: design.psu, count: design.stratum.length }, { weight });
  const estimates = replicateEstimates(replicates, (factors) => {
    const alpha = cronbachAlpha(covarianceOf(poolMoments(sums, factors)));
    return [alpha?.raw ?? Number.NaN, alpha?.standardised ?? Number.NaN];
  });
  const { covariance, skipped } = replicateCovariance(replicates, estimates, centre);
  const [raw, , , standardised] = covariance.map(Math.sqrt) as unknown as [number, number, number, number];
  return {
    ...(Number.isNaN(raw) ? {} : { raw }),
    ...(Number.isNaN(standardised) ? {} : { standardised }),
    skipped: skipped[0] as number,
  };
}
