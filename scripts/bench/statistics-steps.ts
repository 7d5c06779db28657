import { calibrationOf } from '../../src/statistics/weighting/calibration.js';
import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { designOf } from '../../src/statistics/design/design.js';
import { domainMeansOf } from '../../src/statistics/estimation/domain-means-of.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import type { PathModel } from '../../src/statistics/models/path-model.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import { rake } from '../../src/statistics/weighting/rake.js';
import type { Raked, RakingMargin } from '../../src/statistics/weighting/rake.js';
import { rankSets } from '../../src/statistics/ranks/rank-sets.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { populationShares } from './survey-columns.js';
import type { SurveyColumns } from './survey-columns.js';

/** What is timed, after what is made ready for it. The number it returns is there so that nothing is left out as unused. */
export type Step = (columns: SurveyColumns) => () => number;

/** The steps that read the rows, by the name they have in the table. */
export const steps: Record<string, Step> = {
  'reading the 20 items, for comparison': (columns) => () => sumOfAll(columns.items),
  'rake 3 margins (6+2+5)': (columns) => () => raked(columns).rounds,
  '20 items x 6 districts, errors after raking': (columns) => {
    const weights = raked(columns);
    return () => sumOfErrors(columns, weights);
  },
  'both together': (columns) => () => sumOfErrors(columns, raked(columns)),
  'path model, 4 constructs of 5 items': (columns) => () => pathModel(columns),
};

/** The step that has no rows. */
export const ranking = '50,000 rank draws, 30 districts';

/** Rank sets of 30 districts, simultaneous and marginal. */
export function rankStep(): number {
  const estimates = Array.from({ length: 30 }, (_, district) => 80 - 0.3 * district);
  const covariance = Float64Array.from({ length: 900 }, (_, at) => (at % 31 === 0 ? 0.8 + 0.01 * (at / 31) : 0.05));
  return rankSets(estimates, covariance, { coverage: 0.95, draws: 50_000, seed: 1 }).simultaneous.critical;
}

/** What reading takes by itself: four sums side by side, so that no addition waits for the one before. */
function sumOfAll(columns: readonly Float64Array[]): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (const values of columns) {
    for (let row = 0; row + 3 < values.length; row += 4) {
      a += values[row] as number;
      b += values[row + 1] as number;
      c += values[row + 2] as number;
      d += values[row + 3] as number;
    }
  }
  return a + b + c + d;
}

function raked(columns: SurveyColumns): Raked {
  const total = columns.weight.reduce((sum, each) => sum + each, 0);
  const margins = (['district', 'sex', 'age'] as const).map((name): RakingMargin => ({
    name,
    labels: populationShares[name].map(String),
    codes: columns[name],
    targets: Float64Array.from(populationShares[name], (share) => share * total),
  }));
  return rake(columns.weight, margins);
}

/** The design, the calibration, and the errors of all items in all districts and in all of them pooled. */
function sumOfErrors({ stratum, psu, district, items, weight }: SurveyColumns, { cells, weights }: Raked): number {
  const design = designOf(stratum, psu);
  const sample = sampleOf(design, weights, calibrationOf(cells, weight));
  let sum = 0;
  for (const { totals, k } of domainMeansOf(sample, items, {
    code: district,
    count: populationShares.district.length,
  })) {
    const covariance = designCovariance(design, totals);
    for (let d = 0; d < k; d++) sum += Math.sqrt(covariance[d * k + d] as number);
  }
  return sum;
}

const constructs = ['S1', 'S2', 'S3', 'S4'].map((id) => ({
  id,
  items: Array.from({ length: 5 }, (_, item) => `${id}q${item + 1}`),
}));
const model: PathModel = {
  constructs,
  paths: [
    ['S1', 'S2'],
    ['S1', 'S3'],
    ['S2', 'S3'],
    ['S1', 'S4'],
    ['S2', 'S4'],
    ['S3', 'S4'],
  ],
};

/** Weighted moments and the model from them, by the path scheme: index of the last construct. */
function pathModel({ items, weight }: SurveyColumns): number {
  const run = runPls(model, momentsOf(items, { weight }), { ends: items.map(() => ({ min: 1, max: 10 })) });
  if (isPlsFault(run)) throw new Error('pathModel requires items that give a model');
  return run.indexes.at(-1)?.value ?? 0;
}
