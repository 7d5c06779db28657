import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { covarianceOf } from '../../src/statistics/models/item-covariance.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import type { PlsRun, PlsSettings } from '../../src/statistics/models/pls-run.js';
import type { Scheme } from '../../src/statistics/models/pls-weights.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer, Case } from './case.js';
import { answerPlsDistricts } from './pls-districts.js';
import { individualIndexes, plsFigures } from './pls-figures.js';
import type { PlsAnswerSource } from './pls-figures.js';
import { listOf } from './pls-answers.js';
import { isScheme, readPlsCase } from './pls-input.js';
import { answerPlsJackknife } from './pls-jackknife.js';
import { answerMoments, isMomentFigure } from './pls-moments.js';
import { columnsOfScope, missingUntold, rowsOfScope, settingsOf, usedColumns } from './pls-scope.js';
import type { Missing, PlsScope } from './pls-scope.js';
import { columnName } from './survey-design.js';

/** Path models, their indexes and errors, and moments. */
export function answerPls(given: Case): Answer | string {
  const read = readPlsCase(given);
  if (typeof read === 'string') return read;
  const { weight, group } = given.input;
  const options = objectOf(given.options);
  const missing = missingOf(options['missing']);
  const reversed = listOf(options['reversed_items'] ?? given.input['reversed_items']);
  const scope: PlsScope = {
    ...read,
    metric: String(options['metric']).startsWith('cov') ? 'covariance' : 'correlation',
    reversed,
    ...(weight ? { weight: numberColumn(read.table, columnName(weight)) } : {}),
    ...(missing ? { missing } : {}),
  };
  if (group) return answerPlsJackknife(given, scope);
  if (given.input['domain']) return answerPlsDistricts(given, scope);
  return answerPart(scope, given.expected);
}

/** Figures of one part of a case; parts of it may have another scheme, treatment of missing answers, metric, weight or direction of items. */
function answerPart(scope: PlsScope, expected: Record<string, unknown>): Answer | string {
  const answer: Answer = {};
  let source: PlsAnswerSource | string | undefined;
  for (const [key, asked] of Object.entries(expected)) {
    const inner = scopeOf(key, asked, scope);
    if (typeof inner === 'string') return inner;
    if (inner) {
      const part = answerPart(inner, objectOf(asked));
      if (typeof part === 'string') return part;
      answer[key] = part;
      continue;
    }
    if (key === 'checked_with') continue;
    if (isMomentFigure(key, scope)) {
      answer[key] = answerMoments(key, scope, momentsOf(columnsOfScope(scope), rowsOfScope(scope)));
      continue;
    }
    source ??= sourceOf(scope);
    if (typeof source === 'string') return source;
    const figure = plsFigures[key] ?? individual(key);
    if (!figure) return `the figure ${key} is not known here`;
    answer[key] = figure(source, asked);
  }
  return answer;
}

function individual(key: string): ((source: PlsAnswerSource, asked: unknown) => unknown) | undefined {
  if (!/^individual_index(_first_\d+)?$/.test(key)) return undefined;
  return (source, asked) => individualIndexes(source, listOf(asked).length);
}

/** The scope of a part by its name; nothing where the key is a figure. */
function scopeOf(key: string, asked: unknown, scope: PlsScope): PlsScope | string | undefined {
  if (isScheme(key)) return { ...scope, scheme: key satisfies Scheme };
  if (key === 'covariance_metric') return { ...scope, metric: 'covariance' };
  const part = typeof asked === 'object' && asked !== null && !Array.isArray(asked);
  const missing = part ? missingOf(key) : undefined;
  if (missing) return { ...scope, missing };
  const reversed = objectOf(asked)['reversed_items'];
  if (reversed) return { ...scope, reversed: listOf(reversed) };
  const [, column] = /^weighted_(\w+)$/.exec(key) ?? [];
  if (column !== undefined) {
    if (!(column in scope.table)) return `the weight ${column} is not in its data files`;
    return { ...scope, weight: numberColumn(scope.table, column) };
  }
  if (key !== 'unweighted') return undefined;
  const { weight: _, ...without } = scope;
  return without;
}

function missingOf(name: unknown): Missing | undefined {
  if (typeof name !== 'string') return undefined;
  if (/^mean(_replacement)?$/.test(name)) return 'meanReplacement';
  if (/^(listwise|complete)(_|$)/.test(name)) return 'listwise';
  return /^pairwise(_|$)/.test(name) ? 'pairwise' : undefined;
}

function sourceOf(scope: PlsScope): PlsAnswerSource | string {
  const { model } = scope;
  if (!model) return 'a case about a path model without a model is not understood';
  const moments = momentsOf(columnsOfScope(scope), rowsOfScope(scope));
  const untold = missingUntold(scope);
  if (untold) return untold;
  const settings = settingsOf(scope);
  const run = runPls(model, moments, settings);
  if (isPlsFault(run)) return `the model cannot be estimated: ${run.code} of ${run.construct}`;
  const again = (changed: Partial<PlsSettings>): PlsRun => {
    const other = runPls(model, moments, { ...settings, ...changed });
    if (isPlsFault(other)) throw new Error(`sourceOf requires a model that can be estimated: ${other.code}`);
    return other;
  };
  const asRun = scope.reversed.length > 0 ? run.pls.turned : [];
  return {
    run,
    inCovariances: () => again({ metric: 'covariance' }),
    rounds: () => again({ tolerance: 1e-15 }).pls.rounds,
    columns: usedColumns(scope),
    sdByWeights: covarianceOf(moments, { ...settings, divisor: 'weights' }),
    sdByWeightsLessOne: covarianceOf(moments, { ...settings, divisor: 'weightsLessOne' }),
    signs: run.pls.network.ids.map((_, j) => (asRun.includes(j) ? -1 : 1)),
  };
}
