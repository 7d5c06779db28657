import { jackknife } from '../statistics/design/jackknife.js';
import type { Moments } from '../statistics/models/moments.js';
import { poolMoments } from '../statistics/models/moments.js';
import { momentsByGroup } from '../statistics/models/moments-pass.js';
import type { PathModel } from '../statistics/models/path-model.js';
import { isPlsFault } from '../statistics/models/pls.js';
import { plsErrors } from '../statistics/models/pls-errors.js';
import { smallestEigenvalue } from '../statistics/models/pls-reliability.js';
import { covarianceOf } from '../statistics/models/item-covariance.js';
import { kish } from '../statistics/weighting/kish.js';
import type { CoreColumn } from './core-columns.js';
import type { Frame, SurveyBlock } from './frame.js';
import { describeModel, type ModelFigures } from './model-figures.js';

/** The path model of a survey over all districts, or why there is none. */
export type SurveyModel =
  | { status: 'refused'; reason: 'noCore' | 'tooFew' | 'noVariance' | 'contradictory'; n: number }
  | ({
      status: 'estimated';
      n: number;
      groups: number;
      df: number;
      /** What the index of each district rests on, in the order of `districts`. */
      sizes: { n: number; effectiveN: number }[];
    } & ModelFigures);

/**
 * What acts on what by ECSI and ACSI. The handling of complaints is asked of the few who complained, and silence of those who did not:
 * neither can stand in a model of all.
 * Source: Fornell et al., Journal of Marketing 60 (1996), 7-18; Tenenhaus et al. (2005).
 */
export const ecsiPaths: readonly (readonly [string, string])[] = [
  ['expectation', 'quality'],
  ['expectation', 'value'],
  ['expectation', 'satisfaction'],
  ['quality', 'value'],
  ['quality', 'satisfaction'],
  ['value', 'satisfaction'],
  ['satisfaction', 'complaint'],
  ['satisfaction', 'loyalty'],
  ['complaint', 'loyalty'],
];

/** Service users that a model needs: ten for every path is too few for loadings, 200 is the field's habit. */
const LEAST = 200;
/** Groups of the jackknife, at most. */
const GROUPS = 30;
/** An eigenvalue below this is none: the correlations of pairs contradict each other. */
const NO_EIGENVALUE = 1e-9;

/**
 * ECSI path model of a survey by PLS (mode A, path scheme) from weighted pairwise correlations of the core questions, over the service
 * users of all districts; indexes with one set of weights for all. Errors: delete-a-group jackknife over PSUs, weights of people as given.
 * Source: Fornell et al. (1996) for the index; Kott (2001) for the errors.
 *
 * @param final final weights by row of the block
 * @returns effects standardised, indexes 0-100; refused below 200 users, or where answers do not vary or contradict each other
 * @example without core questions: { status: 'refused', reason: 'noCore' }
 */
export function surveyModel(frame: Frame, block: SurveyBlock, final: Float64Array): SurveyModel {
  const model = modelOf(block.core);
  const columns = model.constructs.flatMap(({ id }) => block.core.filter(({ construct }) => construct === id));
  const service = frame.columns.service.subarray(block.from, block.to);
  const n = usersWith(columns, service);
  const refused = (reason: 'noCore' | 'tooFew' | 'noVariance' | 'contradictory'): SurveyModel => ({
    status: 'refused',
    reason,
    n,
  });
  if (model.paths.length === 0) return refused('noCore');
  const psu = frame.columns.psu.subarray(block.from, block.to);
  const { groups, group } = groupsOf(psu, service);
  if (n < LEAST || groups < 2) return refused('tooFew');
  const shift = Float64Array.from(columns, ({ min, max }) => (min + max) / 2);
  const values = columns.map((column) => column.values);
  const moments = (inDomain: (district: number) => boolean): Moments[] => {
    const code = group.map((each, row) => (inDomain(service[row] as number) ? each : -1));
    return momentsByGroup(values, { code, count: groups }, { weight: final, rows: 'available', shift });
  };
  const psus = moments((district) => district >= 0);
  const { correlation } = covarianceOf(poolMoments(psus), { missing: 'pairwise' });
  const varies = columns.every((_, item) => correlation[item * columns.length + item] === 1);
  if (!varies || !correlation.every(Number.isFinite)) return refused('noVariance');
  if (smallestEigenvalue(correlation) < NO_EIGENVALUE) return refused('contradictory');
  const domains = frame.districts.map((_, d) => moments((district) => district === d));
  const replicates = jackknife({ psu: new Int32Array(), stratum: new Int32Array(groups), strata: 1 });
  const errors = plsErrors(model, { psus, domains, replicates }, { ends: columns, missing: 'pairwise' });
  if (isPlsFault(errors)) return refused('noVariance');
  const figures = describeModel(errors, correlation, frame.districts);
  const asked = block.core.filter(({ construct }) => construct === 'satisfaction');
  const sizes = frame.districts.map((_, d) => sizeOf(asked, { service, final, district: d }));
  return { status: 'estimated', n, groups, df: errors.df, sizes, ...figures };
}

/** The constructs that the survey asks about, and the paths between them. */
function modelOf(core: readonly CoreColumn[]): PathModel {
  const asked = new Set(core.map(({ construct }) => construct));
  const paths = ecsiPaths.filter(([from, to]) => asked.has(from) && asked.has(to));
  const ids = [...new Set(paths.flat())];
  const itemsOf = (id: string) => core.filter(({ construct }) => construct === id).map((column) => column.id);
  return { constructs: ids.map((id) => ({ id, items: itemsOf(id) })), paths };
}

/** Service users with a valid answer to any of the questions. */
function usersWith(columns: readonly CoreColumn[], service: Int32Array): number {
  return service.filter((district, row) => district >= 0 && columns.some(({ values }) => !Number.isNaN(values[row])))
    .length;
}

/** Service users of a district with a valid answer to any of the questions, and Kish's effective number of them. */
function sizeOf(
  columns: readonly CoreColumn[],
  { service, final, district }: { service: Int32Array; final: Float64Array; district: number },
): { n: number; effectiveN: number } {
  const answered = (row: number) => columns.some(({ values }) => !Number.isNaN(values[row]));
  const { n, effectiveN } = kish(final.filter((_, row) => service[row] === district && answered(row)));
  return { n, effectiveN };
}

/** PSUs that have service users, dealt to groups in turn; -1 for rows of no service user. */
function groupsOf(psu: Int32Array, service: Int32Array): { groups: number; group: Int32Array } {
  const places = new Map<number, number>();
  for (let row = 0; row < psu.length; row++) {
    if ((service[row] as number) >= 0 && !places.has(psu[row] as number)) places.set(psu[row] as number, places.size);
  }
  const groups = Math.min(GROUPS, places.size);
  return {
    groups,
    group: psu.map((each, row) => ((service[row] as number) < 0 ? -1 : (places.get(each) as number) % groups)),
  };
}
