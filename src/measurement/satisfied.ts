import { designCovariance } from '../statistics/design/design-covariance.js';
import { domainMeans } from '../statistics/estimation/domain-means.js';
import { effectiveSize } from '../statistics/weighting/kish.js';
import type { Sample } from '../statistics/design/sample.js';
import { intervalFactor } from '../statistics/numbers/student-t.js';
import { reachOf } from '../statistics/design/reach.js';
import { figureOf, withReasons } from './figure-of.js';
import type { Ground } from './figure-of.js';
import type { Frame, SurveyBlock } from './frame.js';
import { serviceUsers } from './tree.js';
import type { Figure, Mark, SatisfiedShare } from './wave-measurement.js';

/** One weighted survey. */
export interface SurveyMaterial {
  frame: Frame;
  block: SurveyBlock;
  sample: Sample;
  weighted: boolean;
  /** By domain, pooled last. */
  marks: readonly Mark[][];
}

/**
 * Share of satisfied service users, in per cent, by service district and of all ('all'): code of the satisfaction question at or
 * above `satisfiedFrom` among valid codes. The interval is on the log-odds (delta method), so it stays within 0 and 100.
 * Source: logit interval of a proportion, R survey `svyciprop(method = 'logit')`.
 *
 * @param satisfiedFrom lowest code that counts as satisfied
 * @param ground floors, confidence and degrees of freedom of the wave
 * @returns per cent, by district, then 'all'; no number where nobody gave a valid code
 * @example codes 10, 9, 3 with equal weights and 8 or more satisfied: 66.67
 */
export function satisfiedShares(material: SurveyMaterial, satisfiedFrom: number, ground: Ground): SatisfiedShare[] {
  const { frame, block, sample, weighted, marks } = material;
  const values = block.satisfaction.map((code) => (Number.isNaN(code) ? code : code >= satisfiedFrom ? 100 : 0));
  const means = domainMeans(sample, values, serviceUsers(frame, block, weighted));
  const covariance = designCovariance(sample.design, means.totals, 'adjust');
  const path = `satisfied:${block.survey}`;
  const missing = weighted ? [] : [{ code: 'figure.notWeighted', path, params: {} }];
  const { psus, strata } = reachOf(sample.design, means.members, means.k);
  return [...frame.districts, 'all'].map((district, d) => {
    const figure = figureOf(
      {
        path,
        estimate: means.mean[d] as number,
        variance: covariance[d * means.k + d] as number,
        n: means.n[d] as number,
        effectiveN: effectiveSize(means.sumOfWeights[d] as number, means.sumOfSquaredWeights[d] as number),
        psus: psus[d] as number,
        strata: strata[d] as number,
        marks: marks[d] ?? [],
      },
      ground,
    );
    return { survey: block.survey, district, figure: withinBounds(withReasons(figure, missing), ground) };
  });
}

function withinBounds(figure: Figure, { confidence, df }: Ground): Figure {
  const { estimate, error, ...rest } = figure;
  if (estimate === undefined || error === undefined) return figure;
  if (estimate <= 0 || estimate >= 100) return { ...rest, estimate, marks: [...figure.marks, 'atBound'] };
  const share = estimate / 100;
  const odds = Math.log(share / (1 - share));
  const half = (intervalFactor(confidence, df) * error.se) / 100 / (share * (1 - share));
  const percent = (logOdds: number): number => 100 / (1 + Math.exp(-logOdds));
  return { ...rest, estimate, error: { se: error.se, low: percent(odds - half), high: percent(odds + half) } };
}
