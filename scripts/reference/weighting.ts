import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { intervalFactor } from '../../src/statistics/numbers/student-t.js';
import { objectOf, readTable } from './case.js';
import type { Answer, Case } from './case.js';
import { sweptAsInR } from './peer-rake.js';
import { answerCapped } from './weighting-capped.js';
import { calibratedAs } from './weighting-calibrated.js';
import { edgeAnswer, isEdge } from './weighting-edges.js';
import { blockOf, kishAnswer, outcomeName, rowBlockOf, varianceAsGiven } from './weighting-figures.js';
import { jackknifeBlockOf } from './weighting-jackknife.js';
import { unweighted } from './weighting-setup.js';
import type { Setup } from './weighting-setup.js';
import { setupOf } from './weighting-start.js';
import { limitsOf, trimAnswer, trimKeys } from './weighting-trim.js';

type Asked = Record<string, unknown>;

/** Raking, post-stratification, calibration, trimming and capped raking: weights, their effect, and estimates made with them. */
export function answerWeighting(given: Case): Answer | string {
  if ('targets' in objectOf(given.options)) return answerCapped(given, readTable(given));
  const setup = setupOf(given);
  return typeof setup === 'string' ? setup : answerOf(given.expected, setup, []);
}

/** Answers the keys of one object of `expected`; a text says what is not understood. */
function answerOf(asked: Asked, setup: Setup, path: string[]): Answer | string {
  const answer: Answer = { ...plainAnswer(asked, setup) };
  for (const [key, value] of Object.entries(asked)) {
    const found = partOf(key, value, setup, asked);
    if (typeof found === 'string') return `${[...path, key].join('.')}: ${found}`;
    if (found !== undefined) answer[key] = found;
  }
  const limits = limitsOf({ ...objectOf(setup.given.options), ...asked });
  const trims = limits && Object.keys(asked).some((key) => trimKeys.test(key));
  return trims ? { ...answer, ...trimAnswer(asked, limits, setup) } : answer;
}

/** What the weights of the present part are, and the estimates made with them. */
function plainAnswer(asked: Asked, { given, table, design, weighting }: Setup): Answer {
  const { weights, start, calibration } = weighting;
  const ratio = Array.from(weights, (weight, row) => weight / (start[row] as number));
  const block = 'mean' in asked || 'total' in asked || 'by' in asked;
  return {
    weights: Array.from(weights),
    g: ratio,
    g_range: [Math.min(...ratio), Math.max(...ratio)],
    sum: weights.reduce((sum, weight) => sum + weight, 0),
    kish: kishAnswer(weights),
    degf: degreesOfFreedom(design),
    totals: asked['totals'],
    bounds: asked['bounds'],
    warning: [],
    ...(block ? blockOf(asked, sampleOf(design, weights, calibration), table, outcomeName(given, table)) : {}),
  };
}

/** One named part of a case, or nothing where the key is no part of its own. */
function partOf(key: string, value: unknown, setup: Setup, siblings: Asked): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const asked = value as Asked;
  const { given, table, design, start, weighting } = setup;
  const { weights, calibration, margins } = weighting;
  const y = outcomeName(given, table);
  if (isEdge(asked, given)) return edgeAnswer(key, asked, { given, table, start });
  if (key.startsWith('base_design')) return answerOf(asked, { ...setup, weighting: unweighted(start) }, [key]);
  if (key.endsWith('R_rake_se')) {
    const asGiven = varianceAsGiven(design, weights);
    const factor = intervalFactor(0.95, degreesOfFreedom(design));
    const variance = (linearised: Float64Array): number => asGiven(sweptAsInR(linearised, margins));
    return rowBlockOf(asked, { weight: weights, design, variance, factor }, table, y);
  }
  if (key.endsWith('textbook_se')) return blockOf(asked, sampleOf(design, weights, calibration), table, y);
  if (key.endsWith('weights_treated_as_fixed')) return blockOf(asked, sampleOf(design, weights), table, y);
  if (key.startsWith('jackknife')) return jackknifeBlockOf(asked, setup);
  if (/^(linear|raking|logit)/.test(key)) return calibratedPart(key, asked, setup);
  if (key.startsWith('trim')) {
    const of = /^trim_of_(.+)$/.exec(key)?.[1];
    const base = of === undefined ? weighting : calibratedAs(of, objectOf(siblings[of])['bounds'], setup);
    return typeof base === 'string' ? base : answerOf(asked, { ...setup, weighting: base }, [key]);
  }
  return undefined;
}

function calibratedPart(key: string, asked: Asked, setup: Setup): Answer | string {
  const weighting = calibratedAs(key, asked['bounds'], setup);
  return typeof weighting === 'string' ? weighting : answerOf(asked, { ...setup, weighting }, [key]);
}
