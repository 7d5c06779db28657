import type { Lonely } from '../../src/statistics/design/design-covariance.js';
import { lonelyStratum } from './estimation-design.js';
import { domainList, factorOf, figuresOf, outcomeOf } from './estimation-figures.js';
import type { Block } from './estimation-figures.js';
import { domainLinearisation, linearisation } from './estimator.js';
import { everybody } from './survey-design.js';

const treatments: Record<string, Lonely> = {
  fail: 'refuse',
  remove: 'remove',
  certainty: 'remove',
  adjust: 'adjust',
  average: 'average',
};
const byDomain = /^domains_(remove|certainty|adjust|average)_adjust_domain_lonely_(TRUE|FALSE)$/;

/** Whether a key asks for one treatment of strata with a single PSU. */
export function isLonelyKey(key: string): boolean {
  return Object.hasOwn(treatments, key) || byDomain.test(key);
}

/** The overall mean under one treatment, or the means by domain; these have normal intervals, as the peer program gives them. */
export function lonelyFigures(block: Block, key: string, asked: unknown): unknown {
  const [, name = '', made] = byDomain.exec(key) ?? [];
  const { design, weight } = block.estimator;
  const y = outcomeOf(block);
  if (name !== '') {
    const estimator = domainLinearisation(design, weight, treatments[name] ?? 'refuse', made === 'TRUE');
    const factor = factorOf(block.given);
    return domainList({ ...block, estimator, factor }, asked, { kind: 'mean', y });
  }
  const treatment = treatments[key] ?? 'refuse';
  const alone = lonelyStratum(block.given, block.table, design);
  if (treatment === 'refuse' && alone !== undefined) return refusal(block, y, alone);
  const estimator = linearisation(design, weight, treatment);
  const factor = factorOf(block.given, estimator.df);
  return {
    degf: estimator.df,
    ...figuresOf({ ...block, estimator, factor }, { kind: 'mean', y }, everybody(y.length))[0],
  };
}

/** What the engine refuses, in the words of the peer program, which names the stratum. */
function refusal(block: Block, y: Float64Array, alone: string): Record<string, unknown> {
  try {
    figuresOf(
      { ...block, estimator: linearisation(block.estimator.design, block.estimator.weight) },
      { kind: 'mean', y },
      everybody(y.length),
    );
    return {};
  } catch {
    return { error: `Stratum (${alone}) has only one PSU at stage 1` };
  }
}
