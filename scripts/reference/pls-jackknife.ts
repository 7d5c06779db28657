import type { Design } from '../../src/statistics/design/design.js';
import { groupJackknife } from '../../src/statistics/design/group-jackknife.js';
import { momentsByGroup } from '../../src/statistics/models/moments-pass.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { plsErrors } from '../../src/statistics/models/pls-errors.js';
import type { PlsErrors, PlsFigure } from '../../src/statistics/models/pls-errors.js';
import { intervalFactor, twoSidedP } from '../../src/statistics/numbers/student-t.js';
import { confidenceOf, unknownKey } from './asked.js';
import { codesOf, objectOf, textColumn } from './case.js';
import type { Answer, Case } from './case.js';
import { columnsOfScope, missingUntold, rowsOfScope, settingsOf } from './pls-scope.js';
import type { PlsScope } from './pls-scope.js';
import { matrix } from './pls-figures.js';
import { columnName } from './survey-design.js';

const known = ['groups', 'df', 'paths', 'total_effects', 'r2', 'index_0_100', 'index_covariance'];

/** Estimates of a path model with delete-a-group jackknife errors; the groups are a column of the data. */
export function answerPlsJackknife(given: Case, scope: PlsScope): Answer | string {
  const factors = objectOf(given.options)['replicate_factors'];
  if (typeof factors === 'string' && !factors.startsWith('0 for the group, G/(G-1) for the rest')) {
    return `its replicate factors are not understood: ${factors}`;
  }
  const unknown = unknownKey('expected', given.expected, known);
  const untold = unknown ?? missingUntold(scope);
  if (untold || !scope.model) return untold ?? 'a case about a path model without a model is not understood';
  const { codes, labels } = codesOf(textColumn(scope.table, columnName(given.input['group'])));
  const count = labels.length;
  const psus = momentsByGroup(columnsOfScope(scope), { code: codes, count }, rowsOfScope(scope));
  const design: Design = { psu: codes, stratum: new Int32Array(count), strata: 1 };
  const replicates = groupJackknife(design, { group: Int32Array.from(labels.keys()), count }, 'standard');
  const errors = plsErrors(scope.model, { psus, replicates }, settingsOf(scope));
  if (isPlsFault(errors)) return `the model cannot be estimated: ${errors.code} of ${errors.construct}`;
  return { groups: count, df: errors.df, ...figuresOf(errors, given, confidenceOf(given)) };
}

function figuresOf(errors: PlsErrors, { expected }: Case, confidence: number): Answer {
  const { ids } = errors.run.pls.network;
  const one = (figure: PlsFigure, at: number): object => figureOf(errors, figure, at, confidence);
  const byConstruct = (key: string, figure: PlsFigure): object =>
    Object.fromEntries(Object.keys(objectOf(expected[key])).map((id) => [id, one(figure, ids.indexOf(id))]));
  const byPath = (key: string, figure: PlsFigure): object =>
    Object.fromEntries(
      Object.keys(objectOf(expected[key])).map((path) => {
        const [from = -1, to = -1] = path.split(' -> ').map((id) => ids.indexOf(id));
        return [path, one(figure, from * ids.length + to)];
      }),
    );
  return {
    paths: byPath('paths', 'direct'),
    total_effects: byPath('total_effects', 'total'),
    r2: byConstruct('r2', 'r2'),
    index_0_100: byConstruct('index_0_100', 'index'),
    index_covariance: matrix(expected['index_covariance'], ids, ids, covarianceOfIndexes(errors)),
  };
}

function figureOf(
  { k, start, estimates, covariance, df }: PlsErrors,
  figure: PlsFigure,
  at: number,
  confidence: number,
): object {
  const place = start[figure] + at;
  const est = estimates[place] as number;
  const se = Math.sqrt(covariance[place * k + place] as number);
  const half = intervalFactor(confidence, df) * se;
  return { est, se, ci_low: est - half, ci_high: est + half, t: est / se, p: twoSidedP(est / se, df) };
}

function covarianceOfIndexes({ k, start, covariance, run }: PlsErrors): Float64Array {
  const count = run.pls.network.ids.length;
  return Float64Array.from({ length: count * count }, (_, at) => {
    const [row, column] = [start.index + Math.floor(at / count), start.index + (at % count)];
    return covariance[row * k + column] as number;
  });
}
