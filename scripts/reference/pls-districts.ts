import { meansOf } from '../../src/statistics/models/item-covariance.js';
import { momentsByGroup, momentsOf } from '../../src/statistics/models/moments-pass.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { indexesOf } from '../../src/statistics/models/pls-index.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import type { PlsRun } from '../../src/statistics/models/pls-run.js';
import type { Domains } from '../../src/statistics/design/sample.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer, Case } from './case.js';
import { domainsOf } from './domains.js';
import { indexRecord } from './pls-figures.js';
import { columnsOfScope, missingUntold, rowsOfScope, settingsOf } from './pls-scope.js';
import type { PlsScope } from './pls-scope.js';
import { columnName } from './survey-design.js';

/** Parts of a case of this kind: whose item means the weights of all are applied to. */
const parts = /^pooled_weights_(unweighted|design_weighted)_means$/;

/**
 * Indexes of districts with the outer weights of all rows. These are unweighted unless the case names a weight and does not say otherwise; the
 * design's weight is the one that is named, else the column `w`.
 */
export function answerPlsDistricts(given: Case & { call?: unknown }, scope: PlsScope): Answer | string {
  const unknown = Object.keys(given.expected).find((key) => !parts.test(key));
  if (unknown !== undefined) return `the figure ${unknown} is not known here`;
  const untold = missingUntold(scope);
  if (untold || !scope.model) return untold ?? 'a case about a path model without a model is not understood';
  const { weight: named, ...unweighted } = scope;
  const plain = /all rows, unweighted/.test([given.call].flat().join(' '));
  const whole: PlsScope = plain ? unweighted : scope;
  const run = runPls(scope.model, momentsOf(columnsOfScope(whole), rowsOfScope(whole)), settingsOf(whole));
  if (isPlsFault(run)) return `the model cannot be estimated: ${run.code} of ${run.construct}`;
  return Object.fromEntries(
    Object.entries(given.expected).map(([key, asked]) => {
      const design = { ...scope, weight: named ?? numberColumn(scope.table, 'w') };
      const labels = Object.keys(objectOf(asked));
      const domains = domainsOf(scope.table, [columnName(given.input['domain'])], labels);
      return [key, indexesByDistrict(run, key.includes('_unweighted_') ? unweighted : design, domains, labels)];
    }),
  );
}

function indexesByDistrict(run: PlsRun, scope: PlsScope, domains: Domains, labels: readonly string[]): object {
  const districts = momentsByGroup(columnsOfScope(scope), domains, rowsOfScope(scope));
  const indexes = districts.map((moments) =>
    indexesOf(run.pls.network, { weights: run.weights, mean: meansOf(moments), ends: scope.ends }, 'compute'),
  );
  return Object.fromEntries(labels.map((label, d) => [label, indexRecord(indexes[d] ?? [])]));
}
