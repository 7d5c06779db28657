import { designCovariance } from '../../src/statistics/design/design-covariance.js';
import { degreesOfFreedom } from '../../src/statistics/design/design.js';
import { designRegression } from '../../src/statistics/models/design-regression.js';
import { importancePerformance, performanceOf } from '../../src/statistics/models/importance-performance.js';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import type { ItemCovariance } from '../../src/statistics/models/item-covariance.js';
import { leastSquares } from '../../src/statistics/models/least-squares.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { relativeImportance } from '../../src/statistics/models/relative-importance.js';
import { sampleOf } from '../../src/statistics/design/sample.js';
import { shapley } from '../../src/statistics/models/shapley.js';
import { twoSidedP } from '../../src/statistics/numbers/student-t.js';
import { lonelyOf, unknownKey } from './asked.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer, Case, Table } from './case.js';
import { answerConstructImportance } from './construct-importance.js';
import { johnsonAnotherWay } from './johnson-another-way.js';
import { readJoinedTable } from './joined-table.js';
import { answerColumn, missingKeys } from './missing-codes.js';
import { columnName, designOfCase } from './survey-design.js';

const inputKeys = [
  'file',
  'design_file',
  'weights_file',
  'y',
  'x',
  'scale',
  'weight',
  'strata',
  'psu',
  'fpc',
  'domain',
  missingKeys,
  /^notes?$/,
];

interface Asked {
  names: string[];
  outcome: Float64Array;
  predictors: Float64Array[];
  scale: { min: number; max: number };
}

/** Regression of an outcome on items, what each is owed of the fit, and how each performs: without weights, and with those of the design. */
export function answerImportance(given: Case): Answer | string {
  if (given.input['model']) return answerConstructImportance(given);
  const unknown =
    unknownKey('options', given.options, ['scale', missingKeys, /^lonely/]) ??
    unknownKey('input', given.input, inputKeys);
  if (unknown !== undefined) return unknown;
  const table = readJoinedTable(given);
  if (typeof table === 'string') return table;
  const asked = askedOf(given, table);
  if (typeof asked === 'string') return asked;
  const items = covarianceOf(momentsOf([asked.outcome, ...asked.predictors]));
  const { coefficients, covariance, df } = leastSquares(items);
  return {
    n: items.n,
    unweighted: { ...block(items, asked), ols: coefficientsOf(asked.names, { coefficients, covariance, df }) },
    ...(given.input['weight'] ? { weighted: weighted(given, table, asked) } : {}),
  };
}

function weighted(given: Case, table: Table, asked: Asked): Answer {
  const weight = numberColumn(table, columnName(given.input['weight']));
  const sample = sampleOf(designOfCase(given, table), weight);
  const items = covarianceOf(momentsOf([asked.outcome, ...asked.predictors], { weight }));
  const textbook = leastSquares(items);
  const { regression, totals, df } = designRegression(sample, asked.outcome, asked.predictors);
  const covariance = designCovariance(sample.design, totals, lonelyOf(given));
  return {
    ...block(items, asked),
    wls: coefficientsOf(asked.names, textbook),
    design_based: coefficientsOf(asked.names, { coefficients: regression.coefficients, covariance, df }),
    design_df_residual: df,
    degf: degreesOfFreedom(sample.design),
  };
}

/** What is the same with and without weights. */
function block(items: ItemCovariance, { names, scale }: Asked): Answer {
  const { coefficients, rSquared } = leastSquares(items);
  const importance = relativeImportance(items.correlation);
  const shares = shapley(items.correlation);
  const johnson = importance.map((each) => each.johnson);
  const performance = Array.from(items.mean.subarray(1), (mean) => performanceOf(mean, scale));
  const { meanImportance, meanPerformance, quadrants } = importancePerformance(johnson, performance);
  const level = (isHigh: boolean): string => (isHigh ? 'high' : 'low');
  return {
    r2: rSquared,
    intercept: coefficients[0],
    variables: importance.map(({ johnson: weight, ...accounts }, j) => ({
      name: names[j],
      ...accounts,
      b: coefficients[1 + j],
      johnson_raw: weight,
      johnson_percent: (100 * weight) / rSquared,
      shapley_raw: shares[j],
      shapley_percent: (100 * (shares[j] as number)) / rSquared,
      performance_0_100: performance[j],
      mean: items.mean[1 + j],
    })),
    rwa_check: johnsonAnotherWay(items.correlation).reduce(
      (most, each, j) => Math.max(most, Math.abs(each - (johnson[j] as number))),
      0,
    ),
    importance_performance: {
      mean_importance: meanImportance,
      mean_performance: meanPerformance,
      quadrant: quadrants.map(({ highImportance, highPerformance }, j) => ({
        name: names[j],
        quadrant: `${level(highImportance)} importance, ${level(highPerformance)} performance`,
      })),
    },
  };
}

interface Fitted {
  coefficients: Float64Array;
  covariance: Float64Array;
  df: number;
}

function coefficientsOf(names: string[], { coefficients, covariance, df }: Fitted): Answer[] {
  return Array.from(coefficients, (b, a) => {
    const se = Math.sqrt(covariance[a * coefficients.length + a] as number);
    const p = df >= 1 ? twoSidedP(b / se, df) : undefined;
    return { name: a === 0 ? 'intercept' : names[a - 1], b, se, t: b / se, p };
  });
}

function askedOf(given: Case, table: Table): Asked | string {
  const { input, options } = given;
  const column = (name: string): Float64Array => answerColumn(given, table, name);
  const names = Array.isArray(input['x']) ? input['x'].map(String) : [];
  const outcome = outcomeOf(String(input['y']), table, column);
  const missing = names.find((name) => !(name in table));
  if (!outcome) return `the outcome ${String(input['y'])} is not understood`;
  if (names.length === 0 || missing !== undefined)
    return `the predictor ${missing ?? 'list'} is not a column of the file`;
  const [min = 1, max = 10] = [input['scale'], objectOf(options)['scale']].find(Array.isArray) ?? [];
  return {
    names,
    outcome,
    predictors: names.map(column),
    scale: { min: Number(min), max: Number(max) },
  };
}

/** A column, a sum of columns, divided by a number or not, `(a+b+c)/3`, or `mean of a, b and c`. */
function outcomeOf(text: string, table: Table, column: (name: string) => Float64Array): Float64Array | undefined {
  const [, averaged] = /^mean of (\w+(?:(?:, | and )\w+)*)$/.exec(text) ?? [];
  if (averaged !== undefined) {
    const each = averaged.split(/, | and /);
    return outcomeOf(`(${each.join('+')})/${each.length}`, table, column);
  }
  const [, bracketed, plain = '', divisor = '1'] =
    /^(?:\(([^()]+)\)|([^()/]+))(?:\/(\d+))?$/.exec(text.replaceAll(' ', '')) ?? [];
  const names = (bracketed ?? plain).split('+');
  if (names.some((name) => !(name in table))) return undefined;
  const columns = names.map(column);
  const by = bracketed === undefined ? 1 : Number(divisor);
  if (bracketed === undefined && divisor !== '1') return undefined;
  return (columns[0] as Float64Array).map(
    (_, row) => columns.reduce((sum, values) => sum + (values[row] as number), 0) / by,
  );
}
