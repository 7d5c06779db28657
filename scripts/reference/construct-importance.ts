import { inPoints } from '../../src/statistics/models/construct-importance.js';
import { momentsOf } from '../../src/statistics/models/moments-pass.js';
import { isPlsFault } from '../../src/statistics/models/pls.js';
import { runPls } from '../../src/statistics/models/pls-run.js';
import type { PlsRun } from '../../src/statistics/models/pls-run.js';
import { numberColumn, objectOf } from './case.js';
import type { Answer, Case } from './case.js';
import { readPlsCase } from './pls-input.js';
import { columnsOfScope, missingUntold, rowsOfScope, settingsOf } from './pls-scope.js';
import type { PlsScope } from './pls-scope.js';
import { columnName } from './survey-design.js';

/** Importance and performance of the constructs of a path model. */
export function answerConstructImportance(given: Case): Answer | string {
  const read = readPlsCase(given);
  if (typeof read === 'string') return read;
  const { weight } = given.input;
  const weights = weight ? { weight: numberColumn(read.table, columnName(weight)) } : {};
  const scope: PlsScope = { ...read, metric: 'correlation', reversed: [], ...weights };
  const untold = missingUntold(scope);
  if (untold !== undefined) return untold;
  if (!read.model) return 'a map of constructs without a model is not understood';
  const run = runPls(read.model, momentsOf(columnsOfScope(scope), rowsOfScope(scope)), settingsOf(scope));
  if (isPlsFault(run)) return `the model cannot be estimated: ${run.code} of ${run.construct}`;
  return figuresOf(run, given.expected);
}

function figuresOf(run: PlsRun, asked: Answer): Answer {
  const { network, structure } = run.pls;
  const sd = run.indexes.map((index) => index.sd);
  const spread = Object.fromEntries(run.indexes.map((index) => [index.construct, index.sd]));
  const listed = (key: string, effect: (from: number, to: number) => number | undefined): unknown => {
    const entries = asked[key];
    if (!Array.isArray(entries)) return undefined;
    return entries.map(objectOf).map(({ from, to }) => {
      const [i, j] = [network.ids.indexOf(String(from)), network.ids.indexOf(String(to))];
      return { from, to, value: i < 0 || j < 0 ? undefined : effect(i, j) };
    });
  };
  const standardised = (effects: Float64Array) => (from: number, to: number) => effects[from * network.ids.length + to];
  return {
    performance: Object.fromEntries(run.indexes.map((index) => [index.construct, index.value])),
    score_sd_n_minus_1: spread,
    score_sd: spread,
    direct_unstandardised: listed('direct_unstandardised', inPoints(structure.direct, sd)),
    direct_standardised: listed('direct_standardised', standardised(structure.direct)),
    total_effects_unstandardised: listed('total_effects_unstandardised', inPoints(structure.total, sd)),
    total_effects_standardised: listed('total_effects_standardised', standardised(structure.total)),
  };
}
